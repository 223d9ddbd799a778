//! What the use cases need from the world: one trait per capability, so that a function's trait bounds, its
//! crates and its IAM statement say the same thing.

mod callers;
mod schemes;

pub use callers::{
    Board, CountTries, Counted, KeepPins, KnowCitizens, KnownCitizen, MarkPins, NewPin, Pins, ReadBoard, Try,
    WriteBoard,
};
pub use schemes::{
    CountSchemes, Counts, KeepMoment, KeepSchemes, LookUpPayments, OfTheMoment, ReadCounts, ReadSchemes, Shelved,
    Shelves,
};

use crate::{CallerNumber, EventKey, Owed};
use dialogue::Input;
use jiff::Timestamp;
use lifecycle::{Assignment, Case, ContactId, DepartmentCode, District, Event, Field, Level, Sealed, Ticket};
use notice::Notice;
use std::fmt;
use std::time::Duration;

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
    /// Who asked for it, and the answer to give again if they ask again.
    pub marker: Option<Marker>,
}

/// What tells a repeat: written with its answer in the transaction of the write.
#[derive(Debug, Clone)]
pub enum Marker {
    /// A step of a call.
    Step(AnsweredStep),
    /// A command of somebody of the staff.
    Command {
        /// Which: drawn by whoever sends it, once for however many tries.
        id: ContactId,
        /// The answer.
        answer: String,
    },
}

impl Marker {
    /// The recorded answer.
    #[must_use]
    pub fn answer(&self) -> &str {
        match self {
            Self::Step(step) => &step.answer,
            Self::Command { answer, .. } => answer,
        }
    }
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
    /// This step or command wrote before: here is the answer it got then.
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

    /// The pseudonym alone.
    fn pseudonym(&self, number: &CallerNumber) -> impl Future<Output = Result<String, Unavailable>> + Send;
}

/// Seals what a citizen lets a department know.
pub trait SealDisclosures {
    /// Encrypts a value so that it opens only for this case and field.
    fn seal_disclosure(
        &self,
        ticket: &Ticket,
        field: Field,
        value: &Disclosed,
    ) -> impl Future<Output = Result<Sealed, Unavailable>> + Send;
}

/// Opens what a citizen lets a department know, for the officer who may look.
pub trait KeepDisclosures: SealDisclosures {
    /// The value again.
    fn open(
        &self,
        ticket: &Ticket,
        field: Field,
        sealed: &Sealed,
    ) -> impl Future<Output = Result<Disclosed, Unavailable>> + Send;
}

/// A value that a citizen discloses: it prints as stars.
#[derive(Clone, PartialEq, Eq)]
pub struct Disclosed(String);

impl Disclosed {
    /// Longest value: no id of a scheme is longer.
    pub const LONGEST: usize = 40;

    /// Takes 1 to 40 letters, digits, dashes and slashes.
    #[must_use]
    pub fn new(given: &str) -> Option<Self> {
        let fits = (1..=Self::LONGEST).contains(&given.len())
            && given.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'/');
        fits.then(|| Self(given.to_owned()))
    }

    /// The value, for the one port that seals it and the one officer who may look.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Disclosed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Writes cases.
pub trait WriteCases {
    /// Writes all or nothing. Idempotent by `marker`, else by the expected version.
    fn write(&self, write: &Write) -> impl Future<Output = Written> + Send;
}

/// Reads one case.
pub trait ReadCases {
    /// The case as it stands, read after all writes before it.
    fn case(&self, ticket: &Ticket) -> impl Future<Output = Result<Option<Case>, Unavailable>> + Send;
}

/// Reads what a step of a call was answered.
pub trait ReadAnswers {
    /// The answer that was recorded with the step's write, if it wrote.
    fn answered(
        &self,
        contact: &ContactId,
        number: u32,
        input: &Input,
    ) -> impl Future<Output = Result<Option<String>, Unavailable>> + Send;
}

/// Reads one case together with a command's marker, in one round trip.
pub trait ReadForCommand {
    /// The case, and the answer that the command got if it was carried out before.
    fn case_and_answer(
        &self,
        ticket: &Ticket,
        id: &ContactId,
    ) -> impl Future<Output = Result<(Option<Case>, Option<String>), Unavailable>> + Send;
}

