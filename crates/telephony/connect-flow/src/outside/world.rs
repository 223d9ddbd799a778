//! What surrounds a call: functions, opening hours and queues, supplied by a test.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::model::ErrorType;

/// The services that a flow asks. Everything that a test does not say has a quiet answer, so that only what the flow
/// under test needs must be written.
///
/// ```
/// use connect_flow::{Agent, Enqueue, FunctionAnswer, FunctionCall, Hours, HoursOf, World};
///
/// /// Always open, and somebody answers after half a minute.
/// struct Office;
///
/// impl World for Office {
///     fn invoke(&mut self, call: &FunctionCall<'_>) -> FunctionAnswer {
///         FunctionAnswer::error(format!("there is no function {}", call.arn))
///     }
///     fn hours(&mut self, _: HoursOf<'_>) -> Hours { Hours::Open }
///     fn enqueue(&mut self, _: &str) -> Enqueue { Enqueue::Queued }
///     fn agent(&mut self, _: &str) -> Option<Agent> { Some(Agent::after(30_000)) }
/// }
/// ```
pub trait World {
    /// Is told the time before each action and each question about a queue, so that hours and staffing may depend on it.
    fn at(&mut self, now_ms: u64) {
        let _ = now_ms;
    }

    /// Answers a function call. Called again when it is repeated, as Amazon Connect does.
    fn invoke(&mut self, call: &FunctionCall<'_>) -> FunctionAnswer;

    /// Says whether it is open.
    fn hours(&mut self, of: HoursOf<'_>) -> Hours;

    /// Takes the call into a queue, named as the flow names it: by id or ARN.
    fn enqueue(&mut self, queue: &str) -> Enqueue;

    /// The name of a queue, for `$.Queue.Name`; none unless told.
    fn queue_name(&mut self, queue: &str) -> Option<String> {
        let _ = queue;
        None
    }

    /// Who takes the call out of a queue, and when; nobody unless told. An agent's own queue is asked for by the
    /// agent's id or ARN.
    fn agent(&mut self, queue: &str) -> Option<Agent> {
        let _ = queue;
        None
    }

    /// A number about a queue at this moment; none fails the action. 0 unless told.
    fn metric(&mut self, of: &MetricOf<'_>) -> Option<u64> {
        let _ = of;
        Some(0)
    }

    /// What `$.Metrics` holds after `GetMetricData`; none, unless told, fails the action.
    fn metrics(&mut self, queue: Option<&str>) -> Option<Value> {
        let _ = queue;
        None
    }

    /// What becomes of a call to somebody else. Unless told it is answered, and they talk for a minute.
    fn dial(&mut self, number: &str) -> Dialled {
        let _ = number;
        Dialled::talk(60_000)
    }

    /// Answers for any other service: a bot, profiles, cases, tasks, views. Unless told it succeeds and says nothing.
    fn answer(&mut self, request: &Request<'_>) -> Answer {
        let _ = request;
        Answer::done()
    }

    /// Whether there is such a voice for the engine: `standard`, `neural`, `generative`, or none when none is named.
    fn speaks(&mut self, voice: &str, engine: Option<&str>) -> bool {
        let _ = (voice, engine);
        true
    }

    /// Whether there is such a flow, when it is none of those that the call may go through here.
    fn flow_elsewhere(&mut self, flow: &str) -> bool {
        let _ = flow;
        true
    }

    /// Whether Amazon Connect itself fails at this action, counted from 1; it takes the branch of `NoMatchingError`.
    /// Never, unless told. Asked only where there is such a branch.
    fn fails(&mut self, action: u32) -> bool {
        let _ = action;
        false
    }

    /// The number from 1 to 100 that `DistributeByPercentage` draws; none, unless told, leaves it to the machine.
    fn percent(&mut self) -> Option<u8> {
        None
    }
}

/// A question about a queue (page `flow-control-actions-checkmetricdata`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct MetricOf<'a> {
    /// The queue, or the agent whose queue it is, as the flow names it.
    pub queue: &'a str,
    /// `NumberOfAgentsAvailable`, `NumberOfAgentsStaffed`, `NumberOfAgentsOnline`, `NumberOfContactsInQueue`, or
    /// `OldestContactInQueueAgeSeconds`, which exported flows compare in milliseconds all the same.
    pub metric: &'a str,
}

/// Who takes a call out of a queue.
///
/// ```
/// use connect_flow::Agent;
///
/// let ravi = Agent { user_name: "ravi".to_owned(), talk_ms: 90_000, ..Agent::after(20_000) };
/// assert!(ravi.hangs_up_first);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agent {
    /// `$.Agent.UserName`.
    pub user_name: String,
    /// How long the call waits.
    pub after_ms: u64,
    /// How long they talk.
    pub talk_ms: u64,
    /// Whether the agent hangs up first: then the flow for `CustomerRemaining` runs.
    pub hangs_up_first: bool,
}

impl Default for Agent {
    fn default() -> Self {
        Self { user_name: "agent".to_owned(), after_ms: 0, talk_ms: 60_000, hangs_up_first: true }
    }
}

impl Agent {
    /// An agent who is free after this long, talks for a minute, and hangs up first.
    #[must_use]
    pub fn after(ms: u64) -> Self {
        Self { after_ms: ms, ..Self::default() }
    }
}

/// What becomes of a call to somebody else (page `participant-actions-transferparticipanttothirdparty`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Dialled {
    /// They talk, and the other party hangs up.
    Answered {
        /// For how long.
        talk_ms: u64,
        /// How long it rings before; longer than the flow waits is no answer.
        #[serde(default)]
        ringing_ms: u64,
    },
    /// Nobody answers.
    NoAnswer,
    /// It cannot be called.
    Failed,
}

