//! An event from the ledger's stream.

use crate::Told;
use aws_sdk_dynamodb::types::AttributeValue;
use directory::Directory;
use helpline::ports::{ParkNotices, PublishNotices};
use helpline::{Delivered, deliver};
use ledger_dynamodb::{EVENT_PREFIX, event_from_item};
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
        // An event that cannot be read must not be passed over in silence: a newer release will read it.
        tracing::error!(key, "an event of the stream cannot be read");
        return Told::Failed;
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

/// An item as the stream writes it: strings and numbers are all that an event holds.
fn item(image: &Value) -> Option<HashMap<String, AttributeValue>> {
    let attribute = |value: &Value| {
        let text = |kind: &str| value.get(kind)?.as_str().map(str::to_owned);
        text("S").map(AttributeValue::S).or_else(|| text("N").map(AttributeValue::N))
    };
    let attributes = image.as_object()?.iter();
    Some(attributes.filter_map(|(name, value)| Some((name.clone(), attribute(value)?))).collect())
}
