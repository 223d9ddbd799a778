//! A department's inbox: the queue that is subscribed to its topic.

use crate::aws::sqs::{self, Received};
use crate::{Endpoint, Error};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long messages are hidden while they are read: longer than reading takes.
const READING_SECONDS: u32 = 20;

/// A notice as a department's system receives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Version of the form.
    pub version: u32,
    /// By this a repeated notice is known.
    pub event_id: String,
    /// What happened.
    pub event: String,
    /// The case.
    pub ticket: String,
    /// The department's code, or `TRIAGE`.
    pub department: String,
    /// The category, `none` while nobody sorted.
    pub category: String,
    /// Who must act.
    pub level: String,
    /// The caller's language.
    pub language: String,
    /// The place, `unknown` until someone knows it.
    pub district: String,
    /// When it happened, UTC.
    pub happened_at: String,
    /// When the citizen's clock began, UTC.
    pub clock_from: Option<String>,
    /// When whoever has it must have acted, UTC.
    pub due_at: Option<String>,
    /// What the citizen said, masked, as far as it may leave.
    #[serde(default)]
    pub said: Vec<String>,
    /// The words for people, as in the e-mail.
    pub message: String,
    /// The attributes by which subscribers filter.
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
}

/// Reads a queue and leaves every message in it.
pub(crate) fn read(endpoint: &Endpoint, queue: &str) -> Result<Vec<Message>, Error> {
    let mut received: Vec<Received> = Vec::new();
    let read = loop {
        match sqs::receive(endpoint, queue, READING_SECONDS) {
            Ok(some) if some.is_empty() => break Ok(()),
            Ok(some) => received.extend(some),
            Err(error) => break Err(error),
        }
    };
    for message in &received {
        sqs::hide(endpoint, queue, &message.receipt, 0)?;
    }
    read?;
    once_each(received)
}

/// The messages, each event once, in the order in which things happened.
fn once_each(received: Vec<Received>) -> Result<Vec<Message>, Error> {
    let mut messages: Vec<Message> = Vec::new();
    for one in received {
        let message: Message =
            serde_json::from_str(&one.body).map_err(|cause| Error::answer("sqs", "ReceiveMessage", cause))?;
        if messages.iter().all(|known| known.event_id != message.event_id) {
            messages.push(Message { attributes: one.attributes, ..message });
        }
    }
    messages.sort_by(|a, b| (&a.happened_at, &a.event_id).cmp(&(&b.happened_at, &b.event_id)));
    Ok(messages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn received(event_id: &str, happened_at: &str) -> Received {
        let body = json!({
            "version": 1, "event_id": event_id, "event": "sorted", "ticket": "12345678", "department": "FCS",
            "category": "general", "level": "L1", "language": "hi", "district": "unknown",
            "happened_at": happened_at, "clock_from": null, "due_at": null, "message": "नई शिकायत", "later_key": 1
        });
        let attributes = BTreeMap::from([("level".to_owned(), "L1".to_owned())]);
        Received { receipt: "r".into(), body: body.to_string(), attributes, times_received: 1 }
    }

    #[test]
    fn a_notice_that_came_twice_is_shown_once_and_in_its_order() {
        let late = "2026-12-01T06:31:00Z";
        let early = "2026-12-01T06:30:00Z";
        let all = vec![received("12345678-5", late), received("12345678-4", early), received("12345678-5", late)];
        let messages = once_each(all).unwrap();
        let ids: Vec<_> = messages.iter().map(|message| message.event_id.as_str()).collect();
        assert_eq!(ids, ["12345678-4", "12345678-5"]);
        assert_eq!(messages[0].attributes["level"], "L1");
    }

    #[test]
    fn a_body_that_is_no_notice_is_told() {
        let odd = Received { body: "{}".into(), ..received("1-1", "") };
        let said = once_each(vec![odd]).unwrap_err().to_string();
        assert!(said.starts_with("sqs answered ReceiveMessage in an unknown form: missing field"), "{said}");
    }
}
