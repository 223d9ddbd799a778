//! Reads a command, as it was sent, into an order. The disclosed value is kept apart from the facts.

use super::CommandRequest;
use crate::values::Disclosed;
use desk_api::{Act, BadRequest, FactValue};
use lifecycle::{Actor, Command, CommandKind, Fact as _, Facts, Field, Order, Role, Sealed};

/// The fact of a grant that is sealed from the disclosed value. Nobody may send it.
const SEALED: &str = "sealed";

/// Reads the order that `by` sent.
pub(super) fn order(by: &Actor, act: &Act) -> Result<CommandRequest, BadRequest> {
    let Act { ticket, id, command: kind, facts, value, why, seen } = act;
    let kind = kind.0;
    if matches!(kind, CommandKind::LeaveNote | CommandKind::WithdrawUnderDuress) {
        return Err(BadRequest::new(kind.as_str(), "is only given on a citizen's own call"));
    }
    let known = |name: &str| name != SEALED && kind.facts().contains(&name);
    if let Some(name) = facts.keys().find(|name| !known(name)) {
        return Err(BadRequest::new(name, format!("is not asked for; `{kind}` takes {}", takes(kind))));
    }
    let mut facts = FactValue::facts(facts);
    let disclosed = match (kind, value) {
        (CommandKind::Grant, Some(value)) => Some(granted(value.expose(), &mut facts)?),
        (CommandKind::Grant, None) => return Err(BadRequest::new("value", "is missing: say what is disclosed")),
        (_, Some(_)) => return Err(BadRequest::new("value", format!("is not asked for; `{kind}` discloses nothing"))),
        (_, None) => None,
    };
    let command = Command::read(kind, &facts)
        .map_err(|why| BadRequest::new(&why.name, format!("{}; `{kind}` takes {}", why.what, takes(kind))))?;
    // Officers decide on the version of the case that they have seen. A citizen on a call, or their agent, need not
    // have seen the case.
    if seen.is_none() && !matches!(by.role(), Role::Citizen | Role::Agent) {
        return Err(BadRequest::new("seen", "is missing: say which version of the case you saw"));
    }
    let why = why.as_ref().map(|why| why.0.clone());
    let order = Order { command, by: by.clone(), why, seen: *seen };
    Ok(CommandRequest { ticket: ticket.0.clone(), id: id.0.clone(), order, disclosed })
}

/// Returns the disclosed value. A placeholder stands among the facts until the value is sealed.
fn granted(value: &str, facts: &mut Facts) -> Result<Disclosed, BadRequest> {
    let wrong = |why: &str| BadRequest::new("value", why);
    let disclosed =
        Disclosed::new(value).ok_or_else(|| wrong("is no value of 1 to 40 letters, digits, dashes and slashes"))?;
    let field = facts.get("field").and_then(|field| Field::read(Some(field)).ok());
    if let Some((form, _)) = field.map(Field::form).filter(|(_, fits)| !fits(disclosed.expose())) {
        return Err(wrong(&format!("is none: it has {form}")));
    }
    let to_be_sealed = Sealed::new("tobesealed").map_err(|why| wrong(&why.to_string()))?;
    facts.extend(to_be_sealed.write().map(|value| (SEALED.to_owned(), value)));
    Ok(disclosed)
}

/// Returns the names of the facts that a command takes, for a refusal.
fn takes(kind: CommandKind) -> String {
    let names: Vec<&str> = kind.facts().iter().copied().filter(|name| *name != SEALED).collect();
    match (names.is_empty(), kind) {
        (true, _) => "nothing more".to_owned(),
        (_, CommandKind::Grant) => format!("{}, and beside the facts a value", names.join(", ")),
        _ => names.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk_api::{Confided, Given, Spelled};

    fn act(command: &str, facts: &[(&str, &str)], value: Option<&str>, seen: Option<u32>) -> Act {
        Act {
            ticket: Spelled::of("ticket", "42710839").unwrap(),
            id: Spelled::of("id", "c-1").unwrap(),
            command: Spelled::of("command", command).unwrap(),
            facts: facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect::<Given>(),
            value: value.map(Confided::new),
            why: Some(Spelled::of("why", "a visit").unwrap()),
            seen,
        }
    }

    fn officer(command: &str, facts: &[(&str, &str)]) -> Result<CommandRequest, String> {
        let officer = Actor::parse("officer:FCS:L1:ramesh").unwrap();
        order(&officer, &act(command, facts, None, Some(5))).map_err(|why| why.to_string())
    }

    fn refused(command: &str, facts: &[(&str, &str)]) -> String {
        officer(command, facts).unwrap_err()
    }

    #[test]
    fn a_command_becomes_an_order_with_who_why_and_the_version_they_saw() {
        let asked = officer("take-action", &[("note", "given")]).unwrap();
        assert_eq!((asked.order.seen, asked.order.command.kind()), (Some(5), CommandKind::TakeAction));
        assert_eq!(asked.order.why, lifecycle::Words::new("a visit").ok());
        assert_eq!(asked.order.by.to_string(), "officer:FCS:L1:ramesh");
    }

    #[test]
    fn a_fact_that_is_missing_or_not_asked_for_is_named_with_all_that_the_command_takes() {
        assert_eq!(refused("take-action", &[]), "`note` is missing; `take-action` takes note, attachments");
        assert_eq!(
            refused("acknowledge", &[("note", "x")]),
            "`note` is not asked for; `acknowledge` takes nothing more"
        );
        assert_eq!(
            refused("confirm-withdrawal", &[]),
            "`call` is missing; `confirm-withdrawal` takes call, at_the_door"
        );
        assert_eq!(refused("leave-note", &[]), "`leave-note` is only given on a citizen's own call");
    }

    #[test]
    fn an_officer_says_which_version_of_the_case_they_saw_and_an_agent_need_not() {
        let unseen = |by: &str| order(&Actor::parse(by).unwrap(), &act("acknowledge", &[], None, None));
        assert_eq!(
            unseen("nodal:FCS:n").unwrap_err().to_string(),
            "`seen` is missing: say which version of the case you saw"
        );
        assert_eq!(unseen("agent:asha").unwrap().order.seen, None);
    }

    #[test]
    fn what_is_disclosed_prints_as_stars_and_a_sealed_value_is_not_taken_from_outside() {
        let agent = Actor::parse("agent:asha").unwrap();
        let grant = |more: &[(&str, &str)], value: Option<&str>| {
            let facts = [&[("field", "samagra-id")], more].concat();
            order(&agent, &act("grant", &facts, value, None))
        };
        assert!(!format!("{:?}", grant(&[], Some("123456789")).unwrap()).contains("123456789"));
        let refused = |more: &[(&str, &str)], value| grant(more, value).unwrap_err().to_string();
        assert_eq!(
            refused(&[("sealed", "AAAA")], Some("123456789")),
            "`sealed` is not asked for; `grant` takes field, and beside the facts a value"
        );
        assert!(refused(&[("value", "123456789")], None).starts_with("`value` is not asked for"));
        assert!(refused(&[], None).starts_with("`value` is missing"));
        assert!(refused(&[], Some("my number!")).starts_with("`value` is no value"));
        assert_eq!(refused(&[], Some("12")), "`value` is none: it has 8 digits (a family) or 9 (a person)");
        let other = order(&agent, &act("grant-voice", &[], Some("1"), None)).unwrap_err().to_string();
        assert_eq!(other, "`value` is not asked for; `grant-voice` discloses nothing");
    }
}