impl Dialled {
    /// Answered at once, for so long.
    #[must_use]
    pub fn talk(talk_ms: u64) -> Self {
        Self::Answered { talk_ms, ringing_ms: 0 }
    }
}

/// What an action asks of a service.
#[derive(Debug)]
#[non_exhaustive]
pub struct Request<'a> {
    /// The action's `Identifier`.
    pub action: &'a str,
    /// Its `Type`.
    pub action_type: &'a str,
    /// Its `Parameters`, every text filled in.
    pub parameters: &'a Value,
    /// The results that lead somewhere: intents of a bot, buttons of a view, branches of a module.
    pub results: &'a [&'a str],
    /// The errors that lead somewhere.
    pub errors: &'a [ErrorType],
    /// What the caller keyed for a bot.
    pub keyed: Option<&'a str>,
    /// What the caller said to a bot, if it is known.
    pub words: Option<&'a str>,
}

/// What a service answers.
///
/// ```
/// use connect_flow::{Answer, ErrorType};
/// use serde_json::json;
///
/// let known = Answer::data(json!({ "FirstName": "Asha" }));
/// let intent = Answer::result("Complaint");
/// let none = Answer::failed(ErrorType::NoneFoundError, "no such profile");
/// # let _ = (known, intent, none);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Answer {
    /// It succeeded.
    Done {
        /// What the conditions are held against: the intent, the button, the branch.
        #[serde(default)]
        result: Option<String>,
        /// What the action makes known: `$.Customer`, `$.Case`, `$.Views`, `$.Lex`, `$.Modules.ResultData`, …
        #[serde(default)]
        data: Value,
    },
    /// It failed.
    Failed {
        /// With this error.
        error: ErrorType,
        /// And for this reason.
        #[serde(default)]
        cause: String,
    },
}

impl Answer {
    /// Success, with nothing to say.
    #[must_use]
    pub fn done() -> Self {
        Self::Done { result: None, data: json!({}) }
    }

    /// Success with this result.
    #[must_use]
    pub fn result(result: impl Into<String>) -> Self {
        Self::Done { result: Some(result.into()), data: json!({}) }
    }

    /// Success that makes this known.
    #[must_use]
    pub fn data(data: Value) -> Self {
        Self::Done { result: None, data }
    }

    /// Failure.
    #[must_use]
    pub fn failed(error: ErrorType, cause: impl Into<String>) -> Self {
        Self::Failed { error, cause: cause.into() }
    }
}

/// One call of a function.
#[derive(Debug)]
pub struct FunctionCall<'a> {
    /// The function, after placeholders and paths were resolved.
    pub arn: &'a str,
    /// The event as Amazon Connect sends it, `Name` `ContactFlowEvent` (page `connect-lambda-functions`).
    pub event: &'a Value,
    /// How long the flow waits for it, what repetitions took taken off.
    pub time_limit_ms: u64,
    /// Whether the flow waits for the answer.
    pub synchronous: bool,
    /// Whether the answer must be flat: strings alone, by one name each (`STRING_MAP`).
    pub flat: bool,
}

/// What came back from a function, and after how long.
///
/// ```
/// use connect_flow::FunctionAnswer;
/// use serde_json::json;
///
/// let quick = FunctionAnswer::answer(json!({ "tier": "gold" })).taking(40);
/// assert_eq!(quick.took_ms, Some(40));
/// assert_ne!(FunctionAnswer::timed_out(), FunctionAnswer::error("it failed"));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FunctionAnswer {
    /// What came back.
    pub result: FunctionResult,
    /// How long it took; none means as long as the [`crate::Pace`] says.
    pub took_ms: Option<u64>,
}

/// The ways in which a function call ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FunctionResult {
    /// It answered.
    Answer(Value),
    /// It failed, for this reason.
    Error(String),
    /// It did not answer within the limit.
    TimedOut,
}

impl FunctionAnswer {
    /// An answer.
    #[must_use]
    pub fn answer(answer: Value) -> Self {
        Self { result: FunctionResult::Answer(answer), took_ms: None }
    }

    /// A failure.
    #[must_use]
    pub fn error(reason: impl Into<String>) -> Self {
        Self { result: FunctionResult::Error(reason.into()), took_ms: None }
    }

    /// No answer within the limit.
    #[must_use]
    pub fn timed_out() -> Self {
        Self { result: FunctionResult::TimedOut, took_ms: None }
    }

    /// The same, after this long.
    #[must_use]
    pub fn taking(self, ms: u64) -> Self {
        Self { took_ms: Some(ms), ..self }
    }

    /// How long it took and what came back, when nobody waits longer than the limit.
    pub(crate) fn within(self, limit_ms: u64, usual_ms: u64) -> (u64, FunctionResult) {
        match self.result {
            FunctionResult::TimedOut => (limit_ms, FunctionResult::TimedOut),
            _ if self.took_ms.unwrap_or(usual_ms) > limit_ms => (limit_ms, FunctionResult::TimedOut),
            result => (self.took_ms.unwrap_or(usual_ms), result),
        }
    }
}

/// Whose hours a flow asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HoursOf<'a> {
    /// Hours of operation that the action names.
    Hours(&'a str),
    /// The hours of the target queue.
    Queue(&'a str),
}

/// Whether it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Hours {
    /// Open now.
    Open,
    /// Closed now.
    Closed,
    /// No such hours: the action fails.
    Unknown,
}

/// What a queue did with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Enqueue {
    /// The call waits in the queue.
    Queued,
    /// The queue is full.
    AtCapacity,
    /// There is no such queue, or it is disabled.
    Failed,
}
