//! Reads the transitions of an action, and checks them by the rules of its type.

use std::collections::BTreeMap;

use crate::{
    language::{Json, Object, Operator, Text, Wrong, scalar},
    model::{Branch, Condition, Conditions, ErrorType, Terminal, Wires, Wiring},
    outside::is_key,
    problem::{Problem, list},
};

/// The index of every action by its identifier.
pub(super) type Names = BTreeMap<String, usize>;

pub(super) fn target(names: &Names, name: &str) -> Result<usize, Problem> {
    names.get(name).copied().ok_or_else(|| Problem::MissingAction {
        target: name.to_owned(),
        near: near::nearest(name, names.keys().map(String::as_str)).map(str::to_owned),
    })
}

pub(super) fn read(mut given: Object<'_>, wiring: &Wiring, names: &Names) -> Result<Wires, Wrong> {
    let next = next_action(&mut given, wiring.terminal, names)?;
    let errors = errors(&mut given, wiring.errors, names)?;
    let conditions = conditions(&mut given, wiring.conditions, names)?;
    given.finish();
    Ok(Wires { next, errors, conditions, forgiving: wiring.forgiving })
}

/// Checks the targets of the transitions of an action of an unknown type. Such an action takes no transition.
pub(super) fn targets(given: &Object<'_>, names: &Names) -> Result<Wires, Wrong> {
    let mut given = given.clone();
    if given.get("NextAction").is_some_and(|next| next.as_str() != Some("")) {
        branch_target(&mut given, names)?;
    }
    for list in ["Errors", "Conditions"] {
        for (place, value) in if given.has(list) { given.array(list)? } else { Vec::new() } {
            branch_target(&mut Object::read(place, value)?, names)?;
        }
    }
    Ok(Wires::default())
}

fn next_action(given: &mut Object<'_>, terminal: Terminal, names: &Names) -> Result<Option<usize>, Wrong> {
    if terminal != Terminal::No && given.get("NextAction").is_none_or(|next| next.as_str() == Some("")) {
        return Ok(None);
    }
    if terminal == Terminal::Always {
        no_branch(given, "NextAction");
        return Ok(None);
    }
    let next = branch_target(given, names)?;
    Ok((terminal == Terminal::No).then_some(next))
}

/// Reads the `NextAction` of an action, an error or a condition.
fn branch_target(given: &mut Object<'_>, names: &Names) -> Result<usize, Wrong> {
    let name = given.fixed("NextAction")?;
    target(names, &name).map_err(|problem| given.place("NextAction").wrong(problem))
}

/// Remarks on a branch that is never taken.
fn no_branch(given: &mut Object<'_>, branch: &'static str) {
    match given.get(branch) {
        None => {}
        Some(Json::Array(items)) if items.is_empty() => {}
        Some(_) => given.place(branch).remark(Problem::NoBranchHere { branch }),
    }
}

fn errors(given: &mut Object<'_>, branches: &[Branch], names: &Names) -> Result<Vec<(ErrorType, usize)>, Wrong> {
    let mut errors: Vec<(ErrorType, usize)> = Vec::new();
    let list = if given.has("Errors") { given.array("Errors")? } else { Vec::new() };
    for (place, value) in list {
        let mut entry = Object::read(place, value)?;
        let found = entry.fixed("ErrorType")?;
        let Some(branch) = branches.iter().find(|branch| branch.error().as_str() == found) else {
            let known = branches.iter().map(|branch| branch.error().as_str()).collect();
            entry.place("ErrorType").remark(Problem::UnknownError { error: found, known });
            branch_target(&mut entry, names)?;
            continue;
        };
        let error = branch.error();
        if errors.iter().any(|(other, _)| *other == error) {
            return Err(entry.place("ErrorType").wrong(Problem::OnlyOne { of: format!("the branches `{error}`") }));
        }
        errors.push((error, branch_target(&mut entry, names)?));
        entry.finish();
    }
    for branch in branches {
        if let Branch::Required(error) = branch
            && !errors.iter().any(|(other, _)| other == error)
        {
            return Err(given.place("Errors").wrong(Problem::MissingError { error: error.as_str() }));
        }
    }
    given.get("Errors");
    Ok(errors)
}

fn conditions(given: &mut Object<'_>, rule: Conditions, names: &Names) -> Result<Vec<Condition>, Wrong> {
    if matches!(rule, Conditions::None) {
        no_branch(given, "Conditions");
        return Ok(Vec::new());
    }
    let list = if given.has("Conditions") { given.array("Conditions")? } else { Vec::new() };
    let mut conditions = Vec::new();
    let mut operands = Vec::new();
    for (place, value) in list {
        let mut entry = Object::read(place, value)?;
        let next = branch_target(&mut entry, names)?;
        let mut condition = entry.object("Condition")?.ok_or_else(|| entry.missing("Condition"))?;
        entry.finish();
        let operator = condition.choice("Operator", &Operator::ALL)?.ok_or_else(|| condition.missing("Operator"))?;
        let operand_places = condition.array("Operands")?;
        condition.finish();
        let [(place, operand)] = operand_places.as_slice() else {
            return Err(condition
                .place("Operands")
                .wrong(Problem::OnlyOne { of: "the operands, and not none,".into() }));
        };
        let raw = scalar(place, operand)?;
        let text = Text::read(&raw).map_err(|problem| place.wrong(problem))?;
        if let Some(expected) = unexpected(rule, operator, &raw) {
            let operator = condition.fixed("Operator")?;
            return Err(place.wrong(Problem::UnknownCondition { operator, operand: raw, expected }));
        }
        if operands.contains(&(operator, raw.clone())) {
            let operator = condition.fixed("Operator")?;
            place.remark(Problem::Repeated { operator, operand: raw.clone() });
        }
        conditions.push(Condition { operator, operand: text, next });
        operands.push((operator, raw));
    }
    if let Conditions::Exactly(required) = rule
        && let Some(operand) = required.iter().find(|&&operand| !operands.iter().any(|(_, other)| other == operand))
    {
        return Err(given.place("Conditions").wrong(Problem::MissingCondition { operand }));
    }
    given.get("Conditions");
    Ok(conditions)
}

/// Returns the conditions that the rule allows, if it does not allow this condition.
fn unexpected(rule: Conditions, operator: Operator, operand: &str) -> Option<String> {
    let (fits, expected) = match rule {
        Conditions::None | Conditions::Any => return None,
        Conditions::Keys => {
            let mut letters = operand.chars();
            let one_key = letters.next().is_some_and(is_key) && letters.next().is_none();
            (one_key, "`Equals` and one key of `0` to `9`, `*`, `#`".to_owned())
        }
        Conditions::Exactly(words) | Conditions::Among(words) => {
            (words.contains(&operand), format!("`Equals` and one of {}", list(words)))
        }
    };
    (!fits || operator != Operator::Equals).then_some(expected)
}
