//! What every function starts with.
//!
//! One way to read settings, tell the time, write logs and reach AWS, so that a function's `main` wires and
//! stops. The deadlines stand in one order, checked while compiling: see [`deadlines`].

mod batch;
mod cached;
mod chance;
mod client;
pub mod clock;
pub mod deadlines;
mod log;
mod settings;

pub use batch::{Batch, BatchAnswer, ItemFailure, Message};
pub use cached::{Cached, Remembered};
pub use chance::random;
pub use client::{ErrorCode, aws_config, error_code, outcome_unknown};
pub use log::start_log;
pub use settings::{BadSetting, setting, setting_of, setting_or};
