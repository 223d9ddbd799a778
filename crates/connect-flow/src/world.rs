//! What surrounds a call: functions, opening hours and queues, supplied by a test.

use serde_json::Value;

/// The services that a flow asks.
pub trait World {
    /// Answers a function call.
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
}

/// One call of a function.
#[derive(Debug)]
pub struct FunctionCall<'a> {
    /// The function, after placeholders and paths were resolved.
    pub arn: &'a str,
    /// The event as Amazon Connect sends it, `Name` `ContactFlowEvent` (page `connect-lambda-functions`).
    pub event: &'a Value,
    /// How long the flow waits, at most 8 seconds.
    pub time_limit_ms: u64,
}

/// What came back from a function, and after how long.
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionAnswer {
    /// What came back.
    pub result: FunctionResult,
    /// How long it took; none means as long as the [`crate::Pace`] says.
    pub took_ms: Option<u64>,
}

/// The ways in which a function call ends.
#[derive(Debug, Clone, PartialEq)]
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
}

/// Whose hours a flow asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoursOf<'a> {
    /// Hours of operation that the action names.
    Hours(&'a str),
    /// The hours of the target queue.
    Queue(&'a str),
}

/// Whether it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// Open now.
    Open,
    /// Closed now.
    Closed,
    /// No such hours: the action fails.
    Unknown,
}

/// What a queue did with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enqueue {
    /// The call waits in the queue.
    Queued,
    /// The queue is full.
    AtCapacity,
    /// There is no such queue, or it is disabled.
    Failed,
}

impl FunctionAnswer {
    /// How long it took and what came back, when nobody waits longer than the limit.
    pub(crate) fn within(self, limit_ms: u64, usual_ms: u64) -> (u64, FunctionResult) {
        match self.result {
            FunctionResult::TimedOut => (limit_ms, FunctionResult::TimedOut),
            _ if self.took_ms.unwrap_or(usual_ms) > limit_ms => (limit_ms, FunctionResult::TimedOut),
            result => (self.took_ms.unwrap_or(usual_ms), result),
        }
    }
}
