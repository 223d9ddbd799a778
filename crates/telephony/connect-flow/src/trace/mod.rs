//! The trace of a call: its events in order, on the virtual clock.

mod tell;
mod weight;

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

pub(crate) use self::weight::weight;
use crate::{model::ErrorType, outside::Told};

/// One event of a call. As JSON it is an object with `at_ms`, `event` and the event's own fields; as text it is a line
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
    /// When the event began, from the start of the call.
    pub at_ms: u64,
    /// The event.
    #[serde(flatten)]
    pub what: Happening,
}

/// The kinds of events.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Happening {
    /// A flow began.
    Entered {
        /// The flow's name.
        flow: String,
        /// The role in which it runs.
        role: Role,
    },
    /// A module returned.
    Returned {
        /// The flow that continues.
        flow: String,
    },
    /// Amazon Connect publishes a contact event (page `contact-events`).
    Contact {
        /// The contact event.
        #[serde(flatten)]
        told: ContactEvent,
    },
    /// The caller or the world answered a question. From these answers the call can be replayed.
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
        /// The branch that was taken.
        branch: Branch,
        /// The `Identifier` of the next action.
        to: String,
    },
    /// The agent heard something that the caller did not.
    Whispered {
        /// The words; `None` for a recorded prompt.
        text: Option<String>,
        /// The recorded prompt's id or address.
        recording: Option<String>,
        /// How long it was heard.
        ms: u64,
    },
    /// The caller heard something.
    Heard {
        /// The words in full, even if the prompt was cut short; `None` for a recorded prompt.
        text: Option<String>,
        /// The recorded prompt's id or address.
        recording: Option<String>,
        /// How long it was heard.
        ms: u64,
        /// The SSML of the words, if they came from SSML.
        ssml: Option<String>,
        /// The voice that spoke.
        voice: String,
    },
    /// The caller pressed keys that the flow used.
    Pressed {
        /// The keys.
        keys: String,
    },
    /// No key came in time.
    NoKey,
    /// The caller spoke.
    Spoke {
        /// How long the caller spoke, until the action ended.
        ms: u64,
        /// `true` if the words were recorded.
        recorded: bool,
    },
    /// A function was called, and answered or failed.
    Invoked {
        /// The function.
        arn: String,
        /// The function's `Details.Parameters`.
        parameters: Value,
        /// The accepted answer, or the reason for none.
        answer: Result<Value, String>,
        /// How long the function took, with all attempts.
        ms: u64,
        /// Number of attempts.
        attempts: u32,
    },
    /// A service other than a function was asked and answered.
    Asked {
        /// The parameters of the request.
        parameters: Value,
        /// The answer, with the result and the data, or the reason for none.
        answer: Result<Value, String>,
    },
    /// A third party was called for the caller.
    Dialled {
        /// The number.
        number: String,
        /// How long the third party and the caller talk, unless the caller hangs up before; `None` if nobody was
        /// reached.
        talk_ms: Option<u64>,
    },
    /// Contact attributes were set.
    AttributesSet {
        /// The new values.
        attributes: BTreeMap<String, String>,
    },
    /// Flow attributes were set.
    FlowAttributesSet {
        /// The new values.
        attributes: BTreeMap<String, String>,
    },
    /// The recording of the call was switched on or off.
    Recording {
        /// `true` if it was switched on.
        on: bool,
        /// The position of this moment in the call's single recording, which leaves out the pauses.
        recording_ms: u64,
    },
    /// The recording of the conversation with an agent began.
    ConversationRecorded {
        /// The recorded participants: `Agent`, `Customer`.
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
        /// The cause, in words.
        cause: Cow<'static, str>,
    },
    /// The flow did something that is allowed, but probably not intended.
    Warned {
        /// The warning.
        warning: Warning,
    },
    /// The run ended.
    Ended {
        /// How the run ended.
        how: Ended,
    },
}

/// The role in which a flow runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// The first flow of an inbound or outbound call, and the flows that the call is transferred to.
    Inbound,
    /// A module that a flow invokes.
    Module,
    /// The flow of a call that waits in a queue.
    CustomerQueue,
    /// The flow that an agent hears before talking with the caller.
    AgentWhisper,
    /// The flow that the caller hears before talking with the agent.
    CustomerWhisper,
    /// The flow that a called person hears before talking with the agent.
    OutboundWhisper,
    /// The flow of a call whose agent has hung up.
    CustomerRemaining,
}

