//! The beginning of a case: a ticket is drawn.

use crate::{
    Actor, Case, Chain, Confidentiality, ContactId, Desk, District, Event, Kind, LanguageCode, Level, Standing, State,
    Terms, Ticket, Transition, What,
};
use jiff::{SignedDuration, Timestamp};

/// The data of a case when its ticket is drawn.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The drawn ticket.
    pub ticket: Ticket,
    /// The contact in which the ticket is drawn.
    pub contact: ContactId,
    /// The caller's language.
    pub language: LanguageCode,
    /// The times and duties in force.
    pub terms: Terms,
    /// The version of the directory in force.
    pub directory_version: String,
    /// How long the sweep waits before it registers or voids the draft.
    pub patience: SignedDuration,
    /// The district of the caller's last case, or [`District::unknown`].
    pub district: District,
    /// The kind of case, as far as the call shows it.
    pub kind: Kind,
    /// The reason why the case is confidential from its first moment, if it is.
    pub quiet: Option<Confidentiality>,
}

impl Draft {
    /// Returns the standing of a draft that was drawn at `drafted_at`. `began_at` is the time of the beep, if the
    /// caller heard it.
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

    /// Returns the case and its first event.
    ///
    /// # Panics
    /// Never: the event that is made here is always a draft.
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
