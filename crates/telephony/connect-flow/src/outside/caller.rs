//! The caller, whose part a test plays.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A caller on the telephone.
///
/// ```
/// use connect_flow::{Caller, Heard, Prompt, Reaction, Response};
///
/// /// Presses 1 if the prompt offers it, and hangs up during a recorded prompt.
/// struct Impatient;
///
/// impl Caller for Impatient {
///     fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
///         if prompt.text().contains("press 1") { Response::press("1").unwrap() } else { Response::Silence }
///     }
///     fn hear(&mut self, heard: &Heard<'_>) -> Reaction {
///         if heard.recording.is_some() { Reaction::HangUp { at_ms: 500 } } else { Reaction::Listen }
///     }
/// }
/// ```
pub trait Caller {
    /// Answers an input action. This method is called once for each such action, when its prompt begins.
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response;

    /// Hears a message that takes no input. By default the caller listens.
    fn hear(&mut self, heard: &Heard<'_>) -> Reaction {
        let _ = heard;
        Reaction::Listen
    }

    /// Returns how long the caller waits in a queue, or with a third party, before hanging up. With `None`, which is
    /// the default, the caller holds on.
    fn patience(&mut self) -> Option<u64> {
        None
    }

    /// Returns the time, from the start of the call, at which the caller hangs up whatever happens. This method is
    /// called once.
    fn hangs_up_at(&mut self) -> Option<u64> {
        None
    }
}

/// A caller's reaction to a message that takes no input. Times count from the start of the message. A time after the
/// end of the message counts as its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reaction {
    /// Listens.
    Listen,
    /// Hangs up.
    HangUp {
        /// When the caller hangs up.
        at_ms: u64,
    },
    /// Presses keys. They are kept for the next input if the flow has switched the DTMF buffer on, else they are lost.
    Press {
        /// The keys.
        keys: Keys,
        /// When the caller presses them.
        at_ms: u64,
    },
}

/// A message that is played to the caller.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    /// The action that plays it.
    pub action: &'a str,
    /// The words; `None` for a recorded prompt.
    pub text: Option<&'a str>,
    /// The SSML of the words, if they come from SSML.
    pub ssml: Option<&'a str>,
    /// The recorded prompt's id or address.
    pub recording: Option<&'a str>,
    /// When the message begins.
    pub at_ms: u64,
    /// Length of the message.
    pub ms: u64,
}

/// An input action, as the caller hears it.
#[derive(Debug, Clone, Copy)]
pub struct Prompt<'a> {
    /// The action that needs the input.
    pub action: &'a str,
    /// The message that is played first, if there is one; a key cuts it short.
    pub heard: Option<Heard<'a>>,
    /// The input that the action takes.
    pub input: Input<'a>,
    /// `true` if the call is being recorded, so that the caller's words are kept.
    pub recording: bool,
    /// How long the flow waits for the first key after the prompt has ended.
    pub time_limit_ms: u64,
    /// When the prompt begins.
    pub at_ms: u64,
}

impl<'a> Prompt<'a> {
    /// Returns the words of the prompt; empty if there are none.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.heard.and_then(|heard| heard.text).unwrap_or_default()
    }

    /// Returns a moment that is in time for a key: [`Moment::Usual`], or an earlier moment if the flow waits for at
    /// most two seconds.
    #[must_use]
    pub fn in_time(&self) -> Moment {
        match self.time_limit_ms {
            short @ ..=2_000 => Moment::AfterPrompt(short / 2),
            _ => Moment::Usual,
        }
    }
}

/// The input that an action takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input<'a> {
    /// One key of a menu.
    Menu {
        /// The keys for which the flow has a condition, in the order of the flow.
        keys: &'a [&'a str],
    },
    /// Digits, kept as `$.StoredCustomerInput`.
    Store {
        /// Number of digits that completes the input.
        maximum_length: usize,
        /// The keys that end the input earlier.
        terminator: &'a str,
    },
    /// Words or keys for a bot.
    Bot {
        /// The intents for which the flow has a condition.
        intents: &'a [&'a str],
    },
}

