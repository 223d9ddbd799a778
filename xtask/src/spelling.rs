//! Codes in capital or small letters, as a person types them. The desk takes one spelling alone.

use lifecycle::Level;

/// Facts of commands that are codes in small letters.
const SMALL: [&str; 9] =
    ["category", "district", "field", "ground", "kind", "about_scheme", "quiet", "promise", "at_the_door"];

/// The value of a command's fact.
pub(crate) fn fact(name: &str, value: &str) -> String {
    match name {
        "department" => value.to_ascii_uppercase(),
        "named_level" => level(value),
        name if SMALL.contains(&name) => value.to_ascii_lowercase(),
        _ => value.to_owned(),
    }
}

/// A level, such as `l2` for L2. A text that is none stays as it is: the desk says so.
pub(crate) fn level(given: &str) -> String {
    let known = Level::ALL.iter().find(|level| level.as_str().eq_ignore_ascii_case(given));
    known.map_or_else(|| given.to_owned(), |level| level.as_str().to_owned())
}

/// A person and their office, such as `officer:fcs:l1:ramesh`.
pub(crate) fn actor(given: &str) -> String {
    let parts: Vec<&str> = given.split(':').collect();
    let small = str::to_ascii_lowercase;
    let parts = match *parts.as_slice() {
        [role, department, at, id] => vec![small(role), department.to_ascii_uppercase(), level(at), small(id)],
        [role, department, id] => vec![small(role), department.to_ascii_uppercase(), small(id)],
        _ => parts.iter().map(|part| small(part)).collect(),
    };
    parts.join(":")
}

#[cfg(test)]
mod tests {
    use super::*;
    use lifecycle::{Actor, CommandKind};

    #[test]
    fn codes_are_read_in_either_case_and_words_stay() {
        assert_eq!(fact("department", "prd"), "PRD");
        assert_eq!(fact("district", "Sehore"), "sehore");
        assert_eq!(fact("named_level", "l2"), "L2");
        assert_eq!(fact("named_level", "APEX"), "apex");
        assert_eq!(fact("note", "The Pump is mended"), "The Pump is mended");
    }

    #[test]
    fn an_actor_is_read_in_either_case() {
        for (given, read) in [
            ("Officer:fcs:l1:Ramesh", "officer:FCS:L1:ramesh"),
            ("NODAL:fcs:sunita", "nodal:FCS:sunita"),
            ("Agent:Asha", "agent:asha"),
            ("citizen", "citizen"),
        ] {
            assert_eq!(actor(given), read);
            assert!(Actor::parse(&actor(given)).is_some(), "{given}");
        }
        assert_eq!(actor("officer:FCS:nine:ramesh"), "officer:FCS:nine:ramesh", "the desk names the mistake");
    }

    #[test]
    fn every_fact_that_is_spelled_here_is_a_fact_of_a_command() {
        for name in SMALL.iter().chain(&["department", "named_level"]) {
            assert!(CommandKind::ALL.iter().any(|kind| kind.facts().contains(name)), "{name}");
        }
    }
}
