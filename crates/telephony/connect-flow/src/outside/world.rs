//! The world around a call: functions, hours of operation and queues, supplied by a test.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::model::ErrorType;

/// The services that a flow uses. Most methods have a default answer, so that a test implements only the services that
/// its flow needs.
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
    /// Gets the time before each action, and before the questions about a queue that the call enters, so that hours and
    /// staffing may depend on the time.
    fn at(&mut self, now_ms: u64) {
        let _ = now_ms;
    }

    /// Answers a function call. Amazon Connect repeats a failed call, and each repetition calls this method again.
    fn invoke(&mut self, call: &FunctionCall<'_>) -> FunctionAnswer;

    /// Returns the state of these hours of operation.
    fn hours(&mut self, of: HoursOf<'_>) -> Hours;

    /// Lets the call enter a queue. `queue` is the id or ARN in the flow.
    fn enqueue(&mut self, queue: &str) -> Enqueue;

    /// Returns the name of a queue, for `$.Queue.Name`. The default is `None`.
    fn queue_name(&mut self, queue: &str) -> Option<String> {
        let _ = queue;
        None
    }

    /// Returns the agent who takes the call out of a queue, with the time of waiting. The default is no agent. For an
    /// agent's own queue, `queue` is the agent's id or ARN.
    fn agent(&mut self, queue: &str) -> Option<Agent> {
        let _ = queue;
        None
    }

    /// Returns a metric of a queue at this moment; `None` fails the action. The default is 0.
    fn metric(&mut self, of: &MetricOf<'_>) -> Option<u64> {
        let _ = of;
        Some(0)
    }

    /// Returns the value of `$.Metrics` for `GetMetricData`. `None`, which is the default, fails the action.
    fn metrics(&mut self, queue: Option<&str>) -> Option<Value> {
        let _ = queue;
        None
    }

    /// Returns the result of a call to a third party. By default the third party answers and talks for a minute.
    fn dial(&mut self, number: &str) -> Dialled {
        let _ = number;
        Dialled::talk(60_000)
    }

    /// Answers for any other service: a bot, profiles, cases, tasks, views. By default the service succeeds without
    /// data.
    fn answer(&mut self, request: &Request<'_>) -> Answer {
        let _ = request;
        Answer::done()
    }

    /// Returns true if there is such a voice for the engine: `standard`, `neural`, `generative`, or `None` if the flow
    /// names no engine. The default is true.
    fn speaks(&mut self, voice: &str, engine: Option<&str>) -> bool {
        let _ = (voice, engine);
        true
    }

    /// Returns true if the instance has a flow that was not given to the call. The default is true.
    fn flow_elsewhere(&mut self, flow: &str) -> bool {
        let _ = flow;
        true
    }

    /// Returns true if Amazon Connect itself fails at this action, counted from 1. The action then takes its branch
    /// `NoMatchingError`. For an action without this branch the method is not called. The default is false.
    fn fails(&mut self, action: u32) -> bool {
        let _ = action;
        false
    }

    /// Returns the number from 1 to 100 that `DistributeByPercentage` draws. With `None`, which is the default, the
    /// machine draws it.
    fn percent(&mut self) -> Option<u8> {
        None
    }
}

/// A question for a metric of a queue (page `flow-control-actions-checkmetricdata`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct MetricOf<'a> {
    /// The queue, or the agent who owns the queue, as the flow names it.
    pub queue: &'a str,
    /// `NumberOfAgentsAvailable`, `NumberOfAgentsStaffed`, `NumberOfAgentsOnline`, `NumberOfContactsInQueue`, or
    /// `OldestContactInQueueAgeSeconds`, which exported flows compare in milliseconds despite its name.
    pub metric: &'a str,
}

/// An agent who takes a call out of a queue.
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
    /// How long the call waits for the agent.
    pub after_ms: u64,
    /// How long agent and caller talk.
    pub talk_ms: u64,
    /// `true` if the agent hangs up first. Then the flow for `CustomerRemaining` runs.
    pub hangs_up_first: bool,
}

impl Default for Agent {
    fn default() -> Self {
        Self { user_name: "agent".to_owned(), after_ms: 0, talk_ms: 60_000, hangs_up_first: true }
    }
}

impl Agent {
    /// Makes an agent who takes the call after this long, talks for a minute, and hangs up first.
    #[must_use]
    pub fn after(ms: u64) -> Self {
        Self { after_ms: ms, ..Self::default() }
    }
}

/// The result of a call to a third party (page `participant-actions-transferparticipanttothirdparty`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Dialled {
    /// The third party answers, talks with the caller, and hangs up.
    Answered {
        /// How long they talk.
        talk_ms: u64,
        /// How long the telephone rings before. If the flow does not wait so long, the result is [`Dialled::NoAnswer`].
        #[serde(default)]
        ringing_ms: u64,
    },
    /// Nobody answers.
    NoAnswer,
    /// The number cannot be called.
    Failed,
}

