//! What happened to a case, once and for ever.

use crate::{Assignment, Case, District, LanguageCode, Level, Ticket};
use jiff::Timestamp;

/// Who registered a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Registrar {
    /// The call's own step, after the note.
    Call,
    /// The sweep: the caller hung up in the note, which is how most voice notes end.
    Sweep,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// A ticket was drawn.
    Drafted,
    /// The caller heard the beep.
    TakeBegan,
    /// The matter is in our hands.
    Registered(Registrar),
    /// The triage desk has it.
    SentToTriage,
    /// A department has it.
    Sorted,
    /// Nobody acted in time; the level above has it too.
    LevelRaised,
    /// The beep never came.
    Voided,
}

impl What {
    /// All kinds of event.
    pub const ALL: [Self; 8] = [
        Self::Drafted,
        Self::TakeBegan,
        Self::Registered(Registrar::Call),
        Self::Registered(Registrar::Sweep),
        Self::SentToTriage,
        Self::Sorted,
        Self::LevelRaised,
        Self::Voided,
    ];

    /// The form in which it is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::TakeBegan => "take-began",
            Self::Registered(Registrar::Call) => "registered",
            Self::Registered(Registrar::Sweep) => "registered-by-sweep",
            Self::SentToTriage => "sent-to-triage",
            Self::Sorted => "sorted",
            Self::LevelRaised => "level-raised",
            Self::Voided => "voided",
        }
    }

    /// Reads what [`What::as_str`] wrote.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == given)
    }
}

/// One fact in the ledger, with the routing facts of that moment, so that whoever tells a department needs
/// nothing else. It knows nothing of who called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The case.
    pub ticket: Ticket,
    /// 1, 2, 3 … within the case, without gaps.
    pub sequence: u32,
    /// When: never before the event before it.
    pub at: Timestamp,
    /// What.
    pub what: What,
    /// The level from this event on.
    pub level: Level,
    /// The department from this event on; `None` is the triage desk or the caller.
    pub assignment: Option<Assignment>,
    /// The caller's language.
    pub language: LanguageCode,
    /// The place.
    pub district: District,
    /// When the citizen's clock began: the beep.
    pub clock_from: Option<Timestamp>,
    /// When whoever has it now must have acted.
    pub due_at: Option<Timestamp>,
}

impl Event {
    /// The event that made `case` what it is now.
    pub(crate) fn of(case: &Case, what: What) -> Self {
        Self {
            ticket: case.ticket.clone(),
            sequence: case.version,
            at: case.last_event_at,
            what,
            level: case.level,
            assignment: case.assignment.clone(),
            language: case.language.clone(),
            district: case.district.clone(),
            clock_from: case.began_at.or(case.registered_at),
            due_at: case.due_at,
        }
    }

    /// `ticket-sequence`: by which every reader tells a repeat from news.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}-{}", self.ticket, self.sequence)
    }
}

/// A case after an event, and the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// The case from now on.
    pub case: Case,
    /// What happened.
    pub event: Event,
}
