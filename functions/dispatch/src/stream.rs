//! A record of the ledger's stream.

use crate::RecordOutcome;
use directory::Directory;
use helpline::{Delivered, EventKey, NoticeTime, NotificationKey, NotifyStores, deliver, deliver_sms, park_unread};
use ledger_items::Unreadable;
use ledger_stream::Record;
use lifecycle::Event;
use serde_json::Value;

/// Delivers the subject of a stream record: an event, or a caller's request for a scheme as an SMS. The stream's filter
/// lets only new items of these two kinds through. Any other record is still passed over. `number` is the record's
/// sequence number in the stream: a dead letter holds nothing else, and the log leads from it to the event.
pub(crate) async fn tell(
    directory: &Directory,
    stores: &impl NotifyStores,
    time: NoticeTime,
    record: &Value,
    number: Option<&str>,
) -> RecordOutcome {
    match Record::read(record) {
        Record::Event(event) => tell_event(directory, stores, time, &event, number).await,
        Record::WantedSms { contact, code } => send(stores, &NotificationKey::Scheme { contact, code }, number).await,
        Record::Unreadable { ticket, sequence, why } => park(stores, EventKey { ticket, sequence }, &why, number).await,
        Record::Keyless => {
            tracing::error!(record = number, "a record of the stream has no key that can be read");
            RecordOutcome::Failed
        }
        Record::Other => RecordOutcome::Done,
    }
}

async fn tell_event(
    directory: &Directory,
    stores: &impl NotifyStores,
    time: NoticeTime,
    event: &Event,
    number: Option<&str>,
) -> RecordOutcome {
    match deliver(event, directory, stores, time).await {
        // The time of a success beside a ticket would lead to the call of that moment, so no line of success has one.
        Ok(Delivered::Published) => tracing::info!("a notice was published"),
        Ok(Delivered::Uncounted(why)) => {
            tracing::warn!(event = event.id(), %why, "a notice was published, and its case not counted among the hour's");
        }
        Ok(Delivered::NotOwed) => {}
        Ok(Delivered::Waits(_)) => tracing::info!("a notice waits for its hour"),
        Ok(Delivered::Parked(why)) => tracing::warn!(event = event.id(), %why, "a notice was parked"),
        Err(why) => {
            tracing::error!(event = event.id(), record = number, %why, "a notice could be neither published nor parked");
            return RecordOutcome::Failed;
        }
    }
    RecordOutcome::Done
}

async fn park(
    stores: &impl NotifyStores,
    key: EventKey,
    unreadable: &Unreadable,
    number: Option<&str>,
) -> RecordOutcome {
    let event = key.to_string();
    match park_unread(key, stores).await {
        Ok(()) => {
            tracing::error!(event, %unreadable, "an event cannot be read and was parked");
            RecordOutcome::Done
        }
        Err(why) => {
            tracing::error!(event, record = number, %why, "an event can be neither read nor parked");
            RecordOutcome::Failed
        }
    }
}

async fn send(stores: &impl NotifyStores, key: &NotificationKey, number: Option<&str>) -> RecordOutcome {
    match deliver_sms(key, stores).await {
        Ok(Delivered::Parked(why)) => tracing::warn!(sms = key.logged(), %why, "an SMS was parked"),
        Ok(_) => {}
        Err(why) => {
            tracing::error!(sms = key.logged(), record = number, %why, "an SMS could be neither queued nor parked");
            return RecordOutcome::Failed;
        }
    }
    RecordOutcome::Done
}
