//! The result of an action, and the ways in which a call leaves a flow.

use std::borrow::Cow;

use serde_json::Value;

use crate::{model::ErrorType, outside::Agent, trace::Ended};

/// The result of an action that succeeded.
#[derive(Debug)]
pub(crate) enum Then {
    /// Success without a result.
    Next,
    /// A result that the conditions compare; `None` if its path had no value.
    Result(Option<String>),
    /// The keys of a result that is an object, for the operator `KeyExists`.
    Keys(Vec<String>),
}

/// The reason why an action did not succeed.
#[derive(Debug)]
pub(crate) enum Halt {
    Error(ErrorType, Cow<'static, str>),
    /// The call leaves the flow.
    Leave(Leave),
}

/// The way in which a call leaves a flow.
#[derive(Debug)]
pub(crate) enum Leave {
    /// The call is over.
    End(Ended),
    /// The call is transferred to another flow.
    To {
        /// The name under which the flow was added.
        name: String,
    },
    /// The contact waits in its target queue.
    Queue,
    /// An agent takes the contact.
    Agent(Agent),
    /// The flow is over. In a queue the contact continues to wait; a whisper was heard to its end; a module returns.
    Done,
    /// A module returns with a result.
    Return { result: Option<String>, data: Option<Value> },
}

impl Halt {
    /// Makes an error that has no type of its own: a `NoMatchingError` with this cause.
    pub(crate) fn because(cause: impl Into<Cow<'static, str>>) -> Self {
        Self::Error(ErrorType::NoMatchingError, cause.into())
    }

    pub(crate) fn end(ended: Ended) -> Self {
        Self::Leave(Leave::End(ended))
    }
}
