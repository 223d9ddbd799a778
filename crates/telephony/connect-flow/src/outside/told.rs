//! What the world and the caller said, as the trace keeps it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    caller::{Reaction, Response},
    world::{Agent, Answer, Dialled, Enqueue, FunctionAnswer, Hours},
};

/// Declares the answers from outside, each with the conversions in and out.
macro_rules! told {
    ($($(#[$doc:meta])* $name:ident($type:ty),)+) => {
        /// One answer from outside. With all of them in order, and the flows, a call is the same once more: see
        /// [`crate::Replay`].
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Told {
            $($(#[$doc])* $name($type),)+
        }
    };
}

told! {
    /// Of the caller, at an input.
    Responded(Response),
    /// Of the caller, in a message.
    Reacted(Reaction),
    /// Of the caller, put through or queued.
    Patience(Option<u64>),
    /// Of the caller, at the beginning.
    HangsUpAt(Option<u64>),
    /// Of a function.
    Function(FunctionAnswer),
    /// Of hours of operation.
    Hours(Hours),
    /// Of a queue.
    Enqueue(Enqueue),
    /// Of a queue.
    QueueName(Option<String>),
    /// Of a queue.
    Agent(Option<Agent>),
    /// Of a queue.
    Metric(Option<u64>),
    /// Of a queue.
    Metrics(Option<Value>),
    /// Of another party.
    Dialled(Dialled),
    /// Of any other service.
    Service(Answer),
    /// Of the instance.
    FlowElsewhere(bool),
    /// Of the instance.
    Speaks(bool),
    /// Of the dice.
    Percent(u8),
    /// That Amazon Connect fails at this action, counted from 1.
    Fails(u32),
}
