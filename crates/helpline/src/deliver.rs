//! Telling a department what happened.

use crate::ports::{ParkNotices, PublishNotices, Unavailable};
use directory::Directory;
use lifecycle::{Event, Ticket};
use std::fmt;

/// The key of an event in the ledger: enough to make its notice again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventKey {
    /// The case.
    pub ticket: Ticket,
    /// The event within the case.
    pub sequence: u32,
}

impl EventKey {
    /// The key of `event`.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        Self { ticket: event.ticket.clone(), sequence: event.sequence }
    }

    /// Reads what `to_string` wrote: `ticket-sequence`.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let (ticket, sequence) = given.split_once('-')?;
        Some(Self { ticket: Ticket::parse(ticket).ok()?, sequence: sequence.parse().ok()? })
    }
}

impl fmt::Display for EventKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.ticket, self.sequence)
    }
}

/// What became of an event's notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivered {
    /// Its topics have it.
    Published,
    /// This kind of event is told to nobody.
    NotOwed,
    /// Its topic refused it; its key waits in the queue of parked notices.
    Parked(Unavailable),
}

/// Publishes the notices that `event` owes; parks its key where a topic refuses, so that one dead topic
/// blocks nobody else's notices. Idempotency key: the event's id, by which readers tell repeats.
///
/// # Errors
/// Only where neither topic nor queue takes it: then the event must come again.
pub async fn deliver(
    event: &Event,
    directory: &Directory,
    topics: &impl PublishNotices,
    parked: &impl ParkNotices,
) -> Result<Delivered, Unavailable> {
    let notices = notice::of(event, directory);
    if notices.is_empty() {
        return Ok(Delivered::NotOwed);
    }
    for notice in &notices {
        // One that is published already is told once more when its key comes again; its readers know it by its id.
        if let Err(why) = topics.publish(notice).await {
            return parked.park(&EventKey::of(event)).await.map(|()| Delivered::Parked(why));
        }
    }
    Ok(Delivered::Published)
}
