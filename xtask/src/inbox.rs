//! `inbox`: what a department has received.

use anyhow::{Result, bail};
use clap::Args;
use local_cloud::{Message, Stack};
use std::time::Duration;

/// Whose inbox, and how.
#[derive(Args)]
pub(crate) struct InboxArgs {
    /// A department's code, such as FCS, or TRIAGE.
    department: String,
    /// Wait up to so many seconds until there is something.
    #[arg(long, default_value_t = 0)]
    wait: u64,
    /// Print the notices as a JSON list and nothing else.
    #[arg(long)]
    json: bool,
}

/// Shows the inbox; nothing is taken out of it.
pub(crate) fn inbox(stack: &Stack, args: &InboxArgs) -> Result<()> {
    let department = known(&args.department)?;
    let mut messages = stack.inbox(&department)?;
    if messages.is_empty() && args.wait > 0 {
        // Nothing in time is an answer too: an empty inbox.
        let _ = stack.wait_inbox(&department, Duration::from_secs(args.wait), |_| true);
        messages = stack.inbox(&department)?;
    }
    if args.json {
        println!("{}", serde_json::to_string_pretty(&messages)?);
    } else if messages.is_empty() {
        println!("{department} has received nothing");
    } else {
        messages.iter().for_each(show);
    }
    Ok(())
}

/// One notice, as its reader gets it.
pub(crate) fn show(message: &Message) {
    println!("── {} {} {} ({})", message.department, message.level, message.event, message.event_id);
    message.message.lines().for_each(|line| println!("   {line}"));
}

/// The code as the directory writes it.
fn known(given: &str) -> Result<String> {
    let directory = &state_directory::playbook().map_err(anyhow::Error::msg)?.directory;
    let codes: Vec<&str> = directory.topics().map(|(code, _)| code).collect();
    match codes.iter().find(|code| code.eq_ignore_ascii_case(given)) {
        Some(code) => Ok((*code).to_owned()),
        None => bail!("`{given}` is no department; there are {}", codes.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn a_department_is_found_in_any_case_and_an_unknown_one_is_told_which_there_are() {
        assert_eq!(known("fcs").unwrap(), "FCS");
        assert_eq!(known("triage").unwrap(), "TRIAGE");
        let said = known("XYZ").unwrap_err().to_string();
        assert!(said.starts_with("`XYZ` is no department; there are REV, PRD"), "{said}");
    }
}
