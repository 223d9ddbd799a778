//! A world from a file: the answers of functions and other services, and the queues with their hours and agents.

use std::collections::{BTreeMap, VecDeque};

use serde::Deserialize;
use serde_json::Value;

use super::{
    Agent, Answer, Dialled, Enqueue, FunctionAnswer, FunctionCall, FunctionResult, Hours, HoursOf, MetricOf, Request,
    World,
};

/// A world whose answers are given before the call, in Rust or as JSON.
///
/// A function is named by its ARN or a part of the ARN. Its answers come in order, and the last answer repeats. Any
/// other service is named by the action's `Identifier` or `Type`. A function without an answer fails, a queue that is
/// not given is open with one agent staffed, and any other service that is not given succeeds without data.
///
/// ```
/// use connect_flow::Given;
///
/// let world: Given = serde_json::from_str(r#"{
///     "functions": { "lookup": [{ "answer": { "tier": "gold" }, "took_ms": 90 }, { "error": "down" }, "timed_out"] },
///     "queues": { "billing": { "hours": "open", "staffed": 2, "waiting": 3, "agent": { "after_ms": 20000 } } },
///     "services": { "GetCustomerProfile": { "done": { "data": { "FirstName": "Asha" } } } },
///     "numbers": { "+911234567890": "no_answer" }
/// }"#)?;
/// # let _ = world;
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Given {
    /// The answers of functions.
    pub functions: BTreeMap<String, VecDeque<GivenAnswer>>,
    /// Queues, by id or ARN, or by a part of the ARN.
    pub queues: BTreeMap<String, GivenQueue>,
    /// Hours of operation that actions name.
    pub hours: BTreeMap<String, Hours>,
    /// The answers of other services.
    pub services: BTreeMap<String, OneOrMore<Answer>>,
    /// The results of calls to third parties, by number.
    pub numbers: BTreeMap<String, Dialled>,
}

/// One answer of a function: `{ "answer": … }` or `{ "error": … }`, both with an optional `"took_ms"`, or
/// `"timed_out"`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Value")]
pub struct GivenAnswer(pub FunctionAnswer);

impl TryFrom<Value> for GivenAnswer {
    type Error = String;

    fn try_from(written: Value) -> Result<Self, String> {
        let wrong = || {
            let forms = r#"{ "answer": … }, { "error": "…" }, both with "took_ms" if you like, or "timed_out""#;
            format!("a function answers {forms}; not {written}")
        };
        if written == "timed_out" {
            return Ok(Self(FunctionAnswer::timed_out()));
        }
        let given = written.as_object().ok_or_else(wrong)?;
        if given.keys().any(|key| !["answer", "error", "took_ms"].contains(&key.as_str())) {
            return Err(wrong());
        }
        let result = match (given.get("answer"), given.get("error").and_then(Value::as_str)) {
            (Some(answer), None) => FunctionResult::Answer(answer.clone()),
            (None, Some(error)) => FunctionResult::Error(error.to_owned()),
            _ => return Err(wrong()),
        };
        let took_ms = given.get("took_ms").map(|ms| ms.as_u64().ok_or_else(wrong)).transpose()?;
        Ok(Self(FunctionAnswer { result, took_ms }))
    }
}

/// One answer for every time, or a list of answers, whose last one repeats.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum OneOrMore<T> {
    /// The same answer every time.
    One(T),
    /// The answers one after the other; the last one repeats.
    More(VecDeque<T>),
}

impl<T: Clone> OneOrMore<T> {
    fn next(&mut self) -> Option<T> {
        match self {
            Self::One(one) => Some(one.clone()),
            Self::More(all) => next_of(all),
        }
    }
}

/// Takes the next answer. The last answer stays.
fn next_of<T: Clone>(all: &mut VecDeque<T>) -> Option<T> {
    if all.len() > 1 { all.pop_front() } else { all.front().cloned() }
}

