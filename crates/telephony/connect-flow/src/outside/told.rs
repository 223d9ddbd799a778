//! The answers of the world and the caller, as the trace keeps them.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    caller::{Reaction, Response},
    world::{Agent, Answer, Dialled, Enqueue, FunctionAnswer, Hours},
};

/// Declares the answers from outside.
macro_rules! told {
    ($($(#[$doc:meta])* $name:ident($type:ty),)+) => {
        /// One answer from outside. All answers in order, and the flows, are enough to replay a call: see
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
    /// The caller's response to an input action.
    Responded(Response),
    /// The caller's reaction to a message.
    Reacted(Reaction),
    /// The time that the caller waits in a queue or with a third party.
    Patience(Option<u64>),
    /// The time at which the caller hangs up whatever happens, asked at the start of the call.
    HangsUpAt(Option<u64>),
    /// The answer of a function.
    Function(FunctionAnswer),
    /// Hours of operation: open or closed.
    Hours(Hours),
    /// The result when the call enters a queue.
    Enqueue(Enqueue),
    /// The name of a queue.
    QueueName(Option<String>),
    /// The agent who takes the call out of a queue.
    Agent(Option<Agent>),
    /// A metric of a queue.
    Metric(Option<u64>),
    /// All metrics of a queue.
    Metrics(Option<Value>),
    /// The result of a call to a third party.
    Dialled(Dialled),
    /// The answer of any other service.
    Service(Answer),
    /// `true` if the instance has a flow that was not given.
    FlowElsewhere(bool),
    /// `true` if the instance has a voice.
    Speaks(bool),
    /// The number that `DistributeByPercentage` draws.
    Percent(u8),
    /// Amazon Connect fails at this action, counted from 1.
    Fails(u32),
}
