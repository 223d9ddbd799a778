//! The data that a call has about its caller: looked up once at its start, or found by ticket and PIN.

use jiff::Timestamp;
use jiff::civil::Date;
use lifecycle::{
    APPEAL_DAYS, Assignment, Case, Closing, Confidentiality, Desk, District, Field, PromiseKind, State, Ticket,
    in_india,
};

/// The data about a caller. The default is a stranger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// `true` if this phone has called before.
    pub known: bool,
    /// `true` if the network gives the caller's number. Without a number nobody can call back.
    pub reachable: bool,
    /// `true` if this phone was asked whether it may be called.
    pub asked: bool,
    /// The latest known district among the caller's cases.
    pub place: Option<District>,
    /// The earlier case of which the call speaks.
    pub earlier: Option<Earlier>,
    /// The announcement that the coordinator has set for every caller.
    pub announcement: Option<Announcement>,
}

/// The proof that the caller may speak for the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The caller uses the case's phone. A phone may be shared, and its number may be forged.
    Phone,
    /// The caller knows the case's PIN.
    Pin {
        /// `true` if the PIN was chosen in the call that created the case: then the caller's word closes the case. A
        /// PIN that was chosen later, with only the phone as proof, may belong to anybody who held the phone.
        closes: bool,
    },
}

impl Proof {
    /// Returns true if the proof is a PIN.
    #[must_use]
    pub fn is_by_pin(self) -> bool {
        matches!(self, Self::Pin { .. })
    }
}

/// An earlier case of the caller, without its subject and department because phones are shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The case's number.
    pub ticket: Ticket,
    /// The stage of the case.
    pub stage: Stage,
    /// The day by which an answer is due, unless that day is past.
    pub due: Option<Date>,
    /// The information that the department must know and does not.
    pub lacks: Option<Field>,
    /// `true` if the case takes no more notes today.
    pub full: bool,
    /// `true` if the case has a PIN.
    pub pinned: bool,
    /// The proof that the case is the caller's.
    pub proof: Proof,
}

/// The stage of a case, as a caller needs to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The right department is being found.
    Sorting,
    /// A department has the case and has not acknowledged it.
    Sent,
    /// An officer has acknowledged the case.
    InHand,
    /// The case was escalated to an officer above.
    Above,
    /// The department asks the citizen a question.
    Question,
    /// The department must know whom the case concerns.
    Lacks,
    /// The department reports that it has acted.
    Reported,
    /// The citizen's question has its answer.
    Answered,
    /// The case is closed.
    Closed,
    /// The case was rejected.
    Rejected,
    /// The citizen withdrew the case, or asked to.
    Withdrawn,
}

impl Stage {
    /// All stages.
    pub const ALL: [Self; 11] = [
        Self::Sorting,
        Self::Sent,
        Self::InHand,
        Self::Above,
        Self::Question,
        Self::Lacks,
        Self::Reported,
        Self::Answered,
        Self::Closed,
        Self::Rejected,
        Self::Withdrawn,
    ];

