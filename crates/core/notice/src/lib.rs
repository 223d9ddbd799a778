//! The notice that tells a department of an event.
//!
//! [`of`] is pure: the same event gives the same notice, so that a lost notice can be made again from the ledger. A
//! notice has a text for people (Hindi and English) and a message for systems (JSON with a version). It holds nothing
//! from the citizen's item: no number, no name, no pseudonym.

mod body;
mod news;
mod said;

pub use said::words_for;

use directory::{APEX, COORDINATOR, Directory};
use jiff::Timestamp;
use jiff::civil::Date;
use lifecycle::{Event, State};
use said::AllSaid;
use serde::Serialize;

/// Version of [`Payload`]. Readers ignore keys that they do not know; a change in the meaning of a key raises the
/// version. Version 3 has dates where version 2 had moments, and no digest of the history: an unsalted digest can be
/// tried out until it gives the minute of a call away.
pub const PAYLOAD_VERSION: u32 = 3;

/// Longest subject of an SNS e-mail (Amazon SNS API reference, Publish: "less than 100 characters", ASCII).
pub const MAX_SUBJECT: usize = 99;

/// One notice to one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The topic: a department's code, or `TRIAGE`.
    pub topic: String,
    /// The e-mail's subject, in ASCII.
    pub subject: String,
    /// The e-mail's body, in Hindi and English.
    pub body: String,
    /// The message for systems.
    pub payload: Payload,
}

/// The message for systems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Payload {
    /// [`PAYLOAD_VERSION`].
    pub version: u32,
    /// `ticket-sequence`: the same notice may come twice, and readers recognise it by this ID.
    pub event_id: String,
    /// The name of the event.
    pub event: &'static str,
    /// The case's number.
    pub ticket: String,
    /// The topic: the department's code, or `TRIAGE`, `COORDINATOR`, `APEX`.
    pub department: String,
    /// The category; `none` until somebody sorts the case, and always for a confidential case.
    pub category: String,
    /// The code of the scheme that the case is about; absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// The kind of the case: `grievance`, `suggestion`, `query` or `appreciation`.
    pub kind: &'static str,
    /// The state of the case after this event.
    pub state: &'static str,
    /// The escalation level that must act: `L1` to `L4`, `apex`.
    pub level: &'static str,
    /// The escalation levels that receive this notice.
    pub tells: Vec<&'static str>,
    /// The caller's language.
    pub language: String,
    /// The district; `unknown` until somebody knows it.
    pub district: String,
    /// The day on which the event happened, in India, such as `2026-11-24`. The caller's telephone and the operator
    /// keep the minute of each call, so no reader of a notice learns more than the day.
    pub happened_at: String,
    /// The day on which the citizen's clock began.
    pub clock_from: Option<String>,
    /// The day at whose close the case must be acknowledged.
    pub acknowledge_by: Option<String>,
    /// The day at whose close the desk that has the case must have acted.
    pub due_at: Option<String>,
    /// The masked words of the citizen, as far as they may leave; absent if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<String>,
    /// The e-mail's body.
    pub message: String,
}

impl Notice {
    /// Returns the attributes by which subscribers filter, without `tells` (a list of levels). With it they are seven:
    /// raw delivery to SQS drops a message with more than ten.
    #[must_use]
    pub fn attributes(&self) -> [(&'static str, &str); 6] {
        let p = &self.payload;
        [
            ("department", &p.department),
            ("category", &p.category),
            ("level", p.level),
            ("language", &p.language),
            ("district", &p.district),
            ("event_id", &p.event_id),
        ]
    }
}

/// The most bytes that a notice takes as a message to SNS, attributes included. SNS refuses more than 256 KB (Amazon
/// SNS API reference, Publish).
pub const MOST_BYTES: usize = 200 * 1024;

/// Returns the notices that `event` owes; `said` are the events of [`words_for`]. Words that have no room are left out,
/// the oldest first, and the notice says so.
#[must_use]
pub fn of(event: &Event, said: &[Event], directory: &Directory) -> Vec<Notice> {
    let said = AllSaid::of(said, &event.standing);
    news::of(event).into_iter().map(|news| notice(event, &said, news, directory)).collect()
}

/// Returns the same notices as [`of`] without a word, for a topic that refuses the words. Each says how many texts the
/// desk shows.
#[must_use]
pub fn without_words(event: &Event, said: &[Event], directory: &Directory) -> Vec<Notice> {
    let said = AllSaid::left_out(said, &event.standing);
    news::of(event).into_iter().map(|news| notice(event, &said, news, directory)).collect()
}

/// Returns the notice of a surge: many cases of one kind and district within an hour, the last of them with `event`. It
/// goes to the coordinator, who can set an announcement for the next callers. Readers recognise repeats by the ID
/// `surge`.
#[must_use]
pub fn of_many(event: &Event, directory: &Directory, surge: &str) -> Notice {
    let mut notice = notice(event, &AllSaid::default(), news::many(), directory);
    notice.payload.event_id = surge.to_owned();
    notice
}

fn notice(event: &Event, said: &AllSaid<'_>, news: news::News, directory: &Directory) -> Notice {
    let event = &seen_by(event, &news.topic);
    let none = AllSaid::default();
    let said = if news.with_words { said } else { &none };
    let s = &event.standing;
    let body = body::of(event, said, &news, directory);
    let subject = format!("Tele Samadhan {}: {} {} {}", event.ticket, news.topic, s.level, news.event);
    let category = s.category.as_ref().filter(|_| !s.hides_its_subject());
    Notice {
        subject: subject.chars().take(MAX_SUBJECT).collect(),
        payload: Payload {
            version: PAYLOAD_VERSION,
            event_id: event.id(),
            event: news.event,
            ticket: event.ticket.to_string(),
            department: news.topic.clone(),
            category: category.map_or("none", |category| category.as_str()).to_owned(),
            scheme: body::scheme(event).map(ToString::to_string),
            kind: s.kind.as_str(),
            state: s.state.as_str(),
            level: s.level.as_str(),
            tells: news.levels.iter().map(|level| level.as_str()).collect(),
            language: event.language.to_string(),
            district: event.district.to_string(),
            happened_at: day(event.at).to_string(),
            clock_from: s.began_at.map(|t| day(t).to_string()),
            acknowledge_by: s.acknowledge_by.map(|t| day(t).to_string()),
            due_at: s.act_by.map(|t| day(t).to_string()),
            said: said.texts(),
            message: body.clone(),
        },
        topic: news.topic,
        body,
    }
}

/// Returns the event as the readers of a topic may see it. A department cannot tell a protected withdrawn case from
/// another withdrawn case: it sees no deadline, no subject and no mark.
fn seen_by(event: &Event, topic: &str) -> Event {
    let mut seen = event.clone();
    if seen.standing.state == State::Withdrawn && ![COORDINATOR, APEX].contains(&topic) {
        let s = &mut seen.standing;
        (s.quiet, s.category, s.acknowledge_by, s.act_by) = (None, None, None, None);
    }
    seen
}

/// Returns the day of a moment in India.
fn day(at: Timestamp) -> Date {
    lifecycle::in_india(at).date()
}

/// Returns the day of a moment as an officer reads it.
pub(crate) fn day_in_india(at: Timestamp) -> String {
    day(at).strftime("%d-%m-%Y").to_string()
}

/// Returns a moment as an operator reads it. A notice tells days only.
#[must_use]
pub fn in_india(at: Timestamp) -> String {
    lifecycle::in_india(at).strftime("%d-%m-%Y %H:%M IST").to_string()
}
