//! The crate as its users meet it: reading flows, and placing calls.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

mod anything;
mod calls;
mod reading;
mod support;
