//! `cargo xtask inbox`.

use crate::{cli, departments, setup};
use local_cloud::{Error, Message, Project, Stack};
use std::time::Duration;

pub(crate) fn run(project: &Project, inbox: &cli::Inbox) -> anyhow::Result<()> {
    if inbox.whose.starts_with('+') {
        return texts(&setup::running(project)?, inbox);
    }
    let department = departments::code(departments::directory()?, &inbox.whose)?;
    let stack = setup::running(project)?;
    let messages = read(&stack, &department, Duration::from_secs(inbox.wait))?;
    if inbox.json {
        println!("{}", serde_json::to_string_pretty(&messages)?);
    } else if messages.is_empty() {
        println!("the inbox of {department} is empty; `--wait 10` waits for a notice that is on its way");
    } else {
        let pages: Vec<String> = messages.iter().map(telling::notice).collect();
        println!("{}", pages.join("\n\n"));
    }
    Ok(())
}

/// What a phone was texted.
fn texts(stack: &Stack, inbox: &cli::Inbox) -> anyhow::Result<()> {
    let number = &inbox.whose;
    let waited = stack.wait("a text", Duration::from_secs(inbox.wait), || {
        let texts = stack.texts(number)?;
        Ok(if texts.is_empty() { Err("none yet".to_owned()) } else { Ok(texts) })
    });
    let texts = match waited {
        Err(Error::Waited { .. }) => Vec::new(),
        texts => texts?,
    };
    if inbox.json {
        println!("{}", serde_json::to_string_pretty(&texts)?);
    } else if texts.is_empty() {
        println!("{number} was texted nothing; `--wait 10` waits for a text that is on its way");
    } else {
        println!("{}", texts.join("\n"));
    }
    Ok(())
}

/// All notices; waits for a first one, and an empty inbox after that is no error.
fn read(stack: &Stack, department: &str, wait: Duration) -> Result<Vec<Message>, Error> {
    let waited = stack.wait_inbox(department, wait, |_| true);
    match waited {
        Ok(_) => stack.inbox(department),
        Err(Error::Waited { .. }) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
