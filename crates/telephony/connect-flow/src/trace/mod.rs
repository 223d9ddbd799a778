//! What happened in a call, in order, on the virtual clock.

mod tell;
mod weight;

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

pub(crate) use self::weight::weight;
use crate::{model::ErrorType, outside::Told};

/// One thing that happened. As JSON it is an object with `at_ms`, `event` and what belongs to it; as text it is a line
/// for people.
///
/// ```
/// use connect_flow::{Happening, TraceEvent};
///
/// let event = TraceEvent { at_ms: 83_120, what: Happening::Pressed { keys: "1".to_owned() } };
/// assert_eq!(event.to_string(), "  1:23.1 presses 1");
/// assert_eq!(serde_json::to_string(&event)?, r#"{"at_ms":83120,"event":"pressed","keys":"1"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
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
    /// A flow began.
    Entered {
        /// Its name.
        flow: String,
        /// What for.
        role: Role,
    },
    /// A module returned.
    Returned {
        /// The flow that goes on.
        flow: String,
    },
    /// Amazon Connect tells the world about the contact (page `contact-events`).
    Contact {
        /// What it tells.
        #[serde(flatten)]
        told: ContactEvent,
    },
    /// Somebody outside was asked, and answered. With these the call can be replayed.
    Told {
        /// The answer.
        answer: Told,
    },
    /// An action began.
    Action {
        /// Its `Identifier`.
        identifier: String,
        /// Its `Type`.
        action_type: Cow<'static, str>,
    },
    /// An action led to the next one.
    Went {
        /// By which branch.
        branch: Branch,
        /// The `Identifier` of the next action.
        to: String,
    },
    /// The agent heard something that the caller did not.
    Whispered {
        /// The words; none for a recorded prompt.
        text: Option<String>,
        /// The recorded prompt's id or address.
        recording: Option<String>,
        /// How much of it was heard.
        ms: u64,
    },
    /// The caller heard something.
    Heard {
        /// The words in full, even if cut short; none for a recorded prompt.
        text: Option<String>,
        /// The recorded prompt's id or address.
        recording: Option<String>,
        /// How much of it was heard.
        ms: u64,
        /// The markup, when the words came in SSML.
        ssml: Option<String>,
        /// The voice that spoke.
        voice: String,
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
        /// How long it took, repetitions included.
        ms: u64,
        /// How often it was called.
        attempts: u32,
    },
    /// A service other than a function was asked and answered.
    Asked {
        /// What it was given.
        parameters: Value,
        /// What it answered: the result and the data, or why there was none.
        answer: Result<Value, String>,
    },
    /// A number was called, for the caller to talk to.
    Dialled {
        /// The number.
        number: String,
        /// How long they talk, unless the caller hangs up before; none when nobody was reached.
        talk_ms: Option<u64>,
    },
    /// Contact attributes were set.
    AttributesSet {
        /// The new values.
        attributes: BTreeMap<String, String>,
    },
    /// Attributes of the flow were set.
    FlowAttributesSet {
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
    /// From here on what they say to each other is recorded.
    ConversationRecorded {
        /// Whose voices: `Agent`, `Customer`.
        participants: Vec<String>,
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

/// What a flow runs for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// A call that comes in or was placed, and flows that it is handed on to.
    Inbound,
    /// A module, on behalf of a flow.
    Module,
    /// A call that waits in a queue.
    CustomerQueue,
    /// What an agent hears before the caller is put through.
    AgentWhisper,
    /// What the caller hears before.
    CustomerWhisper,
    /// What somebody hears who was called.
    OutboundWhisper,
    /// A call whose agent has hung up.
    CustomerRemaining,
}

/// How one action led to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Branch {
    /// By `NextAction`.
    Next,
    /// By a condition.
    Condition {
        /// Which of them, from 0.
        index: usize,
    },
    /// By an error branch.
    Error {
        /// The error whose branch it is: `NoMatchingError` also takes those that have none.
        error: ErrorType,
    },
}