    /// Returns the stage's name in prompts (`status_sent`) and in a call's state.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sorting => "sorting",
            Self::Sent => "sent",
            Self::InHand => "in_hand",
            Self::Above => "above",
            Self::Question => "question",
            Self::Lacks => "lacks",
            Self::Reported => "reported",
            Self::Answered => "answered",
            Self::Closed => "closed",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads a name that [`Stage::as_str`] wrote.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == given)
    }

    /// Returns the stage of `case`; `None` before the case is registered.
    #[must_use]
    pub fn of(case: &Case) -> Option<Self> {
        let s = &case.standing;
        Some(match s.state {
            State::Draft | State::Void => return None,
            // A requested withdrawal and a completed one sound alike: the difference would tell which PIN was given.
            State::Withdrawn => Self::Withdrawn,
            _ if case.withdrawal_asked && !s.state.ended() => Self::Withdrawn,
            State::Closed if s.closing == Some(Closing::Answered) && case.answered_in.is_some() => Self::Answered,
            State::Closed => Self::Closed,
            State::Rejected => Self::Rejected,
            State::ActionTaken => Self::Reported,
            State::AwaitingInformation if case.awaits_an_answer() => Self::Question,
            State::AwaitingInformation => Self::Lacks,
            _ if s.desk != Desk::Department => Self::Sorting,
            _ if s.level > s.floor => Self::Above,
            State::Acknowledged => Self::InHand,
            _ => Self::Sent,
        })
    }

    /// Returns how urgently the case needs its citizen: a case that waits for their word comes before a running case.
    #[must_use]
    fn urgency(self, case: &Case) -> u8 {
        match self {
            Self::Question | Self::Lacks => 3,
            Self::Reported => 2,
            // The citizen has not yet heard the answer.
            Self::Answered if case.promised_to(PromiseKind::Tell).is_some() => 2,
            Self::Answered | Self::Closed | Self::Rejected | Self::Withdrawn => 0,
            _ => 1,
        }
    }
}

impl Earlier {
    /// Returns the part of `case` that a caller may hear; `None` before the case is registered.
    #[must_use]
    pub fn of(case: &Case, pinned: bool, proof: Proof, now: Timestamp) -> Option<Self> {
        let missing = |field: &&Field| case.granted(**field).is_none();
        Some(Self {
            ticket: case.ticket.clone(),
            stage: Stage::of(case)?,
            // A promised day that is past is not told again.
            due: case.standing.answer_by.filter(|by| *by >= now).map(|by| in_india(by).date()),
            lacks: case.terms.fields.iter().find(missing).copied(),
            full: case.notes_left(now) == 0,
            pinned,
            proof,
        })
    }

    /// Returns the one case of a phone that the call mentions by itself: never a confidential case, nor a case about an
    /// official. A case that waits for the citizen comes first, then the case that changed last.
    #[must_use]
    pub fn to_speak_of(cases: &[Case], now: Timestamp) -> Option<Self> {
        let ordinary = cases.iter().filter(|case| is_ordinary(case) && may_be_reopened(case, now));
        let staged = ordinary.filter_map(|case| Some((Stage::of(case)?.urgency(case), case.last_event_at, case)));
        let (_, _, case) = staged.max_by_key(|(urgency, moved, case)| (*urgency, *moved, case.ticket.clone()))?;
        Self::of(case, false, Proof::Phone, now)
    }
}

/// Returns true if a case may be mentioned to anybody who holds its phone. A protected case that was withdrawn counts
/// as ordinary, so that it looks like any other withdrawn case.
#[must_use]
pub fn is_ordinary(case: &Case) -> bool {
    let s = &case.standing;
    let withdrawn = s.state == State::Withdrawn && s.quiet == Some(Confidentiality::Protected);
    (s.quiet.is_none() || withdrawn) && !s.about_official
}

/// Returns true if the citizen can still act on the case: it is not withdrawn, and it is open or the time to appeal is
/// not over.
fn may_be_reopened(case: &Case, now: Timestamp) -> bool {
    let over = |at| now > at + jiff::SignedDuration::from_hours(24 * APPEAL_DAYS);
    Stage::of(case) != Some(Stage::Withdrawn) && !case.standing.ended_at.is_some_and(over)
}

/// A known fault. The next callers hear of it and join by one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// The words, in the caller's language.
    pub said: String,
    /// The department and category for the case of a caller who joins.
    pub to: Assignment,
}

/// The hours at which this phone may be called or texted. A caller who gives no answer is not contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contacting {
    /// At any hour at which the centre calls.
    Any,
    /// In the evening.
    Evening,
    /// Not at all.
    No,
}

impl Contacting {
    /// Returns the name in the script and in the citizen's item.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Evening => "evening",
            Self::No => "no",
        }
    }

    /// Reads a name that [`Contacting::as_str`] wrote.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        [Self::Any, Self::Evening, Self::No].into_iter().find(|when| when.as_str() == given)
    }
}
