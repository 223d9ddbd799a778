//! The commands that a person of the staff may send, and the names of their facts.

use lifecycle::{CommandKind, Role, may};

/// The fact by which the staff names a note: its number within the case. No surface shows the call.
pub const NOTE: &str = "note";

/// The fact of the lifecycle that [`NOTE`] stands for.
pub const CONTACT: &str = "contact";

/// The fact of a grant that is sealed from the disclosed value. Nobody may send it.
const SEALED: &str = "sealed";

/// Returns true if the desk takes the command. Time and the system give some commands by themselves, and some are given
/// on a citizen's own call alone.
#[must_use]
pub fn is_for_the_staff(kind: CommandKind) -> bool {
    let on_a_call =
        matches!(kind, CommandKind::LeaveNote | CommandKind::WithdrawUnderDuress | CommandKind::ClaimUnderDuress);
    !on_a_call && may(kind) != [Role::System]
}

/// Returns true if the command is about one note of the case.
#[must_use]
pub fn names_a_note(kind: CommandKind) -> bool {
    matches!(kind, CommandKind::Listen | CommandKind::ReadTranscript | CommandKind::ReleaseWords)
}

/// Returns the names of the facts that the desk asks for.
#[must_use]
pub fn asked_for(kind: CommandKind) -> Vec<&'static str> {
    let facts = kind.facts().iter().copied().filter(|name| *name != SEALED);
    facts.map(|name| if names_a_note(kind) && name == CONTACT { NOTE } else { name }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_asked_for_by_its_number_and_no_sealed_value_is_asked_for() {
        assert_eq!(asked_for(CommandKind::Listen), [NOTE]);
        assert_eq!(asked_for(CommandKind::Grant), ["field"]);
    }

    #[test]
    fn a_command_of_a_citizens_call_or_of_time_is_not_the_staffs() {
        for kind in [CommandKind::LeaveNote, CommandKind::ClaimUnderDuress, CommandKind::PassTime] {
            assert!(!is_for_the_staff(kind), "{kind}");
        }
        assert!(is_for_the_staff(CommandKind::Acknowledge));
    }
}
