//! A department's inbox: the queue that is subscribed to its topic.

use crate::aws::sqs::{self, Received};
use crate::{Endpoint, Error};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long messages are hidden while the queue is read; longer than the reading takes.
const READING_SECONDS: u32 = 20;

/// A notice as a department's system receives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The version of the message's form.
    pub version: u32,
    /// The event's id, by which a repeated notice is recognised.
    pub event_id: String,
    /// The kind of event.
    pub event: String,
    /// The case's ticket.
    pub ticket: String,
    /// The department's code, or `TRIAGE`.
    pub department: String,
    /// The category; `none` until the case is assigned.
    pub category: String,
    /// The escalation level that must act.
    pub level: String,
    /// The caller's language.
    pub language: String,
    /// The district; `unknown` until it is found.
    pub district: String,
    /// The day of the event, in India.
    pub happened_at: String,
    /// The day from which the citizen's deadlines count.
    pub clock_from: Option<String>,
    /// The day at whose close the department at this level must have acted.
    pub due_at: Option<String>,
    /// The released part of the citizen's words, masked.
    #[serde(default)]
    pub said: Vec<String>,
    /// The text for people, the same as in the e-mail.
    pub message: String,
    /// The message attributes by which subscribers filter.
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
}

/// Reads all messages of a queue without removing them.
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

/// Returns the messages, each event once, in the order of the events.
fn once_each(received: Vec<Received>) -> Result<Vec<Message>, Error> {
    let mut messages: Vec<Message> = Vec::new();
    for one in received {
        let message: Message =
            serde_json::from_str(&one.body).map_err(|cause| Error::answer("sqs", "ReceiveMessage", cause))?;
        if messages.iter().all(|known| known.event_id != message.event_id) {
            messages.push(Message { attributes: one.attributes, ..message });
        }
    }
    messages.sort_by_cached_key(|message| (message.happened_at.clone(), place(&message.event_id)));
    Ok(messages)
}

/// Returns the ticket and the event's number, from an id such as `12345678-5`.
fn place(event_id: &str) -> (String, u32) {
    let (ticket, number) = event_id.split_once('-').unwrap_or((event_id, ""));
    (ticket.to_owned(), number.parse().unwrap_or(0))
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
        let (day, next) = ("2026-12-01", "2026-12-02");
        let all = [("12345678-10", day), ("12345678-9", day), ("12345678-10", day), ("12345678-2", next)];
        let messages = once_each(all.map(|(id, day)| received(id, day)).into()).unwrap();
        let ids: Vec<_> = messages.iter().map(|message| message.event_id.as_str()).collect();
        assert_eq!(ids, ["12345678-9", "12345678-10", "12345678-2"]);
        assert_eq!(messages[0].attributes["level"], "L1");
    }

    #[test]
    fn a_body_that_is_no_notice_is_told() {
        let odd = Received { body: "{}".into(), ..received("1-1", "") };
        let said = once_each(vec![odd]).unwrap_err().to_string();
        assert!(said.starts_with("sqs answered ReceiveMessage in an unknown form: missing field"), "{said}");
    }
}
