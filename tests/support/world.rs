//! The world of `dispatch`: the ports in memory, and a queue that can hide a message for a while.

use helpline::memory::Memory;
use helpline::ports::{
    CountCrowds, Crowd, ParkNotices, PublishNotices, ReadCases, ReadEvents, RetryLater, Unavailable,
};
use helpline::texts::QueueSms;
use helpline::{EventKey, Owed, Swept};
use jiff::Timestamp;
use lifecycle::{Case, Event, Ticket, Value};
use notice::Notice;
use serde_json::{Value as Json, json};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The memory, and the pauses that were asked for.
#[derive(Default)]
pub struct World {
    /// What is kept.
    pub memory: Memory,
    /// Receipts, and how long each was to wait.
    pub pauses: Mutex<Vec<(String, Duration)>>,
}

impl PublishNotices for World {
    async fn publish(&self, notice: &Notice) -> Result<(), Unavailable> {
        self.memory.publish(notice).await
    }
}
impl CountCrowds for World {
    async fn joins(&self, crowd: &Crowd, ticket: &Ticket) -> Result<usize, Unavailable> {
        self.memory.joins(crowd, ticket).await
    }
}
impl QueueSms for World {
    async fn queue_sms(&self, key: &Owed) -> Result<(), Unavailable> {
        self.memory.queue_sms(key).await
    }
}
impl ParkNotices for World {
    async fn park(&self, key: &Owed) -> Result<(), Unavailable> {
        self.memory.park(key).await
    }
}
impl ReadCases for World {
    async fn case(&self, ticket: &Ticket) -> Result<Option<Case>, Unavailable> {
        self.memory.case(ticket).await
    }
}
impl ReadEvents for World {
    async fn event(&self, key: &EventKey) -> Result<Option<Event>, Unavailable> {
        self.memory.event(key).await
    }
}
impl RetryLater for World {
    async fn retry_after(&self, receipt: &str, pause: Duration) -> Result<(), Unavailable> {
        self.pauses.lock().unwrap_or_else(PoisonError::into_inner).push((receipt.to_owned(), pause));
        Ok(())
    }
}

/// A sweep of the memory under the State's own rules, with all the time in the world.
///
/// # Errors
/// The sweep's own.
pub async fn sweep(memory: &Memory, now: Timestamp) -> Result<Swept, Unavailable> {
    match state_directory::playbook() {
        Ok(playbook) => helpline::sweep(&playbook.directory, memory, now, &|| true).await,
        Err(why) => Err(Unavailable(why.to_owned())),
    }
}

/// An item as DynamoDB's stream and table have it.
#[must_use]
pub fn image(item: &ledger_items::Item) -> Json {
    let tagged = |value: &Value| match value {
        Value::Text(text) => json!({ "S": text }),
        Value::Number(number) => json!({ "N": number.to_string() }),
    };
    item.iter().map(|(name, value)| (name.clone(), tagged(value))).collect()
}

/// The facts of an item as DynamoDB's stream and table have it.
#[must_use]
pub fn facts(image: &Json) -> ledger_items::Item {
    let fact = |tagged: &Json| {
        let (tag, text) = tagged.as_object()?.iter().next()?;
        ledger_items::fact(tag, text.as_str()?)
    };
    let attributes = image.as_object().into_iter().flatten();
    attributes.filter_map(|(name, value)| Some((name.clone(), fact(value)?))).collect()
}
