//! `cargo xtask inbox`.

use crate::{cli, departments, setup};
use local_cloud::{Error, Message, Project, Stack};
use std::time::Duration;

pub(crate) fn run(project: &Project, inbox: &cli::Inbox) -> anyhow::Result<()> {
    let department = departments::code(departments::directory()?, &inbox.department)?;
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

/// All notices; waits for a first one, and an empty inbox after that is no error.
fn read(stack: &Stack, department: &str, wait: Duration) -> Result<Vec<Message>, Error> {
    let waited = stack.wait_inbox(department, wait, |_| true);
    match waited {
        Ok(_) => stack.inbox(department),
        Err(Error::Waited { .. }) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