/// Reads a case's history.
pub trait ReadTimeline {
    /// Its events in order, however many.
    fn timeline(&self, ticket: &Ticket) -> impl Future<Output = Result<Vec<Event>, Unavailable>> + Send;
}

/// Lists cases, each list one query a page.
pub trait ListCases {
    /// Open cases of a desk (a department's code, `TRIAGE`, `COORDINATOR` or `APEX`), of one level or of all, the
    /// lowest level and what is due first, from where `after` ended.
    fn open_cases(
        &self,
        desk: &str,
        level: Option<Level>,
        after: Option<ListCursor>,
    ) -> impl Future<Output = Result<ListPage, Unavailable>> + Send;

    /// Cases in which a call to the citizen is promised, what is due first.
    fn promised_calls(&self, after: Option<ListCursor>) -> impl Future<Output = Result<ListPage, Unavailable>> + Send;
}

/// Lists what departments answered.
pub trait ListAnswers {
    /// The last answers of a department to questions, the newest first: each the event with which the question's case
    /// ended. None of a quiet case.
    fn answers(&self, department: &DepartmentCode) -> impl Future<Output = Result<Vec<Event>, Unavailable>> + Send;
}

/// Finds a citizen's cases.
pub trait ListCitizensCases {
    /// The tickets of a citizen's cases, however many.
    fn tickets_of(&self, pseudonym: &str) -> impl Future<Output = Result<Vec<Ticket>, Unavailable>> + Send;
}

/// Some cases of a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListPage {
    /// The cases.
    pub cases: Vec<Case>,
    /// Where to go on, if there is more.
    pub next: Option<ListCursor>,
}

/// The place at which a page of a list ended: the index's own key, and the ticket.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListCursor {
    /// Its place in the index.
    pub order: String,
    /// Its ticket.
    pub ticket: Ticket,
}

impl fmt::Display for ListCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.ticket, self.order)
    }
}

impl ListCursor {
    /// Reads what `to_string` wrote.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let (ticket, order) = given.split_once('@')?;
        let fits = (1..=40).contains(&order.len()) && order.is_ascii();
        fits.then_some(Self { order: order.to_owned(), ticket: Ticket::parse(ticket).ok()? })
    }
}

/// Finds what is due.
pub trait FindDue {
    /// Cases of `shard` whose time came after `since` and by `until`, the longest waiting first, from where `after`
    /// ended.
    fn due(
        &self,
        shard: u8,
        since: Option<Timestamp>,
        until: Timestamp,
        after: Option<DueCursor>,
    ) -> impl Future<Output = Result<DuePage, Unavailable>> + Send;
}

/// Some of what is due.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DuePage {
    /// The cases.
    pub cases: Vec<Case>,
    /// Due cases of a form that this release does not know: they stay due, and must be told of.
    pub unreadable: u32,
    /// What the page cost, in half read units.
    pub read_half_units: u32,
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

/// Keeps what a topic or a queue refused, by its key.
pub trait ParkNotices {
    /// Keeps the key until somebody delivers it.
    fn park(&self, key: &Owed) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Hides a message of the queue for a while.
pub trait RetryLater {
    /// Lets the message of that receipt come again after `pause`. Without an answer it comes after the queue's own time.
    fn retry_after(&self, receipt: &str, pause: Duration) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Cases of one kind and place, of one hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crowd {
    /// What they are about.
    pub to: Assignment,
    /// Where, `unknown` among the places.
    pub district: District,
    /// The beginning of the hour.
    pub since: Timestamp,
}

impl fmt::Display for Crowd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { to, district, since } = self;
        write!(f, "{}#{}#{district}#{since}", to.department, to.category)
    }
}

/// Counts cases that come in together.
pub trait CountCrowds {
    /// How many cases there are with this one. The same case counts once, however often it comes.
    fn joins(&self, crowd: &Crowd, ticket: &Ticket) -> impl Future<Output = Result<usize, Unavailable>> + Send;
}
