//! A flow that was read and can be run.

use std::{borrow::Cow, collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use crate::{
    actions::Act,
    language::{Document, Operator, Text},
    problem::{Fault, ReadError},
    read,
};

/// A flow or module of which every action is understood and leads somewhere.
///
/// ```
/// use connect_flow::Flow;
///
/// let flow = Flow::read(r#"{
///     "Version": "2019-10-30", "StartAction": "hello",
///     "Actions": [
///         { "Identifier": "hello", "Type": "MessageParticipant",
///           "Parameters": { "Text": "Welcome to ${Town}.", "Txet": "?" }, "Transitions": { "NextAction": "bye" } },
///         { "Identifier": "bye", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {} }
///     ]
/// }"#)?;
/// assert_eq!(flow.placeholders().collect::<Vec<_>>(), ["Town"]);
/// let remark = &flow.remarks()[0];
/// assert_eq!((remark.line, remark.help()), (5, "did you mean `Text`?".to_owned()));
/// # Ok::<(), connect_flow::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Flow {
    pub(crate) start: usize,
    pub(crate) actions: Vec<Action>,
    pub(crate) placeholders: BTreeSet<String>,
    pub(crate) remarks: Vec<Fault>,
    pub(crate) document: Document,
}

impl Flow {
    /// Reads the content of a flow or module, or an API's answer that holds it.
    ///
    /// # Errors
    ///
    /// Everything that leaves doubt about how the flow runs, in the order of the document: a missing or wrong
    /// parameter, a branch that must be there, a transition to nowhere.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        read::flow(text)
    }

    /// Reads a flow of one's own, in which nothing may be left to doubt.
    ///
    /// # Errors
    ///
    /// As [`Flow::read`], and when there is anything to remark.
    pub fn read_strictly(text: &str) -> Result<Self, ReadError> {
        let flow = Self::read(text)?;
        if flow.remarks.is_empty() { Ok(flow) } else { Err(ReadError { faults: flow.remarks }) }
    }

    /// What is unusual about the flow and no reason not to run it: a key, a branch or an action type that is not
    /// known and so not taken into account, a branch that can never be taken, a foreign placeholder.
    #[must_use]
    pub fn remarks(&self) -> &[Fault] {
        &self.remarks
    }

    /// What was read.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The names that the deployment must replace, written `${Name}`.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.placeholders.iter().map(String::as_str)
    }

    /// The `Identifier` and `Type` of every action, in the order of the document.
    pub fn actions(&self) -> impl Iterator<Item = (&str, &str)> {
        self.actions.iter().map(|action| (action.identifier.as_str(), &*action.action_type))
    }

    /// Whether only a call that waits in a queue can go through it: its metadata say so, or its actions do.
    #[must_use]
    pub fn runs_in_queue(&self) -> bool {
        const ONLY_THERE: [&str; 2] = ["MessageParticipantIteratively", "DequeueContactAndTransferToQueue"];
        let by_name = self.document.flow_type().is_some_and(|name| name.eq_ignore_ascii_case("customerQueue"));
        !self.document.is_module() && (by_name || self.actions().any(|(_, name)| ONLY_THERE.contains(&name)))
    }

    /// The name in its metadata, else `flow`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.document.name().unwrap_or("flow")
    }
}

#[derive(Debug)]
pub(crate) struct Action {
    pub identifier: String,
    pub action_type: Cow<'static, str>,
    pub act: Box<dyn Act>,
    pub wires: Wires,
}

/// Where an action leads; targets are indexes into [`Flow::actions`].
#[derive(Debug, Default)]
pub(crate) struct Wires {
    pub next: Option<usize>,
    pub errors: Vec<(ErrorType, usize)>,
    pub conditions: Vec<Condition>,
    /// Whether an error that no branch takes counts as success.
    pub forgiving: bool,
}

impl Wires {
    /// The branch of this error, else that of `NoMatchingError`.
    pub(crate) fn error(&self, error: ErrorType) -> Option<(ErrorType, usize)> {
        let exact = |wanted| self.errors.iter().find(|(kind, _)| *kind == wanted).copied();
        exact(error).or_else(|| exact(ErrorType::NoMatchingError))
    }
}

#[derive(Debug)]
pub(crate) struct Condition {
    pub operator: Operator,
    pub operand: Text,
    pub next: usize,
}

/// Declares the errors with their names in the flow language.
macro_rules! error_types {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// The errors that an action can end with.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum ErrorType {
            $($(#[$doc])* $name,)+
        }

        impl ErrorType {
            /// Its name in the flow language.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)+
                }
            }
        }
    };
}

error_types! {
    /// Any error that has no branch of its own.
    NoMatchingError,
    /// No condition was true.
    NoMatchingCondition,
    /// No key came in time.
    InputTimeLimitExceeded,
    /// The queue is full.
    QueueAtCapacity,
    /// What was keyed is no telephone number.
    InvalidPhoneNumber,
    /// The number to call back is no telephone number.
    InvalidCallbackNumber,
    /// The number to call back cannot be called from here.
    CallbackNumberNotDialable,
    /// The other party did not answer in time.
    ConnectionTimeLimitExceeded,
    /// The other party could not be called.
    CallFailed,
    /// A view was not answered in time.
    TimeLimitExceeded,
    /// The contact was not linked to the case.
    ContactNotLinked,
    /// More than one case was found.
    MultipleFound,
    /// No case was found.
    NoneFound,
    /// More than one profile was found.
    MultipleFoundError,
    /// No profile was found.
    NoneFoundError,
    /// A message template could not be filled in.
    TemplateRenderingError,
    /// The action does not suit the contact's channel.
    ChannelMismatch,
    /// The redaction of a chat could not be set.
    InFlightRedactionConfigurationFailed,
    /// There is no such participant.
    ParticipantNotFound,
}

impl fmt::Display for ErrorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
