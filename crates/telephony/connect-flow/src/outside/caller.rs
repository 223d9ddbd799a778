//! The person on the line, as a test plays them.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Someone on the telephone.
///
/// ```
/// use connect_flow::{Caller, Heard, Prompt, Reaction, Response};
///
/// /// Presses 1 wherever it leads somewhere, and hangs up in the music.
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
    /// Answers an input action. Called once for each, when its prompt begins.
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response;

    /// Hears a message that takes no input. Listens, unless told otherwise.
    fn hear(&mut self, heard: &Heard<'_>) -> Reaction {
        let _ = heard;
        Reaction::Listen
    }

    /// Is put into a queue, or on to somebody else: how long until they hang up, if nothing happens before. None, as
    /// long as nothing else is said, means that they hold on.
    fn patience(&mut self) -> Option<u64> {
        None
    }

    /// When they hang up at the latest, wherever the call then is, counted from its beginning. Asked once.
    fn hangs_up_at(&mut self) -> Option<u64> {
        None
    }
}

/// What a caller does in a message that takes no input. Moments count from its start; one later than the message
/// means at its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reaction {
    /// Listens.
    Listen,
    /// Hangs up.
    HangUp {
        /// When.
        at_ms: u64,
    },
    /// Presses keys: kept for the next input if the flow has switched the buffer on, and lost if not.
    Press {
        /// The keys.
        keys: Keys,
        /// When.
        at_ms: u64,
    },
}

/// A message that is played to the caller.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    /// The action that plays it.
    pub action: &'a str,
    /// The words; none for a recorded prompt.
    pub text: Option<&'a str>,
    /// The markup that the words come from, if it is SSML.
    pub ssml: Option<&'a str>,
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

    /// When somebody presses who means not to be late: as usual, or sooner where the flow waits for two seconds at most.
    #[must_use]
    pub fn in_time(&self) -> Moment {
        match self.time_limit_ms {
            short @ ..=2_000 => Moment::AfterPrompt(short / 2),
            _ => Moment::Usual,
        }
    }
}

/// What an input action takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
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
    /// Words or keys for a bot.
    Bot {
        /// The intents that lead somewhere.
        intents: &'a [&'a str],
    },
}

/// What the caller does at an input action.
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
        /// For how long.
        ms: u64,
        /// And then?
        then: AfterSpeech,
    },
    /// Says something to a bot, from the end of the prompt on, as fast as prompts are spoken.
    Say {
        /// The words.
        words: String,
    },
    /// Hangs up.
    HangUp {
        /// When.
        at: Moment,
    },
}

impl Response {
    /// Presses keys in the usual time after the prompt.
    ///
    /// # Errors
    ///
    /// When the text is not one or more keys.
    pub fn press(keys: &str) -> Result<Self, NotKeys> {
        Ok(Self::Press { keys: Keys::read(keys)?, at: Moment::Usual })
    }
}

/// What follows the caller's words, at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// [`crate::Pace::key_press_ms`] after the prompt has ended.
    Usual,
    /// So many milliseconds after the prompt has begun: earlier than its end is in the middle of it.
    FromStart(u64),
    /// So many milliseconds after the prompt has ended.
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

/// The text is not a row of telephone keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("keys are one or more of `0` to `9`, `*` and `#`")]
pub struct NotKeys;

impl Keys {
    /// Reads keys.
    ///
    /// # Errors
    ///
    /// When there is none, or something else among them.
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

/// A caller who gives prepared answers in order, and is silent after the last.
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
