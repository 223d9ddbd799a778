//! One case as it stands now: the fold of its events.

use crate::{
    CategoryCode, ContactId, DepartmentCode, District, Event, LanguageCode, Level, Limits, Ticket, Transition, What,
};
use jiff::{SignedDuration, Timestamp};
use std::fmt;

/// Where a case is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// A ticket is drawn; the caller has not finished the note.
    Draft,
    /// A draft whose beep never came. Counted, and registered after all if a note turns up.
    Void,
    /// The citizen's matter is in our hands; the caller may still be sorting it.
    Registered,
    /// At the triage desk, which finds the department.
    AtTriage,
    /// With its department.
    Triaged,
}

impl State {
    /// All states, in the order of a case's life.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Void, Self::Registered, Self::AtTriage, Self::Triaged];

    /// The form in which it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Void => "void",
            Self::Registered => "registered",
            Self::AtTriage => "at-triage",
            Self::Triaged => "triaged",
        }
    }

    /// Reads what [`State::as_str`] wrote.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == given)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The department and category a case was sorted to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The department that must act.
    pub department: DepartmentCode,
    /// What it is about there.
    pub category: CategoryCode,
}

/// A case as it stands. Holds nothing about who called: that is the citizen's item, under another key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its number.
    pub ticket: Ticket,
    /// The contact in which it was said.
    pub contact: ContactId,
    /// The language the caller chose.
    pub language: LanguageCode,
    /// Where it happened.
    pub district: District,
    /// Where it is in its life.
    pub state: State,
    /// Who must act.
    pub level: Level,
    /// Its department, once sorted.
    pub assignment: Option<Assignment>,
    /// The times it lives under.
    pub limits: Limits,
    /// The directory those times come from.
    pub directory_version: String,
    /// When the ticket was drawn.
    pub drafted_at: Timestamp,
    /// When the caller heard the beep: the clock runs from here.
    pub began_at: Option<Timestamp>,
    /// When it was registered.
    pub registered_at: Option<Timestamp>,
    /// When the sweep must look at it next. `None`: void, or at the apex, where nobody is above.
    pub due_at: Option<Timestamp>,
    /// The time of its last event; time on a case never goes back.
    pub last_event_at: Timestamp,
    /// Grows by one with each event, whose sequence it is.
    pub version: u32,
}

/// What is known when a ticket is drawn.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The drawn number.
    pub ticket: Ticket,
    /// The contact that asked for it.
    pub contact: ContactId,
    /// The caller's language.
    pub language: LanguageCode,
    /// The times in force.
    pub limits: Limits,
    /// The directory in force.
    pub directory_version: String,
    /// How long the sweep waits before it registers or voids the draft.
    pub patience: SignedDuration,
    /// Whether the beep was heard already: so when the function was down and the flow recorded by itself.
    pub began: bool,
}

impl Draft {
    /// The case's first event, and the case.
    #[must_use]
    pub fn open(self, now: Timestamp) -> Transition {
        let case = Case {
            ticket: self.ticket,
            contact: self.contact,
            language: self.language,
            district: District::unknown(),
            state: State::Draft,
            level: Level::L1,
            assignment: None,
            limits: self.limits,
            directory_version: self.directory_version,
            drafted_at: now,
            began_at: self.began.then_some(now),
            registered_at: None,
            due_at: Some(now + self.patience),
            last_event_at: now,
            version: 1,
        };
        let event = Event::of(&case, What::Drafted);
        Transition { case, event }
    }
}
