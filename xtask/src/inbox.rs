//! `cargo xtask inbox`: the notices of a department, or the SMS of a phone.

use crate::out::say;
use crate::{cli, departments, setup};
use local_cloud::{Error, Message, Project, Stack};
use serde::Serialize;
use std::time::Duration;

pub(crate) fn run(project: &Project, inbox: &cli::Inbox) -> anyhow::Result<()> {
    if inbox.whose.starts_with('+') {
        return texts(&setup::running(project)?, inbox);
    }
    let department = departments::code(departments::directory()?, &inbox.whose)?;
    let stack = setup::running(project)?;
    let all = read(&stack, &department, inbox)?;
    let nothing = match &inbox.ticket {
        Some(ticket) => format!("the inbox of {department} has no notice of case {ticket}"),
        None => format!("the inbox of {department} is empty"),
    };
    show(&all, inbox, &nothing, "\n\n", telling::notice)
}

/// The SMS that a phone was sent.
fn texts(stack: &Stack, inbox: &cli::Inbox) -> anyhow::Result<()> {
    let number = &inbox.whose;
    let waited = stack.wait("an SMS", Duration::from_secs(inbox.wait), || {
        let texts = stack.texts(number)?;
        Ok(if texts.is_empty() { Err("none yet".to_owned()) } else { Ok(texts) })
    });
    let mut texts = or_nothing(waited)?;
    texts.retain(|text| inbox.ticket.as_ref().is_none_or(|ticket| text.contains(ticket)));
    show(&texts, inbox, &format!("{number} was sent no SMS"), "\n", Clone::clone)
}

/// Prints the last ones, the newest at the end.
fn show<T: Serialize>(
    all: &[T],
    inbox: &cli::Inbox,
    nothing: &str,
    between: &str,
    told: impl Fn(&T) -> String,
) -> anyhow::Result<()> {
    let shown = last(all, inbox.last);
    if inbox.json {
        say!("{}", serde_json::to_string_pretty(shown)?);
    } else if all.is_empty() {
        say!("{nothing}; `--wait 10` waits for one");
    } else {
        let pages: Vec<String> = shown.iter().map(told).collect();
        say!("{}", pages.join(between));
        let before = all.len() - shown.len();
        if before > 0 {
            say!("\n{before} before these; `--last {}` shows all", all.len());
        }
    }
    Ok(())
}

/// The last so many, or all.
fn last<T>(all: &[T], most: Option<usize>) -> &[T] {
    let from = all.len().saturating_sub(most.unwrap_or(usize::MAX));
    all.get(from..).unwrap_or_default()
}

/// The notices that are asked for, in order of time; waits for a first one.
fn read(stack: &Stack, department: &str, inbox: &cli::Inbox) -> Result<Vec<Message>, Error> {
    let wanted = |message: &Message| inbox.ticket.as_ref().is_none_or(|ticket| message.ticket == *ticket);
    let waited = stack.wait_inbox(department, Duration::from_secs(inbox.wait), wanted);
    let mut all = or_nothing(waited.and_then(|_| stack.inbox(department)))?;
    all.retain(wanted);
    Ok(all)
}

/// Nothing that came in time is no error.
fn or_nothing<T>(waited: Result<Vec<T>, Error>) -> Result<Vec<T>, Error> {
    match waited {
        Err(Error::Waited { .. }) => Ok(Vec::new()),
        waited => waited,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ones_are_shown_in_their_order() {
        assert_eq!(last(&[1, 2, 3], Some(2)), [2, 3]);
        assert_eq!(last(&[1, 2, 3], Some(9)), [1, 2, 3]);
        assert_eq!(last(&[1, 2, 3], None), [1, 2, 3]);
        assert_eq!(last(&[1], Some(0)), [0; 0]);
    }
}