/// A caller's response to an input action.
///
/// ```
/// use connect_flow::{AfterSpeech, Keys, Moment, Response};
///
/// let in_the_middle = Response::Press { keys: Keys::read("1")?, at: Moment::FromStart(800) };
/// let a_note = Response::Speak { ms: 20_000, then: AfterSpeech::Press(Keys::read("#")?) };
/// assert_ne!(in_the_middle, a_note);
/// # Ok::<(), connect_flow::NotKeys>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case")]
#[non_exhaustive]
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
        /// How long the caller speaks.
        ms: u64,
        /// The caller's act at the end of these words.
        then: AfterSpeech,
    },
    /// Says something to a bot, from the end of the prompt on, at the speed of spoken prompts.
    Say {
        /// The words.
        words: String,
    },
    /// Hangs up.
    HangUp {
        /// When the caller hangs up.
        at: Moment,
    },
}

impl Response {
    /// Makes a response that presses keys, in the usual time after the prompt.
    ///
    /// # Errors
    ///
    /// If the text is not one or more keys.
    pub fn press(keys: &str) -> Result<Self, NotKeys> {
        Ok(Self::Press { keys: Keys::read(keys)?, at: Moment::Usual })
    }
}

/// A caller's act at the end of their words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterSpeech {
    /// Does nothing until the time limit has passed.
    Silence,
    /// Presses keys.
    Press(Keys),
    /// Hangs up.
    HangUp,
}

/// A moment within an input action.
///
/// A moment after the time limit is too late, because the action has ended by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// [`crate::Pace::key_press_ms`] after the prompt has ended.
    Usual,
    /// This many milliseconds after the prompt has begun. A moment before the prompt's end cuts the prompt short.
    FromStart(u64),
    /// This many milliseconds after the prompt has ended.
    AfterPrompt(u64),
}

/// One or more keys of a telephone: `0` to `9`, `*`, `#`.
///
/// ```
/// use connect_flow::Keys;
///
/// assert_eq!(Keys::read("12#").unwrap().as_str(), "12#");
/// assert!(Keys::read("twelve").is_err() && Keys::read("").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Keys(String);

/// The text is not one or more telephone keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("keys are one or more of `0` to `9`, `*` and `#`")]
pub struct NotKeys;

impl Keys {
    /// Reads keys.
    ///
    /// # Errors
    ///
    /// If the text is empty, or has another character than a key.
    pub fn read(keys: &str) -> Result<Self, NotKeys> {
        let all = !keys.is_empty() && keys.chars().all(is_key);
        all.then(|| Self(keys.to_owned())).ok_or(NotKeys)
    }

    /// Returns the keys as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Keys> for String {
    fn from(keys: Keys) -> Self {
        keys.0
    }
}

impl TryFrom<String> for Keys {
    type Error = NotKeys;

    fn try_from(keys: String) -> Result<Self, NotKeys> {
        Self::read(&keys)
    }
}

pub(crate) fn is_key(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '*' | '#')
}

/// A caller who gives prepared responses in order, and is silent after the last.
///
/// ```
/// use connect_flow::{Response, Script};
///
/// let caller = Script::new([Response::press("1")?, Response::Silence, Response::press("42#")?]);
/// # let _ = caller;
/// # Ok::<(), connect_flow::NotKeys>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Script {
    answers: VecDeque<Response>,
}

impl Script {
    /// Makes a caller with these responses.
    pub fn new(answers: impl IntoIterator<Item = Response>) -> Self {
        Self { answers: answers.into_iter().collect() }
    }
}

impl Caller for Script {
    fn respond(&mut self, _: &Prompt<'_>) -> Response {
        self.answers.pop_front().unwrap_or(Response::Silence)
    }
}