/// The branch by which one action led to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Branch {
    /// By `NextAction`.
    Next,
    /// By a condition.
    Condition {
        /// The condition's index, from 0.
        index: usize,
    },
    /// By an error branch.
    Error {
        /// The error of the branch. The branch of `NoMatchingError` is also for errors without a branch of their own.
        error: ErrorType,
    },
}

/// The contact events of Amazon Connect (page `contact-events`) that depend on a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "contact_event", rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum ContactEvent {
    /// The call came in or was placed.
    Initiated,
    /// The contact waits in a queue.
    Queued,
    /// An agent talks to the caller.
    ConnectedToAgent {
        /// The agent's user name.
        user_name: String,
    },
    /// The call is over.
    Disconnected {
        /// `CUSTOMER_DISCONNECT`, `AGENT_DISCONNECT`, `THIRD_PARTY_DISCONNECT` or `CONTACT_FLOW_DISCONNECT`.
        reason: &'static str,
    },
    /// The work after the call is over, too.
    Completed,
}

/// Something that is allowed, but probably not intended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Warning {
    /// A path had no value. In a text it becomes an empty string.
    #[error("`{path}` has no value")]
    NoValue {
        /// The path.
        path: String,
    },
    /// A value in a flat answer is no string. Amazon Connect's pages allow only strings there.
    #[error("the answer's `{key}` is not a string; it is read as text")]
    NotAString {
        /// The key.
        key: String,
    },
    /// The caller pressed keys that no action used.
    #[error("the keys `{keys}` were pressed when nothing took them and are lost")]
    KeysLost {
        /// The keys.
        keys: String,
    },
    /// A prompt has no words and no pause.
    #[error("the prompt has nothing to say")]
    NothingSaid,
    /// A hook names a flow that was not given.
    #[error("the flow `{flow}` for `{hook}` is none of those given, so nothing is heard of it")]
    FlowNotHere {
        /// The hook.
        hook: &'static str,
        /// The flow, as the action names it.
        flow: String,
    },
    /// A module was not given, so the world answers for it.
    #[error("the module `{module}` is none of those given; what it returns is made up")]
    ModuleNotHere {
        /// The module, as the action names it.
        module: String,
    },
    /// A whisper lasted more than two minutes, which ends the call.
    #[error("the whisper lasts more than 2 minutes, and the call is disconnected")]
    WhisperTooLong,
    /// A text is longer than any parameter may be.
    #[error("the text is longer than 64 KB and was cut off")]
    CutOff,
    /// The DTMF buffer, which holds 30 keys, is full.
    #[error("the keys `{keys}` were pressed when the buffer was full and are lost")]
    BufferFull {
        /// The keys.
        keys: String,
    },
}

/// The way in which a run ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Ended {
    /// The flow ended the call.
    FlowDisconnected,
    /// The caller ended the call.
    CallerHungUp,
    /// The agent ended the call, and no flow follows.
    AgentHungUp,
    /// The third party, to whom the call was transferred for good, ended the call.
    ThirdPartyHungUp,
    /// The call still waits in a queue.
    Queued {
        /// The queue as the flow names it.
        queue: String,
    },
    /// The flow is over, and nothing follows it in this run: a whisper, or a module that no flow invoked.
    FlowEnded,
    /// The call was transferred to a flow that was not given.
    LeftFor {
        /// The flow, as the action names it.
        flow: String,
    },
    /// The flow could not continue.
    Stopped {
        /// The action at which it stopped.
        action: String,
        /// The reason.
        reason: StopReason,
        /// The remedy.
        remedy: &'static str,
    },
}

impl Ended {
    pub(crate) fn stopped(action: &str, reason: StopReason) -> Self {
        Self::Stopped { action: action.to_owned(), remedy: reason.remedy(), reason }
    }

    /// Returns the `disconnectReason` of the contact event and the contact record (page `ctr-data-model`), or `None` if
    /// the contact continues.
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

/// The reason why a flow could not continue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum StopReason {
    /// The call ran more actions than any call needs.
    #[error("the flow ran {actions} actions without an end")]
    TooManyActions {
        /// Number of actions.
        actions: u32,
    },
    /// An error has no branch.
    #[error("the error `{error}` has no branch: {cause}")]
    NoBranch {
        /// The error.
        error: ErrorType,
        /// The cause of the error, in words.
        cause: Cow<'static, str>,
    },
    /// The action's type is not known.
    #[error("the action type `{action_type}` is not known")]
    UnknownType {
        /// The type.
        action_type: String,
    },
    /// The trace is larger than its limit.
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
