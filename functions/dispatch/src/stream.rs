//! An event from the ledger's stream.

use crate::Told;
use directory::Directory;
use helpline::ports::{ParkedKeys as _, SmsKeys as _};
use helpline::{Delivered, EventKey, NotifyStores, Owed, deliver};
use ledger_items::keys::{CASE_PREFIX, CONTACT_PREFIX, EVENT_PREFIX, WANTED_PREFIX};
use ledger_items::{Item, Unreadable, event_of};
use lifecycle::{ContactId, Ticket};
use serde_json::Value;

/// Tells what a stream record holds: an event, or a scheme that a caller wants as an SMS. The stream's filter lets only
/// new items of these through; a record that is none is passed over all the same.
pub(crate) async fn tell(directory: &Directory, stores: &impl NotifyStores, record: &Value) -> Told {
    let inserted = record.get("eventName").and_then(Value::as_str) == Some("INSERT");
    if !inserted {
        return Told::Done;
    }
    if let Some(code) = key_part(record, "/dynamodb/Keys/sk/S", WANTED_PREFIX) {
        return send(stores, record, code).await;
    }
    if key_part(record, "/dynamodb/Keys/sk/S", EVENT_PREFIX).is_none() {
        return Told::Done;
    }
    let event = match event_of(&record.pointer("/dynamodb/NewImage").map(item).unwrap_or_default()) {
        Ok(event) => event,
        Err(why) => return park_unread(stores, record, &why).await,
    };
    match deliver(&event, directory, stores).await {
        Ok(Delivered::Published) => tracing::info!(event = event.id(), "a notice was published"),
        Ok(Delivered::Uncounted(why)) => {
            tracing::warn!(event = event.id(), %why, "a notice was published, and its case not counted among the hour's");
        }
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
async fn park_unread(stores: &impl NotifyStores, record: &Value, unreadable: &Unreadable) -> Told {
    let ticket = key_part(record, "/dynamodb/Keys/pk/S", CASE_PREFIX).and_then(|ticket| Ticket::parse(ticket).ok());
    let sequence = key_part(record, "/dynamodb/Keys/sk/S", EVENT_PREFIX).and_then(|sequence| sequence.parse().ok());
    let Some((ticket, sequence)) = ticket.zip(sequence) else {
        tracing::error!("an event of the stream has no key that can be read");
        return Told::Failed;
    };
    let key = Owed::from(EventKey { ticket, sequence });
    match stores.parked().park(&key).await {
        Ok(()) => {
            tracing::error!(event = %key, %unreadable, "an event cannot be read and was parked");
            Told::Done
        }
        Err(why) => {
            tracing::error!(event = %key, %why, "an event can be neither read nor parked");
            Told::Failed
        }
    }
}

/// Has the scheme of that code sent to the caller of the record's call.
async fn send(stores: &impl NotifyStores, record: &Value, code: &str) -> Told {
    let contact = key_part(record, "/dynamodb/Keys/pk/S", CONTACT_PREFIX).and_then(|id| ContactId::new(id).ok());
    let Some(contact) = contact else {
        tracing::error!("an SMS that somebody wants has no key that can be read");
        return Told::Failed;
    };
    let key = Owed::Scheme { contact, code: code.to_owned() };
    let Err(refused) = stores.sms_keys().queue_sms(&key).await else { return Told::Done };
    match stores.parked().park(&key).await {
        Ok(()) => {
            tracing::warn!(sms = %key, why = %refused, "an SMS was parked");
            Told::Done
        }
        Err(why) => {
            tracing::error!(sms = %key, %why, "an SMS could be neither queued nor parked");
            Told::Failed
        }
    }
}

/// What follows `prefix` in a part of a record's key.
fn key_part<'a>(record: &'a Value, at: &str, prefix: &str) -> Option<&'a str> {
    record.pointer(at)?.as_str()?.strip_prefix(prefix)
}

/// An item as the stream writes it: texts and numbers are all that an event holds.
fn item(image: &Value) -> Item {
    let fact = |value: &Value| {
        let (tag, text) = value.as_object()?.iter().next()?;
        ledger_items::fact(tag, text.as_str()?)
    };
    let attributes = image.as_object().into_iter().flatten();
    attributes.filter_map(|(name, value)| Some((name.clone(), fact(value)?))).collect()
}
