//! A stack on which an operator works: on a cloud that answers by plain HTTP, or on AWS.

use super::aws::Aws;
use crate::act::Desk;
use crate::cli::Where;
use crate::setup;
use local_cloud::aws::{dynamodb, sns, sqs};
use local_cloud::{ENDPOINT, Endpoint, Project, STACK_NAME, Stack, USUAL_REGION};
use serde_json::Value;
use std::env;

/// A message of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    /// By which it is deleted.
    pub(super) receipt: String,
    pub(super) body: String,
}

/// A message that was received is hidden for so many seconds: longer than all are read.
pub(super) const HIDDEN_SECONDS: u32 = 60;

/// A stack with the requests that an operator makes.
pub(super) trait Place: Desk {
    /// An output of the stack.
    fn output(&self, name: &str) -> anyhow::Result<String>;
    /// Sends a message to a queue.
    fn send(&self, queue: &str, body: &str) -> anyhow::Result<()>;
    /// Receives some messages and hides them for a while.
    fn receive(&self, queue: &str) -> anyhow::Result<Vec<Letter>>;
    /// Deletes a received message.
    fn delete(&self, queue: &str, receipt: &str) -> anyhow::Result<()>;
    /// Subscribes an address to a topic, for the messages that a filter lets pass.
    fn subscribe(&self, topic: &str, protocol: &str, address: &str, filter: Option<&str>) -> anyhow::Result<()>;
    /// Writes an item, given in DynamoDB's own JSON, to the ledger.
    fn write(&self, item: &Value) -> anyhow::Result<()>;
}

/// The way to a stack.
#[derive(Debug, PartialEq, Eq)]
enum Way<'a> {
    /// The local cloud that runs.
    Running,
    /// A cloud that answers by plain HTTP.
    Http { url: &'a str, stack: &'a str },
    /// AWS, by its command line.
    Aws { url: Option<&'a str>, stack: &'a str },
}

/// The stack that the options name.
pub(super) fn of(project: &Project, options: &Where) -> anyhow::Result<Box<dyn Place>> {
    let given = env::var(ENDPOINT).ok().filter(|url| !url.is_empty());
    Ok(match way(options, given.as_deref()) {
        Way::Running => Box::new(setup::running(project)?),
        Way::Http { url, stack } => Box::new(Stack::at(Endpoint::new(url, USUAL_REGION), stack)?),
        Way::Aws { url, stack } => Box::new(Aws::at(url, stack)?),
    })
}

fn way<'a>(options: &'a Where, given: Option<&'a str>) -> Way<'a> {
    let url = options.endpoint_url.as_deref().or(given);
    match (url, options.stack.as_deref()) {
        (Some(url), stack) if url.starts_with("http://") => Way::Http { url, stack: stack.unwrap_or(STACK_NAME) },
        (url, Some(stack)) => Way::Aws { url, stack },
        (Some(url), None) => Way::Aws { url: Some(url), stack: STACK_NAME },
        (None, None) => Way::Running,
    }
}

impl Place for Stack {
    fn output(&self, name: &str) -> anyhow::Result<String> {
        Ok(self.output(name)?.to_owned())
    }

    fn send(&self, queue: &str, body: &str) -> anyhow::Result<()> {
        Ok(sqs::send(&self.endpoint, queue, body)?)
    }

    fn receive(&self, queue: &str) -> anyhow::Result<Vec<Letter>> {
        let received = sqs::receive(&self.endpoint, queue, HIDDEN_SECONDS)?;
        Ok(received.into_iter().map(|one| Letter { receipt: one.receipt, body: one.body }).collect())
    }

    fn delete(&self, queue: &str, receipt: &str) -> anyhow::Result<()> {
        Ok(sqs::delete(&self.endpoint, queue, receipt)?)
    }

    fn subscribe(&self, topic: &str, protocol: &str, address: &str, filter: Option<&str>) -> anyhow::Result<()> {
        Ok(sns::subscribe(&self.endpoint, topic, protocol, address, filter)?)
    }

    fn write(&self, item: &Value) -> anyhow::Result<()> {
        Ok(dynamodb::put(&self.endpoint, self.output("TableName")?, item)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(stack: Option<&str>, url: Option<&str>) -> Where {
        Where { stack: stack.map(str::to_owned), endpoint_url: url.map(str::to_owned) }
    }

    #[test]
    fn a_stack_without_an_address_is_on_aws_and_without_a_name_the_local_one() {
        assert_eq!(way(&named(None, None), None), Way::Running);
        assert_eq!(way(&named(Some("prod"), None), None), Way::Aws { url: None, stack: "prod" });
    }

    #[test]
    fn a_cloud_that_is_named_by_option_or_environment_is_asked_there() {
        let url = "http://127.0.0.1:4566";
        assert_eq!(way(&named(None, Some(url)), None), Way::Http { url, stack: STACK_NAME });
        assert_eq!(way(&named(Some("x"), None), Some(url)), Way::Http { url, stack: "x" });
        let url = "https://vpce.example";
        assert_eq!(way(&named(Some("x"), Some(url)), None), Way::Aws { url: Some(url), stack: "x" });
    }
}