impl Dialled {
    /// Makes a call that is answered at once and lasts this long.
    #[must_use]
    pub fn talk(talk_ms: u64) -> Self {
        Self::Answered { talk_ms, ringing_ms: 0 }
    }
}

/// An action's request to a service.
#[derive(Debug)]
#[non_exhaustive]
pub struct Request<'a> {
    /// The action's `Identifier`.
    pub action: &'a str,
    /// The action's `Type`.
    pub action_type: &'a str,
    /// The action's `Parameters`, with every text filled in.
    pub parameters: &'a Value,
    /// The results that conditions of the action name: intents of a bot, actions of a view, branches of a module.
    pub results: &'a [&'a str],
    /// The errors for which the action has a branch.
    pub errors: &'a [ErrorType],
    /// The keys that the caller pressed for a bot.
    pub keyed: Option<&'a str>,
    /// The words that the caller said to a bot, if they are known.
    pub words: Option<&'a str>,
}

/// The answer of a service.
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
    /// The service succeeded.
    Done {
        /// The result that the conditions compare: the intent, the view's action, the branch.
        #[serde(default)]
        result: Option<String>,
        /// The data that the flow can then read: `$.Customer`, `$.Case`, `$.Views`, `$.Lex`, `$.Modules.ResultData`, …
        #[serde(default)]
        data: Value,
    },
    /// The service failed.
    Failed {
        /// The error.
        error: ErrorType,
        /// The reason, in words.
        #[serde(default)]
        cause: String,
    },
}

impl Answer {
    /// Makes a success without result and data.
    #[must_use]
    pub fn done() -> Self {
        Self::Done { result: None, data: json!({}) }
    }

    /// Makes a success with this result.
    #[must_use]
    pub fn result(result: impl Into<String>) -> Self {
        Self::Done { result: Some(result.into()), data: json!({}) }
    }

    /// Makes a success with this data.
    #[must_use]
    pub fn data(data: Value) -> Self {
        Self::Done { result: None, data }
    }

    /// Makes a failure.
    #[must_use]
    pub fn failed(error: ErrorType, cause: impl Into<String>) -> Self {
        Self::Failed { error, cause: cause.into() }
    }
}

/// One call of a function.
#[derive(Debug)]
pub struct FunctionCall<'a> {
    /// The function's ARN, with placeholders and paths filled in.
    pub arn: &'a str,
    /// The event as Amazon Connect sends it, with the `Name` `ContactFlowEvent` (page `connect-lambda-functions`).
    pub event: &'a Value,
    /// How long the flow still waits: the time limit without the time of earlier attempts.
    pub time_limit_ms: u64,
    /// `true` if the flow waits for the answer.
    pub synchronous: bool,
    /// `true` if the answer must be flat: an object whose values are all strings (`STRING_MAP`).
    pub flat: bool,
}

/// The answer of a function, and the time that it took.
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
    /// The result.
    pub result: FunctionResult,
    /// How long the function took; with `None` it is the time in [`crate::Pace`].
    pub took_ms: Option<u64>,
}

/// The ways in which a function call ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FunctionResult {
    /// The function answered.
    Answer(Value),
    /// The function failed, for this reason.
    Error(String),
    /// The function did not answer within the time limit.
    TimedOut,
}

impl FunctionAnswer {
    /// Makes an answer.
    #[must_use]
    pub fn answer(answer: Value) -> Self {
        Self { result: FunctionResult::Answer(answer), took_ms: None }
    }

    /// Makes a failure.
    #[must_use]
    pub fn error(reason: impl Into<String>) -> Self {
        Self { result: FunctionResult::Error(reason.into()), took_ms: None }
    }

    /// Makes a result without an answer within the time limit.
    #[must_use]
    pub fn timed_out() -> Self {
        Self { result: FunctionResult::TimedOut, took_ms: None }
    }

    /// Sets the time that the function took.
    #[must_use]
    pub fn taking(self, ms: u64) -> Self {
        Self { took_ms: Some(ms), ..self }
    }

    /// Returns the time and the result, for a flow that waits no longer than the limit.
    pub(crate) fn within(self, limit_ms: u64, usual_ms: u64) -> (u64, FunctionResult) {
        match self.result {
            FunctionResult::TimedOut => (limit_ms, FunctionResult::TimedOut),
            _ if self.took_ms.unwrap_or(usual_ms) > limit_ms => (limit_ms, FunctionResult::TimedOut),
            result => (self.took_ms.unwrap_or(usual_ms), result),
        }
    }
}

/// The hours of operation that a flow asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HoursOf<'a> {
    /// Hours of operation that the action names.
    Hours(&'a str),
    /// The hours of the target queue.
    Queue(&'a str),
}

/// The state of hours of operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Hours {
    /// Open now.
    Open,
    /// Closed now.
    Closed,
    /// There are no such hours of operation, so the action fails.
    Unknown,
}

/// The result when a call enters a queue.
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
