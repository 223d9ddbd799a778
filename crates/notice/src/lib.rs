//! What a department is told of an event.
//!
//! [`of`] is pure: the same event gives the same notice, so that a notice that was lost can be made again from
//! the ledger. It is told to people (Hindi and English) and to systems (JSON with a version). Nothing in it
//! comes from the citizen's item: no number, no name, no pseudonym.

mod body;

use directory::{Directory, TRIAGE};
use jiff::{SignedDuration, Timestamp, tz::Offset};
use lifecycle::{Event, Registrar, What};
use serde::Serialize;

/// Version of [`Payload`]: readers ignore keys they do not know; a key that changes its meaning raises this.
pub const PAYLOAD_VERSION: u32 = 1;

/// Longest subject of an SNS e-mail (Amazon SNS API reference, Publish: "less than 100 characters", ASCII).
pub const MAX_SUBJECT: usize = 99;

/// India Standard Time, all year.
const IST: SignedDuration = SignedDuration::from_mins(5 * 60 + 30);

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
    /// `ticket-sequence`: the same notice may come twice, by this it is known.
    pub event_id: String,
    /// What happened.
    pub event: &'static str,
    /// The case.
    pub ticket: String,
    /// The department's code, or `TRIAGE`.
    pub department: String,
    /// The category, `none` while nobody sorted.
    pub category: String,
    /// Who must act: `L1` to `L4`, `apex`.
    pub level: &'static str,
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
    /// The e-mail's body.
    pub message: String,
}

impl Notice {
    /// The attributes by which subscribers filter. Six: raw delivery to SQS drops a message with over ten.
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

/// The notice that `event` owes, if it owes one.
#[must_use]
pub fn of(event: &Event, directory: &Directory) -> Option<Notice> {
    match event.what {
        What::Sorted | What::SentToTriage | What::LevelRaised | What::Registered(Registrar::Sweep) => {}
        // The caller is still on the line and may sort it; a void draft is counted, not told.
        What::Drafted | What::TakeBegan | What::Registered(Registrar::Call) | What::Voided => {
            return None;
        }
    }
    let department = event.assignment.as_ref().map_or(TRIAGE, |a| a.department.as_str()).to_owned();
    let category = event.assignment.as_ref().map_or("none", |a| a.category.as_str()).to_owned();
    let body = body::of(event, directory);
    let subject: String =
        format!("Tele Samadhan {}: {department} {} {}", event.ticket, event.level, event.what.as_str());
    Some(Notice {
        topic: department.clone(),
        subject: subject.chars().take(MAX_SUBJECT).collect(),
        payload: Payload {
            version: PAYLOAD_VERSION,
            event_id: event.id(),
            event: event.what.as_str(),
            ticket: event.ticket.to_string(),
            department,
            category,
            level: event.level.as_str(),
            language: event.language.to_string(),
            district: event.district.to_string(),
            happened_at: event.at.to_string(),
            clock_from: event.clock_from.map(|t| t.to_string()),
            due_at: event.due_at.map(|t| t.to_string()),
            message: body.clone(),
        },
        body,
    })
}

/// A moment as an officer reads it.
#[must_use]
pub fn in_india(at: Timestamp) -> String {
    (Offset::UTC.to_datetime(at) + IST).strftime("%d-%m-%Y %H:%M IST").to_string()
}
