//! What the use cases need from the world: one trait per capability, so that a function's trait bounds, its
//! crates and its IAM statement say the same thing.

use crate::{CallerNumber, EventKey};
use dialogue::Input;
use jiff::Timestamp;
use lifecycle::{Case, ContactId, Event, Ticket};
use notice::Notice;
use std::fmt;

/// A service that did not answer, or answered no. The text names the service and its error code, never data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unavailable(pub String);

/// A case and its events, to be written together or not at all.
#[derive(Debug, Clone)]
pub struct Write {
    /// The case as it stands after the events.
    pub case: Case,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What must be true for the write to happen.
    pub expects: Expects,
    /// The call's step that asked for it, and the answer to give again if it asks again.
    pub step: Option<AnsweredStep>,
}

/// The precondition of a [`Write`].
#[derive(Debug, Clone)]
pub enum Expects {
    /// Neither ticket nor contact has a case yet. `citizen` is linked to it, if the number was known.
    New {
        /// The caller, sealed.
        citizen: Option<SealedCitizen>,
    },
    /// The case stands at this version.
    Version(u32),
}

/// A step of a call that wrote, with its answer.
#[derive(Debug, Clone)]
pub struct AnsweredStep {
    /// The call.
    pub contact: ContactId,
    /// The step's number in the call.
    pub number: u32,
    /// What the caller did. A flow whose beep went unanswered sends the note under the same number: another
    /// input is another step, and must not be answered with the beep's answer.
    pub input: Input,
    /// The answer as the telephone gets it.
    pub answer: String,
}

/// What became of a [`Write`].
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// It is durable.
    Done,
    /// This step wrote before: here is the answer it got then.
    Repeated(String),
    /// The case moved on in the meantime; nothing was written. Here it is.
    Moved(Box<Case>),
    /// Another case has this ticket; nothing was written.
    TicketTaken,
    /// This contact has a case already; nothing was written.
    ContactHasCase(Ticket),
    /// The ledger said no; nothing was written.
    Refused(String),
    /// No answer came in time: it may be written or not.
    Unknown(String),
}

/// A caller's number after it was sealed.
#[derive(Clone)]
pub struct SealedCitizen {
    /// The keyed pseudonym: the same for the same number, worthless without the key.
    pub pseudonym: String,
    /// The number, encrypted for those who place calls.
    pub number: Vec<u8>,
}

impl fmt::Debug for SealedCitizen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedCitizen(***)")
    }
}

/// Seals a caller's number.
pub trait SealCitizen {
    /// The pseudonym and the encrypted number. Idempotent in the pseudonym.
    fn seal(&self, number: &CallerNumber) -> impl Future<Output = Result<SealedCitizen, Unavailable>> + Send;
}

/// Writes cases.
pub trait WriteCases {
    /// Writes all or nothing. Idempotent by `step`, else by the expected version.
    fn write(&self, write: &Write) -> impl Future<Output = Written> + Send;
}

/// Reads one case.
pub trait ReadCases {
    /// The case as it stands, read after all writes before it.
    fn case(&self, ticket: &Ticket) -> impl Future<Output = Result<Option<Case>, Unavailable>> + Send;
}

/// Finds what is due.
pub trait FindDue {
    /// Cases of `shard` whose time came by `now`, the longest waiting first, from where `after` ended.
    fn due(
        &self,
        shard: u8,
        now: Timestamp,
        after: Option<DueCursor>,
    ) -> impl Future<Output = Result<DuePage, Unavailable>> + Send;
}

/// Some of what is due.
#[derive(Debug, Clone, Default)]
pub struct DuePage {
    /// The cases.
    pub cases: Vec<Case>,
    /// Due cases of a form that this release does not know: they stay due, and must be told of.
    pub unreadable: u32,
    /// Where to go on, if there is more.
    pub next: Option<DueCursor>,
}

/// The place at which a page ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueCursor {
    /// Its due time.
    pub due_at: Timestamp,
    /// Its ticket.
    pub ticket: Ticket,
}

/// Reads one event, to make its notice again.
pub trait ReadEvents {
    /// The event of that key.
    fn event(&self, key: &EventKey) -> impl Future<Output = Result<Option<Event>, Unavailable>> + Send;
}

/// Tells a department.
pub trait PublishNotices {
    /// Hands the notice to its topic, which delivers it at least once.
    fn publish(&self, notice: &Notice) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Keeps a notice that its topic refused, by its event's key.
pub trait ParkNotices {
    /// Keeps the key until somebody delivers it.
    fn park(&self, key: &EventKey) -> impl Future<Output = Result<(), Unavailable>> + Send;
}
