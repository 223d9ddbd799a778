//! What happened in a call, in order, on the virtual clock.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

use crate::flow::ErrorType;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TraceEvent {
    /// When it began, from the start of the call.
    pub at_ms: u64,
    /// What it was.
    #[serde(flatten)]
    pub what: Happening,
}

/// The kinds of things that happen.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Happening {
    /// An action began.
    Action {
        /// Its `Identifier`.
        identifier: String,
        /// Its `Type`.
        action_type: &'static str,
    },
    /// The caller heard something.
    Heard {
        /// The words in full, even if cut short; none for a recorded prompt.
        text: Option<String>,
        /// The recorded prompt's id or address.
        recording: Option<String>,
        /// How much of it was heard.
        ms: u64,
    },
    /// The caller pressed keys that the flow took.
    Pressed {
        /// The keys.
        keys: String,
    },
    /// No key came in time.
    NoKey,
    /// The caller spoke.
    Spoke {
        /// For how long, until the action ended.
        ms: u64,
        /// Whether it was recorded.
        recorded: bool,
    },
    /// A function was called and ended.
    Invoked {
        /// The function.
        arn: String,
        /// What it was given in `Details.Parameters`.
        parameters: Value,
        /// The accepted answer, or why there was none.
        answer: Result<Value, String>,
        /// How long it took.
        ms: u64,
    },
    /// Contact attributes were set.
    AttributesSet {
        /// The new values.
        attributes: BTreeMap<String, String>,
    },
    /// The recording of the call went on or off.
    Recording {
        /// Which of the two.
        on: bool,
        /// Where this is in the one recording of the call, which leaves out the pauses.
        recording_ms: u64,
    },
    /// The call entered a queue.
    Queued {
        /// The queue as the flow names it.
        queue: String,
    },
    /// An action took an error branch.
    Failed {
        /// The error.
        error: ErrorType,
        /// Why, in words.
        cause: Cow<'static, str>,
    },
    /// Something that is allowed, and probably not meant.
    Warned {
        /// What it is.
        warning: Warning,
    },
    /// The run ended.
    Ended {
        /// How.
        how: Ended,
    },
}

/// Something that is allowed, and probably not meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Warning {
    /// A path had no value; in text it is read as nothing.
    #[error("`{path}` has no value")]
    NoValue {
        /// The path.
        path: String,
    },
    /// Amazon Connect's pages allow only strings in a flat answer.
    #[error("the answer's `{key}` is not a string; it is read as text")]
    NotAString {
        /// The key.
        key: String,
    },
    /// Keys that the action did not take.
    #[error("the keys `{keys}` were pressed after the input had ended and are lost")]
    KeysLost {
        /// The keys.
        keys: String,
    },
    /// A prompt without a word in it.
    #[error("the prompt has nothing to say")]
    NothingSaid,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Ended {
    /// The flow ended the call.
    FlowDisconnected,
    /// The caller ended the call.
    CallerHungUp,
    /// The call waits in a queue, where this flow ends.
    Queued {
        /// The queue as the flow names it.
        queue: String,
    },
    /// The flow could not go on.
    Stopped {
        /// The action at which it stopped.
        action: String,
        /// Why.
        reason: StopReason,
        /// What to do about it.
        remedy: &'static str,
    },
}

/// Why a flow could not go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum StopReason {
    /// More actions than any call needs.
    #[error("the flow ran {actions} actions without an end")]
    TooManyActions {
        /// How many.
        actions: u32,
    },
    /// An error without a branch to take it.
    #[error("the error `{error}` has no branch: {cause}")]
    NoBranch {
        /// The error.
        error: ErrorType,
        /// Why it came, in words.
        cause: Cow<'static, str>,
    },
}

impl StopReason {
    pub(crate) fn remedy(&self) -> &'static str {
        match self {
            Self::TooManyActions { .. } => "give every way round a loop an end, with `Loop` or a time limit",
            Self::NoBranch { .. } => "add this error, or `NoMatchingError`, to the action's `Errors`",
        }
    }
}