/// What Amazon Connect tells about a contact (page `contact-events`), as far as a flow decides it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "contact_event", rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum ContactEvent {
    /// The call came in or was placed.
    Initiated,
    /// It waits in a queue.
    Queued,
    /// An agent talks to the caller.
    ConnectedToAgent {
        /// Which one.
        user_name: String,
    },
    /// The call is over.
    Disconnected {
        /// `CUSTOMER_DISCONNECT`, `AGENT_DISCONNECT`, `THIRD_PARTY_DISCONNECT` or `CONTACT_FLOW_DISCONNECT`.
        reason: &'static str,
    },
    /// And so is what comes after it.
    Completed,
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
    /// Keys that no action took.
    #[error("the keys `{keys}` were pressed when nothing took them and are lost")]
    KeysLost {
        /// The keys.
        keys: String,
    },
    /// A prompt without a word in it.
    #[error("the prompt has nothing to say")]
    NothingSaid,
    /// A hook names a flow that is none of those given.
    #[error("the flow `{flow}` for `{hook}` is none of those given, so nothing is heard of it")]
    FlowNotHere {
        /// The hook.
        hook: &'static str,
        /// The flow as it is named.
        flow: String,
    },
    /// A module is none of those given, and what it would return is the world's to say.
    #[error("the module `{module}` is none of those given; what it returns is made up")]
    ModuleNotHere {
        /// The module as it is named.
        module: String,
    },
    /// A whisper of more than two minutes, which ends the call.
    #[error("the whisper lasts more than 2 minutes, and the call is disconnected")]
    WhisperTooLong,
    /// A text that grew beyond anything that takes it.
    #[error("the text is longer than 64 KB and was cut off")]
    CutOff,
    /// Amazon Connect keeps 30 keys for later.
    #[error("the keys `{keys}` were pressed when the buffer was full and are lost")]
    BufferFull {
        /// The keys.
        keys: String,
    },
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Ended {
    /// The flow ended the call.
    FlowDisconnected,
    /// The caller ended the call.
    CallerHungUp,
    /// The agent ended the call, and no flow was to follow.
    AgentHungUp,
    /// Somebody else, to whom the caller was put through for good, ended the call.
    ThirdPartyHungUp,
    /// The call still waits in a queue.
    Queued {
        /// The queue as the flow names it.
        queue: String,
    },
    /// The flow is over, and nothing follows it here: a whisper, or a module that nobody called.
    FlowEnded,
    /// The call went on to a flow that is not among those given.
    LeftFor {
        /// The flow as it is named.
        flow: String,
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

impl Ended {
    pub(crate) fn stopped(action: &str, reason: StopReason) -> Self {
        Self::Stopped { action: action.to_owned(), remedy: reason.remedy(), reason }
    }

    /// The `disconnectReason` of the contact's events and record (page `ctr-data-model`); none while it goes on.
    pub(crate) fn disconnect_reason(&self) -> Option<&'static str> {
        match self {
            Self::CallerHungUp => Some("CUSTOMER_DISCONNECT"),
            Self::AgentHungUp => Some("AGENT_DISCONNECT"),
            Self::ThirdPartyHungUp => Some("THIRD_PARTY_DISCONNECT"),
            Self::FlowDisconnected | Self::FlowEnded | Self::Stopped { .. } => Some("CONTACT_FLOW_DISCONNECT"),
            Self::Queued { .. } | Self::LeftFor { .. } => None,
        }
    }
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
    /// An action of a type that is in no reference.
    #[error("the action type `{action_type}` is not known")]
    UnknownType {
        /// The type.
        action_type: String,
    },
    /// More was said, asked and set than a trace holds.
    #[error("the call said more than 64 MB")]
    TooMuchSaid,
}

impl StopReason {
    pub(crate) fn remedy(&self) -> &'static str {
        match self {
            Self::TooManyActions { .. } => "give every way round a loop an end, with `Loop` or a time limit",
            Self::NoBranch { error: ErrorType::NoMatchingCondition, .. } => {
                "add a condition for this result, or `NoMatchingCondition` to the action's `Errors`"
            }
            Self::NoBranch { .. } => "add this error, or `NoMatchingError`, to the action's `Errors`",
            Self::UnknownType { .. } => "check the spelling, or take it out of the flow for a run here",
            Self::TooMuchSaid => "say less in the flow, or answer less from its functions",
        }
    }
}
