//! The beginning of a case: a ticket is drawn.

use crate::{
    Actor, Case, Chain, ContactId, Desk, District, Event, Kind, LanguageCode, Level, Quiet, Standing, State, Terms,
    Ticket, Transition, What,
};
use jiff::{SignedDuration, Timestamp};

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
    pub terms: Terms,
    /// The directory in force.
    pub directory_version: String,
    /// How long the sweep waits before it registers or voids the draft.
    pub patience: SignedDuration,
    /// Where it happened, as far as an earlier case of the caller tells.
    pub district: District,
    /// What the citizen brings, as far as the call tells.
    pub kind: Kind,
    /// Whether, and why, it is quiet from its first moment.
    pub quiet: Option<Quiet>,
}

impl Draft {
    /// Where a draft stands that was drawn then.
    #[must_use]
    pub fn standing(drafted_at: Timestamp, patience: SignedDuration, began_at: Option<Timestamp>) -> Standing {
        Standing {
            state: State::Draft,
            kind: Kind::Grievance,
            desk: Desk::Caller,
            level: Level::L1,
            floor: Level::L1,
            department: None,
            category: None,
            quiet: None,
            about_official: false,
            began_at,
            acknowledge_by: None,
            act_by: Some(drafted_at + patience),
            answer_by: None,
            paused: None,
            said_in: Vec::new(),
            unread: Vec::new(),
            closing: None,
            ended_at: None,
            due_at: Some(drafted_at + patience),
        }
    }

    /// The case's first event, and the case.
    ///
    /// # Panics
    /// Never: the event that is made here is a draft.
    #[must_use]
    pub fn open(self, now: Timestamp) -> Transition {
        let Self { ticket, contact, language, terms, directory_version, patience, district, kind, quiet } = self;
        let mut event = Event {
            ticket,
            sequence: 1,
            at: now,
            by: Actor::Citizen,
            why: None,
            what: What::Drafted { contact, terms, directory_version },
            standing: Standing { kind, quiet, ..Self::standing(now, patience, None) },
            language,
            district,
            chain: Chain::default(),
        };
        event.chain = Chain::default().after(&event);
        let Some(case) = Case::begin(&event) else { unreachable!("a draft begins a case") };
        Transition { case, event }
    }
}
