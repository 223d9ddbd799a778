//! The ports of the use cases: one trait for each store and privilege. Each port lists the IAM actions that it takes.

mod access;
mod announcements;
mod callers;
mod ledger;
mod macros;
mod notices;
mod recordings;
mod schemes;
mod secrets;
mod sms;
mod timer;
mod wiring;

pub use access::{Access, AccessOf, AccessRecords};
pub use announcements::{AnnouncementWriter, Announcements, CurrentAnnouncement};
pub use callers::{
    Callers, Counted, KnownCitizen, MOST_IN_A_DAY, MOST_KNOWN_CASES, NewPin, PinMarks, Pins, Try, most_in_a_day,
};
pub use ledger::{
    Advance, Advanced, AnsweredStep, CaseLists, CaseOpener, CaseWriter, Cases, CommandCases, Created, DueCases,
    DueCursor, DuePage, Histories, ListCursor, ListPage, MOST_ANSWERS, Marker, NewCase, SpokenOf, Unsealed,
};
pub(crate) use macros::stores;
pub use notices::{
    ExpectedSubscribers, Joined, NotPublished, ParkedKeys, QueuePatience, SmsKeys, Subscriber, Subscribers,
    Subscriptions, Surge, Surges, Topics, WaitingNotice, WaitingNotices,
};
pub use recordings::{
    Contacts, Evidence, Fetched, NoteStore, ObjectLocation, Owner, Recorded, Recordings, Streamed, Transcriber,
    TranscriptJob, TranscriptStore,
};
pub use schemes::{Catalogue, Counts, FeaturedScheme, Offered, Payments, SchemeMetrics, SchemeStore, SchemeVoice};
pub use secrets::{DisclosureOpener, DisclosureSealer, NumberOpener, NumberSealer, PinMarker, StateKeys};
pub use sms::{Phone, SendResult, SmsLedger, SmsRequests, SmsSender, SmsState, WantedSms};
pub use timer::Timer;

/// IAM actions, such as `dynamodb:GetItem`.
pub type Actions = &'static [&'static str];

/// A service that did not answer, or refused. The text names the service and its error code, and never holds data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unavailable(pub String);
