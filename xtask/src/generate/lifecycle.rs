//! The lifecycle's page: a diagram and the whole table, made of the code that decides.

use lifecycle::{CommandKind, Rule, State, may, rule};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const HEAD: &str = "# The lifecycle of a case

Made of `crates/core/lifecycle/src/rule.rs` by `cargo xtask generate`; do not edit. A command's conditions beside the state
(a second officer, a number of days, whose case it is) are in `crates/core/lifecycle/src/decide/`, its tests in
`crates/core/lifecycle/tests/`.

- **The level** (L1 to L4, apex) is no state: it never falls, and survives transfer and reopening.
- **The desk** says who has the case: the caller, triage, a department, the coordinator, the apex.
- **Time** is a command like any other, `pass-time`: what is due first happens. A department that does not act loses the
  case to the level above, a desk of the centre to the one above, a promise to whoever is above its keeper.
- **A department never closes.** A grievance ends with the citizen's word, or after three calls on three days that did
  not reach them; a query with its answer; a suggestion or an appreciation with its acknowledgement.

";

/// The whole page.
pub(crate) fn page() -> String {
    let mut page = HEAD.to_owned();
    page.push_str("## States\n\n");
    page.push_str(&diagram());
    page.push_str("\nArrows that lead back to the same state are left out.\n\n## Commands\n");
    for command in CommandKind::ALL {
        section(&mut page, *command);
    }
    page
}

/// Which commands lead from where to where, as Mermaid draws it.
fn diagram() -> String {
    let mut edges: BTreeMap<(State, State), Vec<&str>> = BTreeMap::new();
    for from in State::ALL {
        for command in CommandKind::ALL {
            let Rule::To(states) = rule(*command, *from) else { continue };
            for to in states.iter().filter(|to| *to != from) {
                edges.entry((*from, *to)).or_default().push(command.as_str());
            }
        }
    }
    let id = |state: State| state.as_str().replace('-', "_");
    let mut drawn = "```mermaid\nstateDiagram-v2\n".to_owned();
    for state in State::ALL.iter().filter(|state| state.as_str().contains('-')) {
        _ = writeln!(drawn, "    state \"{state}\" as {}", id(*state));
    }
    drawn.push_str("    [*] --> draft\n");
    for ((from, to), commands) in edges {
        _ = writeln!(drawn, "    {} --> {}: {}", id(from), id(to), commands.join(", "));
    }
    drawn.push_str("```\n");
    drawn
}

/// One command: who may give it, and what it does in each state.
fn section(page: &mut String, command: CommandKind) {
    let roles: Vec<&str> = may(command).iter().map(|role| role.as_str()).collect();
    let takes = command.facts().join(", ");
    let takes = if takes.is_empty() { String::new() } else { format!(", with {takes}") };
    _ = write!(page, "\n### {command}\n\nBy {}{takes}.\n\n| in | becomes |\n|---|---|\n", roles.join(", "));
    let mut rows: Vec<(Rule, Vec<&str>)> = Vec::new();
    for state in State::ALL {
        let rule = rule(command, *state);
        match rows.iter_mut().find(|(known, _)| *known == rule) {
            Some((_, states)) => states.push(state.as_str()),
            None => rows.push((rule, vec![state.as_str()])),
        }
    }
    for (rule, states) in rows {
        let becomes = match rule {
            Rule::To(states) => {
                let states: Vec<String> = states.iter().map(|state| format!("**{state}**")).collect();
                states.join(" or ")
            }
            Rule::Stays => "the same state".to_owned(),
            Rule::Nothing(why) => format!("nothing new: {why}"),
            Rule::Refused(remedy) => format!("refused: {remedy}"),
        };
        _ = writeln!(page, "| {} | {becomes} |", states.join(", "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_reached_and_every_command_has_its_section() {
        let page = page();
        for state in State::ALL {
            let id = state.as_str().replace('-', "_");
            assert!(page.contains(&format!("--> {id}")), "{state}");
        }
        for command in CommandKind::ALL {
            assert!(page.contains(&format!("### {command}\n")), "{command}");
        }
    }
}
