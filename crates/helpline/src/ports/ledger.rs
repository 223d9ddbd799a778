//! The ledger: one port for each of its privileges.

use super::{Actions, Unavailable};
use crate::values::{EventKey, SealedCitizen};
use dialogue::Input;
use jiff::Timestamp;
use lifecycle::{Case, CommandId, ContactId, DepartmentCode, Event, LanguageCode, Level, Ticket, Transition};
use std::fmt;

/// A new case and its first events, which are written together or not at all.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// The case as it stands after the events.
    pub case: Case,
    /// The new events, in order.
    pub events: Vec<Event>,
    /// The caller, sealed, if the number is known. The case is then linked to the caller.
    pub citizen: Option<SealedCitizen>,
    /// `true` if the network told the number, and it could not be sealed. The call's item says so until it is.
    pub owes_number: bool,
    /// The request that asked for the write, and the answer for a repeat.
    pub marker: Option<Marker>,
}

/// A case that was made while its caller's number could not be sealed.
#[derive(Debug, Clone)]
pub struct Unsealed {
    /// The call that made the case.
    pub contact: ContactId,
    /// The case.
    pub ticket: Ticket,
    /// The language of the call.
    pub language: LanguageCode,
    /// When the ticket was drawn.
    pub drafted_at: Timestamp,
}

/// A case that moves on, and its new events, which are written together or not at all.
#[derive(Debug, Clone)]
pub struct Advance {
    /// The case as it stands after the events.
    pub case: Case,
    /// The new events, in order.
    pub events: Vec<Event>,
    /// The version at which the case must still stand.
    pub from: u32,
    /// The request that asked for the write, and the answer for a repeat.
    pub marker: Option<Marker>,
}

impl Advance {
    /// Returns the write of one step of a case that was read as `before`.
    #[must_use]
    pub fn of(before: &Case, next: Transition) -> Self {
        Self { case: next.case, events: vec![next.event], from: before.version, marker: None }
    }
}

/// The marker of a request, by which a repeat is known. It is written with the answer in the transaction of the write.
#[derive(Debug, Clone)]
pub enum Marker {
    /// A step of a call.
    Step(AnsweredStep),
    /// A command of the staff or of the system.
    Command {
        /// The command's id.
        id: CommandId,
        /// The answer, as it was recorded.
        answer: String,
    },
}

impl Marker {
    /// Returns the recorded answer.
    #[must_use]
    pub fn answer(&self) -> &str {
        match self {
            Self::Step(step) => &step.answer,
            Self::Command { answer, .. } => answer,
        }
    }
}

/// A step of a call that wrote, and its answer.
#[derive(Debug, Clone)]
pub struct AnsweredStep {
    /// The call.
    pub contact: ContactId,
    /// The step's number in the call.
    pub number: u32,
    /// The caller's input. If the beep's step got no answer, the flow sends the note under the same number. A different
    /// input therefore makes a different step, which must not get the answer to the beep.
    pub input: Input,
    /// The answer in the form of `protocol`, which is the same for every telephone.
    pub answer: String,
}

/// The outcome of writing a new case.
#[derive(Debug, Clone, PartialEq)]
pub enum Created {
    /// The write is durable.
    Done,
    /// This step wrote before. Holds the answer that it got then.
    Repeated(String),
    /// Another case has this ticket; nothing was written.
    TicketTaken,
    /// This contact already has this case; nothing was written.
    ContactHasCase(Ticket),
    /// The ledger refused; nothing was written.
    Refused(String),
    /// No answer came in time: the write may have happened or not.
    Unknown(String),
}

/// The outcome of writing an [`Advance`].
#[derive(Debug, Clone, PartialEq)]
pub enum Advanced {
    /// The write is durable.
    Done,
    /// This step or command wrote before. Holds the answer that it got then.
    Repeated(String),
    /// The case has moved on, and nothing was written. Holds the case as it is now.
    Moved(Box<Case>),
    /// The ledger refused; nothing was written.
    Refused(String),
    /// No answer came in time: the write may have happened or not.
    Unknown(String),
}

/// Opens cases.
pub trait CaseOpener {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Writes all or nothing. Neither the ticket nor the contact may have a case yet. Idempotent by `marker`, or by
    /// contact if there is none.
    fn create(&self, new: &NewCase) -> impl Future<Output = Created> + Send;

