//! The crate's public interface: reading flows, and placing calls.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

mod anything;
mod calls;
mod catalogue;
#[cfg(feature = "command")]
mod command;
mod contacts;
mod flows;
mod functions;
mod keys;
mod queues;
mod reading;
mod real;
mod replaying;
mod services;
mod simulating;
mod support;
mod writing;
