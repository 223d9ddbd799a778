//! The result of an action, and the ways in which a flow is left.

use std::borrow::Cow;

use serde_json::Value;

use crate::{model::ErrorType, outside::Agent, trace::Ended};

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
pub(crate) enum Halt {
    Error(ErrorType, Cow<'static, str>),
    /// The flow is left.
    Leave(Leave),
}

/// How a flow is left.
#[derive(Debug)]
pub(crate) enum Leave {
    /// The call is over.
    End(Ended),
    /// Another flow goes on in its place.
    To {
        /// The name under which the call finds it.
        name: String,
    },
    /// The contact waits in its target queue.
    Queue,
    /// An agent takes it.
    Agent(Agent),
    /// The flow is over: in a queue the contact goes on to wait, a whisper was heard, a module returns.
    Done,
    /// A module returns with a result.
    Return { result: Option<String>, data: Option<Value> },
}

impl Halt {
    /// The error without a name of its own.
    pub(crate) fn because(cause: impl Into<Cow<'static, str>>) -> Self {
        Self::Error(ErrorType::NoMatchingError, cause.into())
    }

    pub(crate) fn end(ended: Ended) -> Self {
        Self::Leave(Leave::End(ended))
    }
}
