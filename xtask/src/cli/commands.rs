//! The staff's commands, for `--help`.

use desk_api::{asked_for, is_for_the_staff};
use lifecycle::{CommandKind, may};
use std::fmt::Write as _;

/// The command with which the help begins.
pub(crate) const EXAMPLE: &str = "Example:
  cargo xtask act TICKET take-action note=\"ration given\" --as officer:FCS:L1:ramesh";

/// Every command, its facts and the roles that may give it, for `--help`.
pub(crate) fn commands() -> String {
    let mut all = format!("{EXAMPLE}\n\nCommands, their facts as name=value, and the roles that may give them:\n");
    for kind in CommandKind::ALL.iter().filter(|kind| is_for_the_staff(**kind)) {
        let mut takes = asked_for(*kind);
        if *kind == CommandKind::Grant {
            takes.push("value");
        }
        let roles: Vec<&str> = may(*kind).iter().map(|role| role.as_str()).collect();
        _ = writeln!(all, "  {:<19} {:<34} {}", kind.as_str(), takes.join(" "), roles.join(", "));
    }
    all.push_str("docs/lifecycle.md says what each does in each state.");
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_lists_every_command_with_who_may_give_it() {
        let help = commands();
        assert!(help.contains("take-action         note attachments"), "{help}");
        assert!(help.lines().any(|line| line.contains("grant ") && line.contains("field value")), "{help}");
        assert!(help.lines().any(|line| line.contains("listen ") && line.contains(" note ")), "{help}");
        for unasked in ["pass-time", "leave-note", "claim-under-duress"] {
            assert!(!help.contains(unasked), "{unasked} is given on a call or by time");
        }
    }
}
