//! The staff's commands, for `--help`.

use lifecycle::{CommandKind, Role, may};
use std::fmt::Write as _;

/// The command with which the help begins.
pub(crate) const EXAMPLE: &str = "Example:
  cargo xtask act 42710839 take-action note=\"ration given\" --as officer:FCS:L1:ramesh";

/// Every command, its facts and the roles that may give it, for `--help`.
pub(crate) fn commands() -> String {
    let mut all = format!("{EXAMPLE}\n\nCommands, their facts as name=value, and the roles that may give them:\n");
    for kind in CommandKind::ALL.iter().filter(|kind| may(**kind) != [Role::System]) {
        let takes: Vec<&str> =
            kind.facts().iter().map(|name| if *name == "sealed" { "value" } else { *name }).collect();
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
        assert!(!help.contains("pass-time"), "time passes by itself");
    }
}