/// A queue, in the same state during the whole call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GivenQueue {
    /// `$.Queue.Name`.
    pub name: Option<String>,
    /// The queue's hours of operation: open or closed.
    pub hours: Hours,
    /// The result when a call enters the queue.
    pub enqueue: Enqueue,
    /// Number of agents who are staffed, online and available.
    pub staffed: u64,
    /// Number of waiting calls.
    pub waiting: u64,
    /// Time that the oldest call has waited, in milliseconds.
    pub oldest_ms: u64,
    /// The agent who takes the call, if any.
    pub agent: Option<Agent>,
    /// The metrics that `GetMetricData` returns.
    pub metrics: Option<Value>,
}

impl Default for GivenQueue {
    fn default() -> Self {
        Self {
            name: None,
            hours: Hours::Open,
            enqueue: Enqueue::Queued,
            staffed: 1,
            waiting: 0,
            oldest_ms: 0,
            agent: None,
            metrics: None,
        }
    }
}

/// Returns the key of the map that fits a name: the whole name, or a part of the name, the last part first.
fn known<'n, T>(map: &BTreeMap<String, T>, name: &'n str) -> Option<&'n str> {
    std::iter::once(name).chain(name.rsplit(['/', ':'])).find(|part| map.contains_key(*part))
}

fn named<'m, T>(map: &'m BTreeMap<String, T>, name: &str) -> Option<&'m T> {
    map.get(known(map, name)?)
}

impl Given {
    fn queue(&self, name: &str) -> GivenQueue {
        named(&self.queues, name).cloned().unwrap_or_default()
    }

    /// Returns the next answer of a function, or `None` if no answer is given for it.
    pub fn next_answer(&mut self, arn: &str) -> Option<FunctionAnswer> {
        let name = known(&self.functions, arn)?;
        next_of(self.functions.get_mut(name)?).map(|answer| answer.0)
    }

    /// Returns true if an answer is given for this action.
    #[must_use]
    pub fn answers(&self, request: &Request<'_>) -> bool {
        [request.action, request.action_type].iter().any(|name| self.services.contains_key(*name))
    }
}

impl World for Given {
    fn invoke(&mut self, call: &FunctionCall<'_>) -> FunctionAnswer {
        let answer = self.next_answer(call.arn);
        answer.unwrap_or_else(|| FunctionAnswer::error(format!("no answer is given for `{}`", call.arn)))
    }

    fn hours(&mut self, of: HoursOf<'_>) -> Hours {
        match of {
            HoursOf::Hours(name) => named(&self.hours, name).copied().unwrap_or(Hours::Open),
            HoursOf::Queue(name) => self.queue(name).hours,
        }
    }

    fn enqueue(&mut self, queue: &str) -> Enqueue {
        self.queue(queue).enqueue
    }

    fn queue_name(&mut self, queue: &str) -> Option<String> {
        Some(self.queue(queue).name.unwrap_or_else(|| queue.rsplit(['/', ':']).next().unwrap_or(queue).to_owned()))
    }

    fn agent(&mut self, queue: &str) -> Option<Agent> {
        self.queue(queue).agent
    }

    fn metric(&mut self, of: &MetricOf<'_>) -> Option<u64> {
        let queue = self.queue(of.queue);
        Some(match of.metric {
            "NumberOfContactsInQueue" => queue.waiting,
            "OldestContactInQueueAgeSeconds" => queue.oldest_ms,
            _ => queue.staffed,
        })
    }

    fn metrics(&mut self, queue: Option<&str>) -> Option<Value> {
        self.queue(queue.unwrap_or_default()).metrics
    }

    fn dial(&mut self, number: &str) -> Dialled {
        self.numbers.get(number).copied().unwrap_or(Dialled::talk(60_000))
    }

    fn answer(&mut self, request: &Request<'_>) -> Answer {
        let name = if self.services.contains_key(request.action) { request.action } else { request.action_type };
        self.services.get_mut(name).and_then(OneOrMore::next).unwrap_or_else(Answer::done)
    }
}
