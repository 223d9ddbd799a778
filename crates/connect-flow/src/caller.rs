//! The person on the line, as a test plays them.

use std::collections::VecDeque;

use serde::Serialize;
use thiserror::Error;

/// Someone on the telephone.
pub trait Caller {
    /// Answers an input action. Called once for each, when its prompt begins.
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response;

    /// Hears a message that takes no input. To hang up, gives the moment, counted from its start;
    /// one later than the message means at its end.
    fn hear(&mut self, heard: &Heard<'_>) -> Option<u64> {
        let _ = heard;
        None
    }
}

/// A message that is played to the caller.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    /// The action that plays it.
    pub action: &'a str,
    /// The words; none for a recorded prompt.
    pub text: Option<&'a str>,
    /// The recorded prompt's id or address.
    pub recording: Option<&'a str>,
    /// When it begins.
    pub at_ms: u64,
    /// How long it is.
    pub ms: u64,
}

/// An input action as the caller meets it.
#[derive(Debug, Clone, Copy)]
pub struct Prompt<'a> {
    /// The action that asks.
    pub action: &'a str,
    /// What is played first, if anything; a key cuts it short.
    pub heard: Option<Heard<'a>>,
    /// What is asked for.
    pub input: Input<'a>,
    /// Whether the call is being recorded, so that words are kept.
    pub recording: bool,
    /// How long the flow waits for the first key once the prompt has ended.
    pub time_limit_ms: u64,
    /// When the prompt begins.
    pub at_ms: u64,
}

impl<'a> Prompt<'a> {
    /// The words of the prompt; empty for none.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.heard.and_then(|heard| heard.text).unwrap_or_default()
    }
}

/// What an input action takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input<'a> {
    /// One key of a menu.
    Menu {
        /// The keys that lead somewhere, in the order of the flow.
        keys: &'a [&'a str],
    },
    /// Digits, kept as `$.StoredCustomerInput`.
    Store {
        /// How many digits end it.
        maximum_length: usize,
        /// The keys that end it earlier.
        terminator: &'a str,
    },
}

/// What the caller does at an input action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Response {
    /// Nothing.
    Silence,
    /// Presses keys, each [`crate::Pace::key_press_ms`] after the one before.
    Press {
        /// The keys.
        keys: Keys,
        /// When the first is pressed.
        at: Moment,
    },
    /// Speaks from the end of the prompt on.
    Speak {
        /// For how long.
        ms: u64,
        /// And then?
        then: AfterSpeech,
    },
    /// Hangs up.
    HangUp {
        /// When.
        at: Moment,
    },
}

impl Response {
    /// Presses keys in the usual time after the prompt.
    pub fn press(keys: &str) -> Result<Self, NotKeys> {
        Ok(Self::Press { keys: Keys::read(keys)?, at: Moment::Usual })
    }
}

/// What follows the caller's words, at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AfterSpeech {
    /// Nothing: the time limit passes.
    Silence,
    /// Keys.
    Press(Keys),
    /// The end of the call.
    HangUp,
}

/// A moment within an input action.
///
/// One that comes after the time limit is too late: the action has ended by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// [`crate::Pace::key_press_ms`] after the prompt has ended.
    Usual,
    /// So many milliseconds after the prompt has begun: earlier than its end is in the middle of it.
    FromStart(u64),
    /// So many milliseconds after the prompt has ended.
    AfterPrompt(u64),
}

/// One or more keys of a telephone: `0` to `9`, `*`, `#`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Keys(String);

/// The text is not a row of telephone keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("keys are one or more of `0` to `9`, `*` and `#`")]
pub struct NotKeys;

impl Keys {
    /// Reads keys.
    pub fn read(keys: &str) -> Result<Self, NotKeys> {
        let all = !keys.is_empty() && keys.chars().all(is_key);
        all.then(|| Self(keys.to_owned())).ok_or(NotKeys)
    }

    /// The keys as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

pub(crate) fn is_key(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '*' | '#')
}

/// A caller who gives prepared answers in order, and is silent after the last.
#[derive(Debug, Clone, Default)]
pub struct Script {
    answers: VecDeque<Response>,
}

impl Script {
    /// A caller with these answers.
    pub fn new(answers: impl IntoIterator<Item = Response>) -> Self {
        Self { answers: answers.into_iter().collect() }
    }
}

impl Caller for Script {
    fn respond(&mut self, _: &Prompt<'_>) -> Response {
        self.answers.pop_front().unwrap_or(Response::Silence)
    }
}
