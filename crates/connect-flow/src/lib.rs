#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod actions;
mod caller;
mod contact;
mod flow;
mod machine;
mod pace;
mod path;
mod problem;
mod read;
mod speech;
mod stage;
mod text;
mod trace;
mod world;

pub use caller::{AfterSpeech, Caller, Heard, Input, Keys, Moment, NotKeys, Prompt, Response, Script};
pub use contact::Call;
pub use flow::{ErrorType, Flow};
pub use machine::{MAX_ACTIONS_RUN, Machine, Outcome, StartError};
pub use pace::Pace;
pub use problem::{Problem, ReadError};
pub use stage::Take;
pub use trace::{Ended, Happening, StopReason, TraceEvent, Warning};
pub use world::{Enqueue, FunctionAnswer, FunctionCall, FunctionResult, Hours, HoursOf, World};
