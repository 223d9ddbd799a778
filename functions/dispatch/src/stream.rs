//! An event from the ledger's stream.

use crate::Told;
use aws_sdk_dynamodb::types::AttributeValue;
use directory::Directory;
use helpline::ports::{ParkNotices, PublishNotices};
use helpline::{Delivered, EventKey, deliver};
use ledger_dynamodb::{EVENT_PREFIX, event_from_item};
use lifecycle::Ticket;
use serde_json::Value;
use std::collections::HashMap;

/// Tells the event of a stream record. The stream's filter lets only new event items through; a record that
/// is none is passed over all the same.
pub(crate) async fn tell<P: PublishNotices + ParkNotices>(directory: &Directory, ports: &P, record: &Value) -> Told {
    let inserted = record.get("eventName").and_then(Value::as_str) == Some("INSERT");
    let key = record.pointer("/dynamodb/Keys/sk/S").and_then(Value::as_str);
    if !inserted || !key.is_some_and(|key| key.starts_with(EVENT_PREFIX)) {
        return Told::Done;
    }
    let Some(event) = record.pointer("/dynamodb/NewImage").and_then(item).as_ref().and_then(event_from_item) else {
        return park_unread(ports, record).await;
    };
    match deliver(&event, directory, ports, ports).await {
        Ok(Delivered::Published) => tracing::info!(event = event.id(), "a notice was published"),
        Ok(Delivered::NotOwed) => {}
        Ok(Delivered::Parked(why)) => tracing::warn!(event = event.id(), %why, "a notice was parked"),
        Err(why) => {
            tracing::error!(event = event.id(), %why, "a notice could be neither published nor parked");
            return Told::Failed;
        }
    }
    Told::Done
}

/// An event that this release cannot read (a newer one wrote it) waits in the queue for the release that can: it
/// must neither be passed over in silence nor hold up its shard.
async fn park_unread<P: ParkNotices>(ports: &P, record: &Value) -> Told {
    let part = |at: &str, prefix: &str| record.pointer(at)?.as_str()?.strip_prefix(prefix);
    let ticket = part("/dynamodb/Keys/pk/S", "CASE#").and_then(|ticket| Ticket::parse(ticket).ok());
    let sequence = part("/dynamodb/Keys/sk/S", EVENT_PREFIX).and_then(|sequence| sequence.parse().ok());
    let Some((ticket, sequence)) = ticket.zip(sequence) else {
        tracing::error!("an event of the stream has no key that can be read");
        return Told::Failed;
    };
    let key = EventKey { ticket, sequence };
    match ports.park(&key).await {
        Ok(()) => {
            tracing::error!(event = %key, "an event cannot be read and was parked");
            Told::Done
        }
        Err(why) => {
            tracing::error!(event = %key, %why, "an event can be neither read nor parked");
            Told::Failed
        }
    }
}

/// An item as the stream writes it: strings and numbers are all that an event holds.
fn item(image: &Value) -> Option<HashMap<String, AttributeValue>> {
    let attribute = |value: &Value| {
        let text = |kind: &str| value.get(kind)?.as_str().map(str::to_owned);
        text("S").map(AttributeValue::S).or_else(|| text("N").map(AttributeValue::N))
    };
    let attributes = image.as_object()?.iter();
    Some(attributes.filter_map(|(name, value)| Some((name.clone(), attribute(value)?))).collect())
}
