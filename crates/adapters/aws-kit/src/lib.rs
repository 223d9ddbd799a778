//! The common start of every function.
//!
//! There is one way to read settings, tell the time, write logs and reach AWS, so that a function's `main` only wires
//! its parts. The order of the deadlines is checked at compile time: see [`deadlines`].

mod batch;
mod cached;
mod chance;
mod client;
pub mod clock;
pub mod deadlines;
mod log;
mod serve;
mod settings;

pub use batch::{Batch, BatchAnswer, ItemFailure, Message};
pub use cached::{Cached, Remembered};
pub use chance::random;
pub use client::{ErrorCode, aws_config, error_code, outcome_unknown, patient_config};
pub use log::{log_into, start_log};
pub use serve::{Failed, serve};
pub use settings::{BadSetting, setting, setting_of, setting_or};
