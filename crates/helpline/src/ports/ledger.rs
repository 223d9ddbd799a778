//! The ledger: one port for each of its privileges.

use super::{Actions, Unavailable};
use crate::values::{EventKey, SealedCitizen};
use dialogue::Input;
use jiff::Timestamp;
use lifecycle::{Case, CommandId, ContactId, DepartmentCode, Event, Level, Ticket, Transition};
use std::fmt;

/// A new case and its first events, to be written together or not at all.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// The case as it stands after the events.
    pub case: Case,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// The caller, sealed, if the number is known: the case is linked to them.
    pub citizen: Option<SealedCitizen>,
    /// Who asked for it, and the answer to give again if they ask again.
    pub marker: Option<Marker>,
}

/// A case that moves on, with what happened: to be written together or not at all.
#[derive(Debug, Clone)]
pub struct Advance {
    /// The case as it stands after the events.
    pub case: Case,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// The version at which the case must still stand.
    pub from: u32,
    /// Who asked for it, and the answer to give again if they ask again.
    pub marker: Option<Marker>,
}

impl Advance {
    /// One step of a case that was read as `before`.
    #[must_use]
    pub fn of(before: &Case, next: Transition) -> Self {
        Self { case: next.case, events: vec![next.event], from: before.version, marker: None }
    }
}

/// What tells a repeat: written with its answer in the transaction of the write.
#[derive(Debug, Clone)]
pub enum Marker {
    /// A step of a call.
    Step(AnsweredStep),
    /// A command of somebody of the staff.
    Command {
        /// Which.
        id: CommandId,
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
    /// The answer in the form of `protocol`, which belongs to no telephone.
    pub answer: String,
}

/// What became of a new case.
#[derive(Debug, Clone, PartialEq)]
pub enum Created {
    /// It is durable.
    Done,
    /// This step wrote before: here is the answer it got then.
    Repeated(String),
    /// Another case has this ticket; nothing was written.
    TicketTaken,
    /// This contact has a case already; nothing was written.
    ContactHasCase(Ticket),
    /// The ledger said no; nothing was written.
    Refused(String),
    /// No answer came in time: it may be written or not.
    Unknown(String),
}

/// What became of an [`Advance`].
#[derive(Debug, Clone, PartialEq)]
pub enum Advanced {
    /// It is durable.
    Done,
    /// This step or command wrote before: here is the answer it got then.
    Repeated(String),
    /// The case moved on in the meantime; nothing was written. Here it is.
    Moved(Box<Case>),
    /// The ledger said no; nothing was written.
    Refused(String),
    /// No answer came in time: it may be written or not.
    Unknown(String),
}

/// Opens cases.
pub trait CaseOpener {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Writes all or nothing; neither ticket nor contact may have a case yet. Idempotent by `marker`, else by contact.
    fn create(&self, new: &NewCase) -> impl Future<Output = Created> + Send;
}

/// Moves cases on.
pub trait CaseWriter {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Writes all or nothing, if the case still stands at the version. Idempotent by `marker`, else by the version.
    fn advance(&self, advance: &Advance) -> impl Future<Output = Advanced> + Send;
}

/// Reads one case, event or answer.
pub trait Cases {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// The case as it stands, read after all writes before it.
    fn case(&self, ticket: &Ticket) -> impl Future<Output = Result<Option<Case>, Unavailable>> + Send;

    /// The event of that key.
    fn event(&self, key: &EventKey) -> impl Future<Output = Result<Option<Event>, Unavailable>> + Send;

    /// The answer that was recorded with the step's write, if it wrote.
    fn answered(
        &self,
        contact: &ContactId,
        number: u32,
        input: &Input,
    ) -> impl Future<Output = Result<Option<String>, Unavailable>> + Send;
}

/// Reads one case together with a command's marker, in one round trip.
pub trait CommandCases {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// The case, and the answer that the command got if it was carried out before.
    fn case_and_answer(
        &self,
        ticket: &Ticket,
        id: &CommandId,
    ) -> impl Future<Output = Result<(Option<Case>, Option<String>), Unavailable>> + Send;
}

/// Reads what happened, to a case and on a call.
pub trait Histories {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Its events in order, however many.
    fn timeline(&self, ticket: &Ticket) -> impl Future<Output = Result<Vec<Event>, Unavailable>> + Send;

    /// The cases of a call: the one that it opened first, then those about which more was said.
    fn spoken_on(&self, contact: &ContactId) -> impl Future<Output = Result<Vec<SpokenOf>, Unavailable>> + Send;
}

/// A case that was spoken about on a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenOf {
    /// The case.
    pub ticket: Ticket,
    /// When the citizen began to speak about it, if this was not the call that opened it: of that one the case says it.
    pub at: Option<Timestamp>,
}

/// Most answers of a department that a list holds.
pub const MOST_ANSWERS: usize = 50;

/// Lists cases and answers, each list one query a page.
pub trait CaseLists {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

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

    /// The last answers of a department to questions, [`MOST_ANSWERS`] at most, the newest first: each the event with which the question's case
    /// ended. None of a quiet case.
    fn answers(&self, department: &DepartmentCode) -> impl Future<Output = Result<Vec<Event>, Unavailable>> + Send;

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
pub trait DueCases {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

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
