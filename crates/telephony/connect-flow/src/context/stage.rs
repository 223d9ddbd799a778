//! What an action may touch while it runs: the contact, the clock and the people around it.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    flow::{ErrorType, Flow},
    language::{Part, Path, Template, Text},
    machine::{Callback, Flows},
    outside::{Agent, Caller, Heard, Told, World},
    pace::Pace,
    trace::{Ended, Happening, Role, TraceEvent, Warning},
};

use super::contact::Contact;

/// What an action came to.
#[derive(Debug)]
pub(crate) enum Then {
    /// Success.
    Next,
    /// A result that the conditions are held against; none when its path had no value.
    Result(Option<String>),
    /// An object as result: only `KeyExists` is held against its keys.
    Keys(Vec<String>),
}

/// Why an action did not succeed.
#[derive(Debug)]
pub(crate) enum Halt<'a> {
    Error(ErrorType, Cow<'static, str>),
    /// The flow is left.
    Leave(Leave<'a>),
}

/// How a flow is left.
#[derive(Debug)]
pub(crate) enum Leave<'a> {
    /// The call is over.
    End(Ended),
    /// Another flow goes on in its place.
    To { name: String, flow: &'a Flow },
    /// The contact waits in its target queue.
    Queue,
    /// An agent takes it.
    Agent(Agent),
    /// The flow is over: in a queue the contact goes on to wait, a whisper was heard, a module returns.
    Done,
    /// A module returns with a result.
    Return { result: Option<String>, data: Option<Value> },
}

impl Halt<'_> {
    /// The error without a name of its own.
    pub(crate) fn because(cause: impl Into<Cow<'static, str>>) -> Self {
        Self::Error(ErrorType::NoMatchingError, cause.into())
    }

    pub(crate) fn end(ended: Ended) -> Self {
        Self::Leave(Leave::End(ended))
    }
}

/// A stretch of the call that was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Take {
    /// When it began.
    pub start_ms: u64,
    /// When it ended.
    pub end_ms: u64,
}

/// Longest text that is filled in; what is longer is too long for anything that takes text.
const MAX_TEXT_BYTES: usize = 64 * 1024;
/// Most that the parameters of an action hold (assumed: as much as a function may answer).
const MAX_FILLED_BYTES: usize = 32 * 1024;
/// Most that is kept of what happened; a call that says more is stopped.
const MAX_TRACE_BYTES: usize = 64 * 1024 * 1024;

/// About as many bytes as the value takes.
pub(crate) fn weight(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().fold(8, |sum: usize, item| sum.saturating_add(weight(item))),
        Value::Object(map) => {
            map.iter().fold(8, |sum: usize, (key, item)| sum.saturating_add(key.len()).saturating_add(weight(item)))
        }
    }
}

pub(crate) struct Stage<'a, 'o> {
    pub contact: Contact,
    pub pace: Pace,
    pub placeholders: BTreeMap<String, String>,
    pub flows: Option<&'a Flows>,
    pub world: &'o mut dyn World,
    pub caller: &'o mut dyn Caller,
    pub observe: &'o mut dyn FnMut(&TraceEvent),
    pub now_ms: u64,
    pub trace: Option<Vec<TraceEvent>>,
    pub traced_bytes: usize,
    pub takes: Vec<Take>,
    pub recording_since: Option<u64>,
    /// How long functions took since the last prompt.
    pub functions_ms: u64,
    /// The flow that runs, by name, and what for.
    pub flow: String,
    pub role: Role,
    /// Which of all flows it is, whatever it is called.
    pub flow_id: usize,
    /// How deep in modules it is.
    pub depth: usize,
    pub actions_run: u32,
    /// When the caller hangs up, wherever the call then is.
    pub caller_leaves_at: Option<u64>,
    /// When the caller hangs up who waits for somebody.
    pub patience_until: Option<u64>,
    /// When an agent takes the call, and who.
    pub agent_comes: Option<(u64, Agent)>,
    /// When waiting in a queue is given up.
    pub waits_until: Option<u64>,
    /// When a whisper has lasted too long.
    pub whisper_until: Option<u64>,
    pub callbacks: Vec<Callback>,
    pub dice: fastrand::Rng,
}

