//! Reads the records of the ledger's stream (Amazon DynamoDB Streams, in the form in which AWS Lambda delivers them),
//! once for all functions that follow the stream. Each new item that matters is one of the variants of [`Record`];
//! everything else is [`Record::Other`].

use ledger_items::keys::{CONTACT_PREFIX, EVENT_PREFIX, WANTED_PREFIX};
use ledger_items::{Item, Key, Unreadable, event_of};
use lifecycle::{ContactId, Event, SchemeCode, Ticket};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A record of the stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// A new event of a case.
    Event(Box<Event>),
    /// A caller wants a scheme as an SMS.
    WantedSms {
        /// The call on which the caller asked for the SMS.
        contact: ContactId,
        /// The scheme.
        code: SchemeCode,
    },
    /// An event that this release cannot read, because a newer release wrote it.
    Unreadable {
        /// The event's case.
        ticket: Ticket,
        /// The event's position in the case's history.
        sequence: u32,
        /// The reason.
        why: Unreadable,
    },
    /// An event or a wanted SMS with an unreadable key, or something that is no record at all. It must be reported.
    Keyless,
    /// A change that no function follows: a changed or deleted item, or an item of another kind.
    Other,
}

/// The parts of a record that are read here.
#[derive(Debug, Deserialize)]
struct Change {
    #[serde(rename = "eventName")]
    name: String,
    dynamodb: Items,
}

#[derive(Debug, Deserialize)]
struct Items {
    #[serde(rename = "Keys")]
    keys: Keys,
    /// Absent if the item was deleted.
    #[serde(rename = "NewImage", default)]
    new_image: BTreeMap<String, Attribute>,
}

#[derive(Debug, Deserialize)]
struct Keys {
    pk: Text,
    sk: Text,
}

/// A part of a key. Both parts are texts.
#[derive(Debug, Deserialize)]
struct Text {
    #[serde(rename = "S")]
    text: String,
}

/// An attribute, keyed by the tag of its type. An event has texts and numbers; both are strings in JSON.
#[derive(Debug, Deserialize)]
struct Attribute(BTreeMap<String, Json>);

impl Attribute {
    fn fact(&self) -> Option<lifecycle::Value> {
        let (tag, value) = self.0.iter().next()?;
        ledger_items::fact(tag, value.as_str()?)
    }
}

impl Record {
    /// Reads a record of the stream from its JSON.
    #[must_use]
    pub fn read(record: &Json) -> Self {
        let Ok(Change { name, dynamodb: Items { keys, new_image } }) = Change::deserialize(record) else {
            return Self::Keyless;
        };
        let key = Key { pk: keys.pk.text, sk: keys.sk.text };
        if name != "INSERT" {
            return Self::Other;
        }
        if let Some(code) = key.sk.strip_prefix(WANTED_PREFIX) {
            let contact = key.pk.strip_prefix(CONTACT_PREFIX).and_then(|contact| ContactId::new(contact).ok());
            let code = SchemeCode::new(code).ok();
            return contact.zip(code).map_or(Self::Keyless, |(contact, code)| Self::WantedSms { contact, code });
        }
        if !key.sk.starts_with(EVENT_PREFIX) {
            return Self::Other;
        }
        let item: Item = new_image.iter().filter_map(|(name, value)| Some((name.clone(), value.fact()?))).collect();
        event_of(&item).map_or_else(|why| Self::unreadable(&key, why), |event| Self::Event(Box::new(event)))
    }

    fn unreadable(key: &Key, why: Unreadable) -> Self {
        let named = key.ticket().zip(key.sequence());
        named.map_or(Self::Keyless, |(ticket, sequence)| Self::Unreadable { ticket, sequence, why })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::fs;
    use std::path::Path;

    /// Returns the records of a file in `events/dispatch`.
    fn records(file: &str) -> Vec<Json> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../events/dispatch").join(file);
        let batch: Json = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        batch["Records"].as_array().unwrap().clone()
    }

    /// Returns the record of an event that can be read.
    fn an_event() -> Json {
        records("a-case-is-sorted.json").remove(0)
    }

    #[test]
    fn a_new_event_is_read_whole() {
        let Record::Event(event) = Record::read(&an_event()) else { panic!("{:?}", Record::read(&an_event())) };
        assert_eq!(event.what.kind().as_str(), "sorted");
        assert_eq!(format!("CASE#{}", event.ticket), an_event()["dynamodb"]["Keys"]["pk"]["S"]);
    }

    #[test]
    fn a_scheme_that_is_wanted_as_an_sms_is_named_by_its_key_whatever_else_its_item_holds() {
        let records = records("a-scheme-is-wanted-as-an-sms.json");
        let read: Vec<Record> = records.iter().map(Record::read).collect();
        assert!(
            matches!(read.as_slice(), [Record::WantedSms { code, .. }] if code.as_str() == "ladli-behna"),
            "{read:?}"
        );
    }

    #[test]
    fn an_event_of_a_newer_release_is_named_by_its_key() {
        let mut newer = an_event();
        newer["dynamodb"]["NewImage"]["schema"]["N"] = json!("99");
        let Record::Event(event) = Record::read(&an_event()) else { panic!("it is an event") };
        let Record::Unreadable { ticket, sequence, .. } = Record::read(&newer) else { panic!("it cannot be read") };
        assert_eq!((ticket, sequence), (event.ticket, event.sequence));
    }

    #[test]
    fn without_a_key_nothing_is_passed_over_in_silence() {
        let mut keyless = an_event();
        keyless["dynamodb"]["Keys"]["pk"]["S"] = json!("CASE#1");
        keyless["dynamodb"]["NewImage"] = json!({});
        assert_eq!(Record::read(&keyless), Record::Keyless);
        let mut wanted = records("a-scheme-is-wanted-as-an-sms.json").remove(0);
        wanted["dynamodb"]["Keys"]["pk"]["S"] = json!("CONTACT#not an id");
        assert_eq!(Record::read(&wanted), Record::Keyless);
        assert_eq!(Record::read(&json!({ "eventName": "INSERT" })), Record::Keyless);
    }

    #[test]
    fn what_was_changed_or_is_no_event_is_followed_by_nobody() {
        for name in ["MODIFY", "REMOVE"] {
            let mut changed = an_event();
            changed["eventName"] = json!(name);
            changed["dynamodb"].as_object_mut().unwrap().remove("NewImage");
            assert_eq!(Record::read(&changed), Record::Other, "{name}");
        }
        let mut case = an_event();
        case["dynamodb"]["Keys"]["sk"]["S"] = json!("CASE");
        assert_eq!(Record::read(&case), Record::Other);
    }
}
