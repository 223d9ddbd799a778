//! Who calls, as far as the call may know: looked up once at its start, or found by ticket and PIN.

use jiff::Timestamp;
use jiff::civil::Date;
use lifecycle::{
    APPEAL_DAYS, Assignment, Case, Closing, Desk, District, Field, PromiseKind, Quiet, State, Ticket, in_india,
};

/// What is known of whoever calls. Somebody unknown is the default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// Whether this phone has called before.
    pub known: bool,
    /// Whether the network says a number at all: without one nobody can call back.
    pub reachable: bool,
    /// Whether this phone was asked if it may be called.
    pub asked: bool,
    /// Where their last case happened, if anybody found out.
    pub place: Option<District>,
    /// The case that is spoken of.
    pub earlier: Option<Earlier>,
    /// What the coordinator has everybody told today.
    pub announcement: Option<Announcement>,
}

/// How it was shown that the caller may speak for the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// They call from its phone, which may be shared, and whose number may be forged.
    Phone,
    /// They know its PIN.
    Pin {
        /// Whether it was chosen in the call that made the case: then their word closes it. A PIN that was chosen later,
        /// on the strength of a phone, may be anybody's who held the phone.
        closes: bool,
    },
}

impl Proof {
    /// Whether it is by a PIN.
    #[must_use]
    pub fn is_by_pin(self) -> bool {
        matches!(self, Self::Pin { .. })
    }
}

/// A case of the caller's, without its subject and department: a phone is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its number.
    pub ticket: Ticket,
    /// Where it stands, in the caller's view.
    pub stage: Stage,
    /// The day by which an answer is due.
    pub due: Option<Date>,
    /// What its department must know and does not.
    pub lacks: Option<Field>,
    /// Whether it has taken its notes of the day.
    pub full: bool,
    /// Whether it has a PIN.
    pub pinned: bool,
    /// How the caller showed that it is theirs.
    pub proof: Proof,
}

/// Where a case stands, in the words that a caller needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The right department is being found.
    Sorting,
    /// A department has it, and has not said that it was read.
    Sent,
    /// An officer has it in hand.
    InHand,
    /// It has climbed to an officer above.
    Above,
    /// The department asks something.
    Question,
    /// The department must know who is concerned.
    Lacks,
    /// The department says that it has acted.
    Reported,
    /// A question of theirs has its answer.
    Answered,
    /// It is closed.
    Closed,
    /// It was not taken up.
    Rejected,
    /// It was taken back, or that was asked for.
    Withdrawn,
}

impl Stage {
    /// All of them.
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

    /// Its name in prompts (`status_sent`) and in a call's state.
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

    /// Reads what [`Stage::as_str`] wrote.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == given)
    }

    /// Where `case` stands; nowhere before it is registered.
    #[must_use]
    pub fn of(case: &Case) -> Option<Self> {
        let s = &case.standing;
        Some(match s.state {
            State::Draft | State::Void => return None,
            // Asked for and done are one to whoever hears it: which of the two it is would tell the PIN that was given.
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

    /// How much the case wants its citizen: what waits for their word comes before what only runs.
    #[must_use]
    fn urgency(self, case: &Case) -> u8 {
        match self {
            Self::Question | Self::Lacks => 3,
            Self::Reported => 2,
            // Until they have heard it.
            Self::Answered if case.promised_to(PromiseKind::Tell).is_some() => 2,
            Self::Answered | Self::Closed | Self::Rejected | Self::Withdrawn => 0,
            _ => 1,
        }
    }
}

impl Earlier {
    /// What a caller may hear of `case`.
    #[must_use]
    pub fn of(case: &Case, pinned: bool, proof: Proof, now: Timestamp) -> Option<Self> {
        let missing = |field: &&Field| case.granted(**field).is_none();
        Some(Self {
            ticket: case.ticket.clone(),
            stage: Stage::of(case)?,
            // A day that is past was promised, and passed: nobody is told it again.
            due: case.standing.answer_by.filter(|by| *by >= now).map(|by| in_india(by).date()),
            lacks: case.terms.fields.iter().find(missing).copied(),
            full: case.notes_left(now) == 0,
            pinned,
            proof,
        })
    }

    /// The one case of a phone's that is spoken of by itself: never a quiet one, nor one about an official; first what
    /// waits for the citizen, then what moved last.
    #[must_use]
    pub fn to_speak_of(cases: &[Case], now: Timestamp) -> Option<Self> {
        let ordinary = cases.iter().filter(|case| is_ordinary(case) && may_be_reopened(case, now));
        let staged = ordinary.filter_map(|case| Some((Stage::of(case)?.urgency(case), case.last_event_at, case)));
        let (_, _, case) = staged.max_by_key(|(urgency, moved, case)| (*urgency, *moved, case.ticket.clone()))?;
        Self::of(case, false, Proof::Phone, now)
    }
}

/// Whether a case may be spoken of to whoever holds its phone. One that is protected looks like any that was withdrawn.
#[must_use]
pub fn is_ordinary(case: &Case) -> bool {
    let s = &case.standing;
    let withdrawn = s.state == State::Withdrawn && s.quiet == Some(Quiet::Protected);
    (s.quiet.is_none() || withdrawn) && !s.about_official
}

/// Whether there is something to be done about it: it is open, or the time to appeal is not over.
fn may_be_reopened(case: &Case, now: Timestamp) -> bool {
    let over = |at| now > at + jiff::SignedDuration::from_hours(24 * APPEAL_DAYS);
    Stage::of(case) != Some(Stage::Withdrawn) && !case.standing.ended_at.is_some_and(over)
}

/// A fault that is known already: the next callers hear of it and join by one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// What is said, in the caller's language.
    pub said: String,
    /// Where a case of whoever joins belongs.
    pub to: Assignment,
}

/// When this phone may be called or texted. Whoever says nothing is not.
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
    /// Its name in the script and in the citizen's item.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Evening => "evening",
            Self::No => "no",
        }
    }

    /// Reads what [`Contacting::as_str`] wrote.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        [Self::Any, Self::Evening, Self::No].into_iter().find(|when| when.as_str() == given)
    }
}
