//! The data that a call has about its caller: looked up once at its start, or found by ticket and PIN.

use jiff::Timestamp;
use jiff::civil::Date;
use lifecycle::{
    APPEAL_DAYS, Assignment, Case, CitizenHours, District, Field, News, PromiseKind, Stage, Ticket, in_india,
};

/// The data about a caller. The default is a stranger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// `true` if this phone has called before.
    pub known: bool,
    /// `true` if the network gives the caller's number. Without a number nobody can call back.
    pub reachable: bool,
    /// `true` if this call made a case and the caller's number could not be sealed yet. Each step tries again.
    pub owes_number: bool,
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
    Pin,
}

impl Proof {
    /// Returns true if the proof is a PIN.
    #[must_use]
    pub fn is_by_pin(self) -> bool {
        self == Self::Pin
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

/// Returns how urgently a case needs its citizen: a case that waits for their word comes before a running case.
fn urgency(stage: Stage, case: &Case) -> u8 {
    match stage {
        Stage::Question | Stage::Lacks => 3,
        Stage::Reported => 2,
        // The citizen has not yet heard the answer.
        Stage::Answered if case.promised_to(PromiseKind::Tell).is_some() => 2,
        Stage::Answered | Stage::Closed | Stage::Rejected | Stage::Withdrawn => 0,
        _ => 1,
    }
}

impl Earlier {
    /// Returns the part of `case` that a caller who gave its PIN may hear; `None` before the case is registered.
    #[must_use]
    pub fn by_pin(case: &Case, now: Timestamp) -> Option<Self> {
        // A promised day that is past is not told again.
        let due = case.standing.answer_by.filter(|by| *by >= now).map(|by| in_india(by).date());
        Some(Self { due, proof: Proof::Pin, ..Self::at(case, Stage::of(case)?, now) })
    }

    /// Returns the one case of a phone that the call mentions by itself: never a confidential case, nor a case about an
    /// official. A case that waits for the citizen comes first, then the newest case. No act of a department moves the
    /// order before its day has come.
    #[must_use]
    pub fn to_speak_of(cases: &[Case], news: News, now: Timestamp) -> Option<Self> {
        let heard = |case: &Case| case.heard(news, now).stage();
        let open = cases.iter().filter(|case| !ended_long_ago(case, now));
        let staged = open.filter_map(|case| Some((heard(case)?, case)));
        let staged = staged.filter(|(stage, _)| *stage != Stage::Withdrawn);
        let newest = |(stage, case): &(Stage, &Case)| (urgency(*stage, case), case.drafted_at, case.ticket.clone());
        let (stage, case) = staged.max_by_key(newest)?;
        Some(Self::at(case, stage, now))
    }

    /// Returns the case at a stage, with its phone as proof and without a day: the day would tell it from others.
    fn at(case: &Case, stage: Stage, now: Timestamp) -> Self {
        let missing = |field: &&Field| case.granted(**field).is_none();
        Self {
            ticket: case.ticket.clone(),
            stage,
            due: None,
            lacks: case.terms.fields.iter().find(missing).copied(),
            full: case.notes_left(now) == 0,
            pinned: false,
            proof: Proof::Phone,
        }
    }
}

/// Returns true if the citizen can no longer act on the case: it has ended, and the time to appeal is over.
fn ended_long_ago(case: &Case, now: Timestamp) -> bool {
    let over = |at| now > at + jiff::SignedDuration::from_hours(24 * APPEAL_DAYS);
    case.standing.ended_at.is_some_and(over)
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

    /// Returns the hours at which the phone hears news.
    #[must_use]
    pub fn hours(self) -> CitizenHours {
        match self {
            Self::Evening => CitizenHours::Evening,
            Self::Any | Self::No => CitizenHours::Day,
        }
    }

    /// Reads a name that [`Contacting::as_str`] wrote.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        [Self::Any, Self::Evening, Self::No].into_iter().find(|when| when.as_str() == given)
    }
}
