//! A promise: a dated task in the ledger. Its keeper must keep it, and others may.

use crate::facts::{Fact, Value, text, words};
use jiff::Timestamp;
use std::fmt;

/// The most open promises of one case. More would hide each other.
pub const MAX_PROMISES: usize = 12;

words! {
    /// The kind of a promise.
    PromiseKind {
        /// To call the citizen back.
        CallBack = "call-back",
        /// To ask the citizen whether the action solved the case.
        FollowUp = "follow-up",
        /// To put the department's question to the citizen, or to ask for a disclosure that the department needs.
        Ask = "ask",
        /// To tell the citizen something: an interim reply, an answer, a rejection.
        Tell = "tell",
        /// To ask, on the centre's own call, whether the citizen really withdraws the case.
        AskWithdrawal = "ask-withdrawal",
        /// To ask, on the coordinator's own call, whether the citizen wants a withdrawn case back.
        AskReopening = "ask-reopening",
        /// To hear a citizen who contests the daily limit of notes.
        HearContest = "hear-contest",
        /// To make the report that the law requires, such as of sexual abuse of a child (POCSO Act 2012, section 19).
        StatutoryReport = "statutory-report",
        /// To answer by a date: the department's promise.
        Answer = "answer",
    }
}

words! {
    /// The keeper of a promise. A broken promise goes up to the next keeper, like a case on which nobody acts.
    Keeper {
        /// The department that gave the promise.
        Department = "department",
        /// The agents of the centre.
        Agents = "agents",
        /// The coordinator of the helpline.
        Coordinator = "coordinator",
        /// The Chief Secretary's office, the highest keeper.
        Apex = "apex",
    }
}

impl Keeper {
    /// Returns the next keeper, if this one broke the promise. The apex stays the keeper, and is told again.
    #[must_use]
    pub fn above(self) -> Self {
        match self {
            Self::Department | Self::Agents => Self::Coordinator,
            Self::Coordinator | Self::Apex => Self::Apex,
        }
    }
}

impl PromiseKind {
    /// Returns the first keeper of a promise of this kind.
    #[must_use]
    pub fn first_keeper(self) -> Keeper {
        match self {
            Self::Answer => Keeper::Department,
            Self::AskReopening | Self::HearContest | Self::StatutoryReport => Keeper::Coordinator,
            _ => Keeper::Agents,
        }
    }

    /// Returns true if the promise is kept by a call to the citizen.
    #[must_use]
    pub fn is_a_call(self) -> bool {
        !matches!(self, Self::Answer | Self::StatutoryReport)
    }
}

/// One open promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The number within the case.
    pub number: u16,
    /// The kind.
    pub kind: PromiseKind,
    /// The present keeper.
    pub keeper: Keeper,
    /// Number of calls that did not reach the citizen.
    pub attempts: u8,
    /// The time of the last call that did not reach the citizen.
    pub tried_at: Option<Timestamp>,
    /// When the promise is due.
    pub due_at: Timestamp,
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = |at: Option<Timestamp>| at.map_or_else(|| "-".to_owned(), |at| at.as_second().to_string());
        let Self { number, kind, keeper, attempts, tried_at, due_at } = self;
        write!(f, "{number} {kind} {keeper} {attempts} {} {}", seconds(*tried_at), due_at.as_second())
    }
}

impl Promise {
    fn parse(given: &str) -> Option<Self> {
        fn seconds(word: &str) -> Option<Option<Timestamp>> {
            match word {
                "-" => Some(None),
                number => Timestamp::from_second(number.parse().ok()?).ok().map(Some),
            }
        }
        let mut words = given.split(' ');
        let promise = Self {
            number: words.next()?.parse().ok()?,
            kind: PromiseKind::parse(words.next()?)?,
            keeper: Keeper::parse(words.next()?)?,
            attempts: words.next()?.parse().ok()?,
            tried_at: seconds(words.next()?)?,
            due_at: seconds(words.next()?)??,
        };
        words.next().is_none().then_some(promise)
    }
}

const WRONG: &str = "is no promise such as `1 follow-up agents 0 - 1795500000`";

impl Fact for Promise {
    fn write(&self) -> Option<Value> {
        Some(Value::Text(self.to_string()))
    }
    fn read(given: Option<&Value>) -> Result<Self, &'static str> {
        Self::parse(text(given)?).ok_or(WRONG)
    }
}

impl Fact for Vec<Promise> {
    fn write(&self) -> Option<Value> {
        let all: Vec<String> = self.iter().map(ToString::to_string).collect();
        (!all.is_empty()).then(|| Value::Text(all.join("; ")))
    }
    fn read(given: Option<&Value>) -> Result<Self, &'static str> {
        let Some(value) = given else { return Ok(Self::new()) };
        text(Some(value))?.split("; ").map(|one| Promise::parse(one).ok_or(WRONG)).collect()
    }
}
