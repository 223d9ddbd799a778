//! A promise: a dated task of the ledger, which whoever can keeps.

use crate::facts::{Fact, Value, text, words};
use jiff::Timestamp;
use std::fmt;

/// Most open promises of one case: more would hide one behind the other.
pub const MAX_PROMISES: usize = 12;

words! {
    /// What was promised.
    PromiseKind {
        /// To call the citizen back.
        CallBack = "call-back",
        /// To ask the citizen whether the action taken solved it.
        FollowUp = "follow-up",
        /// To put the department's question to the citizen, or to ask for the disclosure it needs.
        Ask = "ask",
        /// To tell the citizen something: an interim reply, an answer, a rejection.
        Tell = "tell",
        /// To ask on a call of the centre's own whether the citizen really takes it back.
        AskWithdrawal = "ask-withdrawal",
        /// To ask on a call of the coordinator's own whether the citizen wants it back.
        AskReopening = "ask-reopening",
        /// To hear a citizen who finds the day's limit of their case unjust.
        HearContest = "hear-contest",
        /// To report what the law wants reported, such as sexual abuse of a child (POCSO Act 2012, section 19).
        StatutoryReport = "statutory-report",
        /// That the department answers by a date.
        Answer = "answer",
    }
}

words! {
    /// Who must keep a promise now. A broken one goes up, like a case that nobody acts on.
    Keeper {
        /// The department that gave it.
        Department = "department",
        /// The agents of the centre.
        Agents = "agents",
        /// The coordinator of the helpline.
        Coordinator = "coordinator",
        /// The Chief Secretary's office. Nobody is above.
        Apex = "apex",
    }
}

impl Keeper {
    /// Who must keep it when this keeper did not. The apex is told again.
    #[must_use]
    pub fn above(self) -> Self {
        match self {
            Self::Department | Self::Agents => Self::Coordinator,
            Self::Coordinator | Self::Apex => Self::Apex,
        }
    }
}

impl PromiseKind {
    /// Who must keep it at first.
    #[must_use]
    pub fn first_keeper(self) -> Keeper {
        match self {
            Self::Answer => Keeper::Department,
            Self::AskReopening | Self::HearContest | Self::StatutoryReport => Keeper::Coordinator,
            _ => Keeper::Agents,
        }
    }

    /// Whether it is kept by a call to the citizen.
    #[must_use]
    pub fn is_a_call(self) -> bool {
        !matches!(self, Self::Answer | Self::StatutoryReport)
    }
}

/// One open promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Its number within the case.
    pub number: u16,
    /// What was promised.
    pub kind: PromiseKind,
    /// Who must keep it now.
    pub keeper: Keeper,
    /// Calls that did not reach the citizen.
    pub attempts: u8,
    /// The last of them.
    pub tried_at: Option<Timestamp>,
    /// By when.
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