impl<'a> Stage<'a, '_> {
    pub(crate) fn note(&mut self, what: Happening) {
        let event = TraceEvent { at_ms: self.now_ms, what };
        (self.observe)(&event);
        self.traced_bytes = self.traced_bytes.saturating_add(event.weight());
        if let Some(trace) = &mut self.trace {
            trace.push(event);
        }
    }

    /// Whether more has happened than can be kept.
    pub(crate) fn says_too_much(&self) -> bool {
        self.traced_bytes > MAX_TRACE_BYTES
    }

    pub(crate) fn warn(&mut self, warning: Warning) {
        self.note(Happening::Warned { warning });
    }

    /// Keeps what somebody outside said, so that the call can be replayed.
    pub(crate) fn told<T: Clone>(&mut self, answer: T, of: fn(T) -> Told) -> T {
        self.note(Happening::Told { answer: of(answer.clone()) });
        answer
    }

    /// How much of so much time passes before something interrupts it.
    pub(crate) fn until_interrupted(&self, ms: u64) -> u64 {
        let agent = self.agent_comes.as_ref().map(|(at, _)| *at);
        let moments = [self.caller_leaves_at, self.patience_until, agent, self.waits_until, self.whisper_until];
        let first = moments.into_iter().flatten().min();
        first.map_or(ms, |at| ms.min(at.saturating_sub(self.now_ms)))
    }

    /// Lets time pass, unless the caller hangs up, an agent takes the call or waiting is given up before.
    pub(crate) fn pass(&mut self, ms: u64) -> Result<(), Halt<'a>> {
        self.now_ms = self.now_ms.saturating_add(self.until_interrupted(ms));
        self.interrupted()
    }

    /// Lets time pass that nothing interrupts, because it has already been committed: what comes in it waits.
    pub(crate) fn pass_whole(&mut self, ms: u64) -> Result<(), Halt<'a>> {
        self.now_ms = self.now_ms.saturating_add(ms);
        self.interrupted()
    }

    /// Waits until something interrupts it: in a queue something always does, at the latest the longest wait.
    pub(crate) fn hold(&mut self) -> Halt<'a> {
        match self.pass(self.pace.longest_wait_ms) {
            Err(halt) => halt,
            Ok(()) => Halt::end(self.still_waiting()),
        }
    }

    fn still_waiting(&self) -> Ended {
        match self.contact.queue.clone().filter(|_| self.contact.queued) {
            Some(queue) => Ended::Queued { queue },
            None => Ended::FlowEnded,
        }
    }

    fn interrupted(&mut self) -> Result<(), Halt<'a>> {
        let past = |at: Option<u64>| at.is_some_and(|at| at <= self.now_ms);
        if past(self.caller_leaves_at) || past(self.patience_until) {
            return Err(Halt::end(Ended::CallerHungUp));
        }
        if past(self.agent_comes.as_ref().map(|(at, _)| *at))
            && let Some((_, agent)) = self.agent_comes.take()
        {
            return Err(Halt::Leave(Leave::Agent(agent)));
        }
        if past(self.waits_until) {
            return Err(Halt::end(self.still_waiting()));
        }
        if past(self.whisper_until) {
            self.warn(Warning::WhisperTooLong);
            return Err(Halt::end(Ended::FlowDisconnected));
        }
        Ok(())
    }

    /// The value behind a path, with a warning when there is none.
    pub(crate) fn value(&mut self, path: &Path) -> Option<Value> {
        let value = self.contact.value(path);
        if value.is_none() {
            self.warn(Warning::NoValue { path: path.raw.clone() });
        }
        value
    }

    /// The value behind a path as text; objects and arrays have none.
    pub(crate) fn leaf(&mut self, path: &Path) -> Option<String> {
        let leaf = self.contact.value(path).and_then(|value| match value {
            Value::String(text) => Some(text),
            Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        });
        if leaf.is_none() {
            self.warn(Warning::NoValue { path: path.raw.clone() });
        }
        leaf
    }

    /// The text with every path and placeholder filled in; what has no value is empty.
    pub(crate) fn text(&mut self, text: &Text) -> String {
        let mut filled = String::new();
        for part in &text.parts {
            match part {
                Part::Words(words) => filled.push_str(words),
                Part::Path(path) => filled.push_str(&self.leaf(path).unwrap_or_default()),
                // Checked before the run: `Machine` refuses a placeholder without a value.
                Part::Placeholder(name) => {
                    filled.push_str(self.placeholders.get(name).map_or("", String::as_str));
                }
            }
            if filled.len() > MAX_TEXT_BYTES {
                self.warn(Warning::CutOff);
                break;
            }
        }
        filled
    }

    /// A parameter of any shape, filled in; a text that is one path is the value as it is, null when there is none.
    pub(crate) fn fill(&mut self, template: &Template) -> Result<Value, Halt<'a>> {
        self.fill_within(template, &mut { MAX_FILLED_BYTES })
    }

    /// The same for the parameters of an action.
    pub(crate) fn fill_all(&mut self, entries: &[(Text, Template)]) -> Result<Value, Halt<'a>> {
        self.fill_entries(entries, &mut { MAX_FILLED_BYTES })
    }

    fn fill_within(&mut self, template: &Template, room: &mut usize) -> Result<Value, Halt<'a>> {
        let value = match template {
            Template::Text(text) => match text.whole_path() {
                Some(path) => self.value(path).unwrap_or(Value::Null),
                None => Value::String(self.text(text)),
            },
            Template::Number(number) => Value::Number(number.clone()),
            Template::Fixed(value) => Value::Bool(*value),
            Template::Null => Value::Null,
            Template::List(items) => {
                return items.iter().map(|item| self.fill_within(item, room)).collect();
            }
            Template::Map(entries) => return self.fill_entries(entries, room),
        };
        self.take_room(room, weight(&value))?;
        Ok(value)
    }

    fn fill_entries(&mut self, entries: &[(Text, Template)], room: &mut usize) -> Result<Value, Halt<'a>> {
        let mut filled = Map::new();
        for (name, item) in entries {
            let name = self.text(name);
            self.take_room(room, name.len())?;
            filled.insert(name, self.fill_within(item, room)?);
        }
        Ok(Value::Object(filled))
    }

    fn take_room(&self, room: &mut usize, bytes: usize) -> Result<(), Halt<'a>> {
        *room = room.checked_sub(bytes).ok_or_else(|| Halt::because("the parameters are larger than 32 KB"))?;
        Ok(())
    }

    /// The text of a parameter that the action cannot do without.
    pub(crate) fn needed(&mut self, text: &Text, what: &'static str) -> Result<String, Halt<'a>> {
        Some(self.text(text)).filter(|text| !text.is_empty()).ok_or_else(|| Halt::because(what))
    }

    /// A number that came from a path, or was fixed and checked when the flow was read.
    pub(crate) fn number(
        &mut self,
        text: &Text,
        range: std::ops::RangeInclusive<u64>,
        what: &'static str,
    ) -> Result<u64, Halt<'a>> {
        let number = self.text(text).parse().ok().filter(|number| range.contains(number));
        number.ok_or_else(|| Halt::because(what))
    }

    /// The flow with this id or ARN; none when it is known to be elsewhere.
    pub(crate) fn find(&mut self, reference: &str) -> Result<Option<(String, &'a Flow)>, Halt<'a>> {
        if let Some((name, flow)) = self.flows.and_then(|flows| flows.named(reference)) {
            return Ok(Some((name.to_owned(), flow)));
        }
        let there = self.world.flow_elsewhere(reference);
        if self.told(there, Told::FlowElsewhere) { Ok(None) } else { Err(Halt::because("there is no such flow")) }
    }

    /// Notes that so much of a prompt was heard, and lets its time pass.
    pub(crate) fn heard(&mut self, heard: &Heard<'_>, ms: u64) -> Result<(), Halt<'a>> {
        self.functions_ms = 0;
        let by_agent = self.role == Role::AgentWhisper;
        let ms = self.until_interrupted(ms);
        let (text, recording) = (heard.text.map(str::to_owned), heard.recording.map(str::to_owned));
        self.note(match by_agent {
            true => Happening::Whispered { text, recording, ms },
            false => Happening::Heard {
                text,
                recording,
                ms,
                ssml: heard.ssml.map(str::to_owned),
                voice: self.contact.voice.clone(),
            },
        });
        self.pass(ms)
    }

    /// Switches the recording; nothing happens when it is so already.
    pub(crate) fn record(&mut self, on: bool) {
        if on == self.recording_since.is_some() {
            return;
        }
        match self.recording_since.take() {
            Some(start_ms) => self.takes.push(Take { start_ms, end_ms: self.now_ms }),
            None => self.recording_since = Some(self.now_ms),
        }
        let recording_ms =
            self.takes.iter().fold(0, |sum: u64, take| sum.saturating_add(take.end_ms.saturating_sub(take.start_ms)));
        self.note(Happening::Recording { on, recording_ms });
    }
}