    /// Links a case to its caller, whose number is sealed only now. Idempotent: a case that owes no number stays as it
    /// is, so nobody can give it another caller.
    fn add_caller(
        &self,
        case: &Unsealed,
        citizen: &SealedCitizen,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Moves cases on.
pub trait CaseWriter {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Writes all or nothing, if the case still stands at the version `from`. Idempotent by `marker`, or by the version
    /// if there is none.
    fn advance(&self, advance: &Advance) -> impl Future<Output = Advanced> + Send;
}

/// Reads one case, event or answer.
pub trait Cases {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the case as it stands, with all earlier writes.
    fn case(&self, ticket: &Ticket) -> impl Future<Output = Result<Option<Case>, Unavailable>> + Send;

    /// Returns the event with this key.
    fn event(&self, key: &EventKey) -> impl Future<Output = Result<Option<Event>, Unavailable>> + Send;

    /// Returns the answer that was recorded with the step's write, if the step wrote.
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

    /// Returns the case, and the answer of the command if it was carried out before.
    fn case_and_answer(
        &self,
        ticket: &Ticket,
        id: &CommandId,
    ) -> impl Future<Output = Result<(Option<Case>, Option<String>), Unavailable>> + Send;
}

/// Reads the events of a case, and the cases of a call.
pub trait Histories {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns all events of a case, in order.
    fn timeline(&self, ticket: &Ticket) -> impl Future<Output = Result<Vec<Event>, Unavailable>> + Send;

    /// Returns the cases that the citizen spoke about on a call: first the case that the call opened, then the earlier
    /// cases.
    fn spoken_on(&self, contact: &ContactId) -> impl Future<Output = Result<Vec<SpokenOf>, Unavailable>> + Send;
}

/// A case that was spoken about on a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenOf {
    /// The case.
    pub ticket: Ticket,
    /// The time at which the citizen began to speak about it. `None` for the case that the call opened, because the
    /// case itself holds the time.
    pub at: Option<Timestamp>,
}

/// Most answers of a department in a list.
pub const MOST_ANSWERS: usize = 50;

/// Lists cases and answers. Each page of a list is one query.
pub trait CaseLists {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns open cases of a desk (a department's code, `TRIAGE`, `COORDINATOR` or `APEX`), of one level or of all,
    /// from the end of the page `after`. The lowest level comes first, and within a level the case that is due first.
    fn open_cases(
        &self,
        desk: &str,
        level: Option<Level>,
        after: Option<ListCursor>,
    ) -> impl Future<Output = Result<ListPage, Unavailable>> + Send;

    /// Returns cases in which a call to the citizen is promised, from the end of the page `after`. The case that is due
    /// first comes first.
    fn promised_calls(&self, after: Option<ListCursor>) -> impl Future<Output = Result<ListPage, Unavailable>> + Send;

    /// Returns the last answers of a department to questions, [`MOST_ANSWERS`] at most, the newest first. Each is the
    /// event that ended the question's case. Confidential cases are left out.
    fn answers(&self, department: &DepartmentCode) -> impl Future<Output = Result<Vec<Event>, Unavailable>> + Send;

    /// Returns the tickets of all cases of a citizen, the newest first.
    fn tickets_of(&self, pseudonym: &str) -> impl Future<Output = Result<Vec<Ticket>, Unavailable>> + Send;
}

/// A page of a list of cases.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListPage {
    /// The cases, each with its own place in the index.
    pub cases: Vec<(ListCursor, Case)>,
    /// The cursor of the next page, if there is one. It may name a case that the reader must not know of, so it never
    /// leaves.
    pub next: Option<ListCursor>,
}

/// The position at which a page of a list ended: the index's own key, and the ticket.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListCursor {
    /// The key of the page's last case in the index.
    pub order: String,
    /// The ticket of that case.
    pub ticket: Ticket,
}

impl fmt::Display for ListCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.ticket, self.order)
    }
}

impl ListCursor {
    /// Reads the output of `to_string`.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let (ticket, order) = given.split_once('@')?;
        let fits = (1..=40).contains(&order.len()) && order.is_ascii();
        fits.then_some(Self { order: order.to_owned(), ticket: Ticket::parse(ticket).ok()? })
    }
}

/// Finds the cases that are due.
pub trait DueCases {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns cases of `shard` that came due after `since` and not after `until`, from the end of the page `after`.
    /// The longest waiting case comes first.
    fn due(
        &self,
        shard: u8,
        since: Option<Timestamp>,
        until: Timestamp,
        after: Option<DueCursor>,
    ) -> impl Future<Output = Result<DuePage, Unavailable>> + Send;
}

/// A page of the cases that are due.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DuePage {
    /// The cases.
    pub cases: Vec<Case>,
    /// Number of due cases that this release cannot read. They stay due, and must be reported.
    pub unreadable: u32,
    /// Cost of the page, in half read units.
    pub read_half_units: u32,
    /// The cursor of the next page, if there is one.
    pub next: Option<DueCursor>,
}

/// The position at which a page of due cases ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueCursor {
    /// The due time of the page's last case.
    pub due_at: Timestamp,
    /// The ticket of that case.
    pub ticket: Ticket,
}
