//! Everything outside the flow: the caller, the services, and their answers.

mod caller;
#[cfg(feature = "endpoint")]
mod endpoint;
mod given;
mod told;
mod world;

pub(crate) use self::caller::is_key;
#[cfg(feature = "endpoint")]
pub use self::endpoint::FunctionEndpoint;
pub use self::{
    caller::{AfterSpeech, Caller, Heard, Input, Keys, Moment, NotKeys, Prompt, Reaction, Response, Script},
    given::{Given, GivenAnswer, GivenQueue, OneOrMore},
    told::Told,
    world::{
        Agent, Answer, Dialled, Enqueue, FunctionAnswer, FunctionCall, FunctionResult, Hours, HoursOf, MetricOf,
        Request, World,
    },
};
