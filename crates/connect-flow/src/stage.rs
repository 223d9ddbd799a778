//! What an action may touch while it runs: the contact, the clock and the people around it.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;
use serde_json::Value;

use crate::{
    caller::{Caller, Heard},
    contact::Contact,
    flow::ErrorType,
    pace::Pace,
    path::Path,
    text::{Part, Text},
    trace::{Ended, Happening, TraceEvent, Warning},
    world::World,
};

/// What an action came to.
#[derive(Debug)]
pub(crate) enum Then {
    /// Success.
    Next,
    /// A result that the conditions are held against; none when its path had no value.
    Result(Option<String>),
}

/// Why an action did not succeed.
#[derive(Debug)]
pub(crate) enum Halt {
    Error(ErrorType, Cow<'static, str>),
    End(Ended),
}

impl Halt {
    /// The error without a name of its own.
    pub(crate) fn because(cause: impl Into<Cow<'static, str>>) -> Self {
        Self::Error(ErrorType::NoMatchingError, cause.into())
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

pub(crate) struct Stage<'a> {
    pub contact: Contact,
    pub pace: Pace,
    pub placeholders: BTreeMap<String, String>,
    pub world: &'a mut dyn World,
    pub caller: &'a mut dyn Caller,
    pub observe: &'a mut dyn FnMut(&TraceEvent),
    pub now_ms: u64,
    pub trace: Vec<TraceEvent>,
    pub takes: Vec<Take>,
    pub recording_since: Option<u64>,
    /// How often each `Loop` went round, by identifier.
    pub rounds: BTreeMap<String, u64>,
    /// How long functions took since the last prompt.
    pub functions_ms: u64,
}

impl Stage<'_> {
    pub(crate) fn note(&mut self, what: Happening) {
        let event = TraceEvent { at_ms: self.now_ms, what };
        (self.observe)(&event);
        self.trace.push(event);
    }

    pub(crate) fn warn(&mut self, warning: Warning) {
        self.note(Happening::Warned { warning });
    }

    pub(crate) fn pass(&mut self, ms: u64) {
        self.now_ms = self.now_ms.saturating_add(ms);
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
                // Checked before the run: `Machine::new` refuses a placeholder without a value.
                Part::Placeholder(name) => {
                    filled.push_str(self.placeholders.get(name).map_or("", String::as_str));
                }
            }
        }
        filled
    }

    /// The text of a parameter that the action cannot do without.
    pub(crate) fn needed(&mut self, text: &Text, what: &'static str) -> Result<String, Halt> {
        Some(self.text(text)).filter(|text| !text.is_empty()).ok_or_else(|| Halt::because(what))
    }

    /// A number that came from a path, or was fixed and checked when the flow was read.
    pub(crate) fn number(
        &mut self,
        text: &Text,
        range: std::ops::RangeInclusive<u64>,
        what: &'static str,
    ) -> Result<u64, Halt> {
        let number = self.text(text).parse().ok().filter(|number| range.contains(number));
        number.ok_or_else(|| Halt::because(what))
    }

    /// Notes that so much of a prompt was heard, and lets its time pass.
    pub(crate) fn heard(&mut self, heard: &Heard<'_>, ms: u64) {
        self.functions_ms = 0;
        self.note(Happening::Heard {
            text: heard.text.map(str::to_owned),
            recording: heard.recording.map(str::to_owned),
            ms,
        });
        self.pass(ms);
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
