//! The part of a case that a phone may hear on its number alone, and from when.
//!
//! A phone can be lent, seized or forged. An officer who acts on a case and then calls from a suspect's phone must hear
//! nothing new, so the effect of an officer's act opens on the next day, at an hour that only the helpline can work
//! out. One function decides for every surface: the greeting, the SMS, the agent's page and the list of calls.

use crate::calendar::from_india;
use crate::facts::{Fact, Value, text, words};
use crate::{Case, Closing, Confidentiality, ContactId, Desk, Event, PromiseKind, Role, State, What, in_india};
use jiff::civil::{Date, Time, time};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use std::fmt;

words! {
    /// The stage of a case, as a caller needs to know it.
    Stage {
        /// The right department is being found.
        Sorting = "sorting",
        /// The case is open. A phone hears no more than this before the caller gives the PIN.
        Open = "open",
        /// A department has the case and has not acknowledged it.
        Sent = "sent",
        /// An officer has acknowledged the case.
        InHand = "in_hand",
        /// The case was escalated to an officer above.
        Above = "above",
        /// The department asks the citizen a question.
        Question = "question",
        /// The department must know whom the case concerns.
        Lacks = "lacks",
        /// The department reports that it has acted.
        Reported = "reported",
        /// The citizen's question has its answer.
        Answered = "answered",
        /// The case is closed.
        Closed = "closed",
        /// The case was rejected.
        Rejected = "rejected",
        /// The citizen withdrew the case, or asked to.
        Withdrawn = "withdrawn",
    }
}

impl Stage {
    /// Returns the stage of `case`, for a caller who gave its PIN; `None` before the case is registered.
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

    /// Returns the stage without the steps of a department at work: they would tell a case from every other.
    #[must_use]
    fn coarse(self) -> Self {
        match self {
            Self::Sent | Self::InHand | Self::Above => Self::Open,
            other => other,
        }
    }
}

/// When a department's act opens to the phone of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum News {
    /// On the next day, at an hour that differs from case to case and from day to day.
    #[default]
    NextDay,
    /// At once. Only a local cloud is set so, because it cannot wait for a day.
    AtOnce,
}

/// The hours of the day at which a citizen hears news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CitizenHours {
    /// By day.
    #[default]
    Day,
    /// In the evening alone, as the citizen chose.
    Evening,
}

/// Nobody is called or texted before this hour. TRAI allows service messages around the clock, but people sleep.
const MORNING: Time = time(9, 0, 0, 0);

/// Nobody is called or texted from this hour on.
const NIGHT: Time = time(21, 0, 0, 0);

/// A citizen who chose the evening is not called or texted before this hour.
const EVENING: Time = time(17, 0, 0, 0);

impl CitizenHours {
    /// Returns the first hour and the hour at which the day ends.
    #[must_use]
    pub fn span(self) -> (Time, Time) {
        match self {
            Self::Day => (MORNING, NIGHT),
            Self::Evening => (EVENING, NIGHT),
        }
    }
}

/// A day on which a department acted, and the stage that the phone hears until that day's acts open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unheard {
    /// The day, in India.
    pub day: Date,
    /// The stage before the first act of the day. `None` if the phone did not hear of the case at all.
    pub stage: Option<Stage>,
}

/// Stands for "the phone did not hear of the case".
const HIDDEN: &str = "hidden";

impl fmt::Display for Unheard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.day, self.stage.map_or(HIDDEN, Stage::as_str))
    }
}

impl Unheard {
    fn parse(given: &str) -> Option<Self> {
        let (day, stage) = given.split_once(' ')?;
        let stage = if stage == HIDDEN { None } else { Some(Stage::parse(stage)?) };
        Some(Self { day: day.parse().ok()?, stage })
    }
}

impl Fact for Vec<Unheard> {
    fn write(&self) -> Option<Value> {
        let all: Vec<String> = self.iter().map(ToString::to_string).collect();
        (!all.is_empty()).then(|| Value::Text(all.join("; ")))
    }
    fn read(given: Option<&Value>) -> Result<Self, &'static str> {
        const WRONG: &str = "are no unheard days such as `2026-11-24 sent`";
        let Some(value) = given else { return Ok(Self::new()) };
        text(Some(value))?.split("; ").map(|one| Unheard::parse(one).ok_or(WRONG)).collect()
    }
}

/// Returns the moment at which the acts of a department on `day` open to the phone of a case: on the next day, within
/// the citizen's hours. The moment follows from the id of the call that made the case, which no department is told.
#[must_use]
pub fn opens_at(call: &ContactId, day: Date, hours: CitizenHours) -> Timestamp {
    let digest = Sha256::new().chain_update(day.to_string()).chain_update("#").chain_update(call.as_str()).finalize();
    let drawn = digest.iter().take(4).fold(0_i64, |drawn, byte| drawn * 256 + i64::from(*byte));
    let (from, until) = hours.span();
    let seconds = from.duration_until(until).as_secs().max(1);
    let next = day.tomorrow().unwrap_or(day).to_datetime(from);
    from_india(next + SignedDuration::from_secs(drawn % seconds))
}

