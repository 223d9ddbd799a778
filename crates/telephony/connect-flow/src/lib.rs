#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod actions;
mod context;
mod flow;
mod language;
mod machine;
mod model;
mod outside;
mod pace;
mod problem;
mod read;
mod replay;
mod simulate;
mod speech;
mod trace;

pub use context::{Call, Callback, Hook, Take};
pub use flow::Flow;
pub use language::{ActionView, ConditionView, Document, Json};
pub use machine::{Flows, MAX_ACTIONS_RUN, Machine, Outcome, StartError};
pub use model::ErrorType;
#[cfg(feature = "endpoint")]
pub use outside::FunctionEndpoint;
pub use outside::{
    AfterSpeech, Agent, Answer, Caller, Dialled, Enqueue, FunctionAnswer, FunctionCall, FunctionResult, Given,
    GivenAnswer, GivenQueue, Heard, Hours, HoursOf, Input, Keys, MetricOf, Moment, NotKeys, OneOrMore, Prompt,
    Reaction, Request, Response, Script, Told, World,
};
pub use pace::Pace;
pub use problem::{Fault, Problem, ReadError};
pub use replay::{Replay, ReplayedCaller, ReplayedWorld};
pub use simulate::{Covered, Effort, Manner, RandomCaller, Report, Simulation, Stop};
pub use trace::{Branch, ContactEvent, Ended, Happening, Role, StopReason, TraceEvent, Warning};
