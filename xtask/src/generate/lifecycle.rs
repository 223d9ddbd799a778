//! Writes the page about the lifecycle: a diagram and the whole table, made from the code that decides.

use lifecycle::{CommandKind, Rule, State, may, rule};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const HEAD: &str = "# The lifecycle of a case

`cargo xtask generate` makes this page from `crates/core/lifecycle/src/rule.rs`; do not edit. The tables below show only
the condition on the state of the case. A command can have other conditions too, such as a second officer, a number of
days, or an officer's own case. They are in `crates/core/lifecycle/src/decide/`, and their tests in
`crates/core/lifecycle/tests/`.

- **The level** (L1 to L4, apex) is no state. It never falls, even if the case is transferred or reopened.
- **The desk** says who works on the case: the caller, triage, a department, the coordinator or the apex.
- **Time** is a command like any other, `pass-time`. If several things are due, the earliest happens first. If a
  department does not act, the case goes to the level above. If the helpline's own desk does not act, the case goes to
  the next desk: from triage to the coordinator, from the coordinator to the apex. If a promise is not kept in time, it
  goes to the next keeper: from a department or an agent to the coordinator, from the coordinator to the apex.
- **A department never closes a grievance.** The citizen's word closes it, or three calls on three days that did not
  reach the citizen. A query is closed by its answer, a suggestion or an appreciation by its acknowledgement.

";

/// Returns the whole page.
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

/// Returns the diagram of the commands that lead from one state to another, in Mermaid's language.
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

/// Adds the section of one command to the page: the roles that may give the command, and its effect in each state.
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
