//! The lifecycle as its own specification.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod properties;
mod table;
mod world;