/// Returns when an SMS may tell of a department's act at `at`: in the citizen's hours, and not before the phone itself
/// hears of the act. An act about danger opens at once.
#[must_use]
pub fn act_opens_at(case: &Case, at: Timestamp, news: News, hours: CitizenHours) -> Timestamp {
    let day = in_india(at).date();
    match news {
        News::NextDay if !is_danger(case) => {
            opens_at(&case.contact, day, hours).max(opens_at(&case.contact, day, CitizenHours::Day))
        }
        News::NextDay | News::AtOnce => at,
    }
}

/// Returns true if somebody may be in danger. Then nothing waits: an act that hides such a case hides it at once.
fn is_danger(case: &Case) -> bool {
    matches!(case.standing.quiet, Some(Confidentiality::Violence | Confidentiality::Child))
}

/// Returns true if a case may be mentioned to anybody who holds its phone. A protected case that was withdrawn counts
/// as ordinary, so that it looks like any other withdrawn case.
#[must_use]
pub fn is_ordinary(case: &Case) -> bool {
    let s = &case.standing;
    let withdrawn = s.state == State::Withdrawn && s.quiet == Some(Confidentiality::Protected);
    (s.quiet.is_none() || withdrawn) && !s.about_official
}

/// The part of a case that its phone may hear at a moment, without a PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Nothing, not even that there is a case.
    Nothing,
    /// The case exists and is not registered yet.
    Draft,
    /// The case's stage. It names no step of a department at work.
    At(Stage),
}

impl Heard {
    /// Returns the stage, if the phone may hear one.
    #[must_use]
    pub fn stage(self) -> Option<Stage> {
        if let Self::At(stage) = self { Some(stage) } else { None }
    }
}

impl Case {
    /// Returns what the phone of the case may hear at `now` on its number alone. Every surface that speaks, texts,
    /// rings or shows on caller id alone asks this.
    #[must_use]
    pub fn heard(&self, news: News, now: Timestamp) -> Heard {
        match self.unopened(news, now) {
            Some(Unheard { stage: Some(stage), .. }) => Heard::At(stage.coarse()),
            Some(Unheard { stage: None, .. }) => Heard::Nothing,
            None if !is_ordinary(self) => Heard::Nothing,
            None => Stage::of(self).map_or(Heard::Draft, |stage| Heard::At(stage.coarse())),
        }
    }

    /// Returns true if a department has acted, and the phone of the case must not notice it yet.
    #[must_use]
    pub fn has_unheard(&self, news: News, now: Timestamp) -> bool {
        self.unopened(news, now).is_some()
    }

    /// Returns true if the centre may ring the citizen about a promise of this kind. A call that a department's act
    /// asks for waits until the act opens; a call that the citizen wished for does not.
    #[must_use]
    pub fn may_ring(&self, kind: PromiseKind, news: News, now: Timestamp) -> bool {
        let departments = matches!(kind, PromiseKind::Ask | PromiseKind::Tell | PromiseKind::FollowUp);
        !departments || !self.has_unheard(news, now)
    }

    fn unopened(&self, news: News, now: Timestamp) -> Option<Unheard> {
        if news == News::AtOnce || is_danger(self) {
            return None;
        }
        self.unheard.iter().find(|unheard| now < opens_at(&self.contact, unheard.day, CitizenHours::Day)).copied()
    }

    /// Remembers the stage that the phone heard before a department's act. An act of the citizen or the centre that
    /// moves the case is heard at once, and everything before it with it.
    pub(crate) fn remember_unheard(&mut self, event: &Event, before: &Self) {
        let day = in_india(event.at).date();
        let yesterday = day.yesterday().unwrap_or(day);
        self.file.unheard.retain(|unheard| unheard.day >= yesterday);
        let spoken_of = |case: &Self| Stage::of(case).filter(|_| is_ordinary(case));
        let was = spoken_of(before);
        if event.is_a_departments() {
            // An act that leaves the stage, such as a new date, promises a call that must not ring today either.
            if before.registered_at.is_some() && self.file.unheard.iter().all(|unheard| unheard.day != day) {
                self.file.unheard.push(Unheard { day, stage: was });
            }
        } else if event.by.role() != Role::System && was != spoken_of(self) {
            self.file.unheard.clear();
        }
    }
}

impl Event {
    /// Returns true if a department's staff caused the event, or the event ends a department's procedure.
    fn is_a_departments(&self) -> bool {
        let theirs = matches!(self.by.role(), Role::Officer | Role::Nodal | Role::Apex);
        theirs || matches!(self.what, What::Transferred { .. } | What::Rejected { .. })
    }
}
