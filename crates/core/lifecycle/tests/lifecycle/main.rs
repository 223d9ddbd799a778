//! The specification of the lifecycle, as tests.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod climbs;
mod clocks;
mod disclosure;
mod everywhere;
mod notes;
mod official;
mod promises;
mod properties;
mod recorded;
mod stories;
mod table;
mod withdrawal;
mod world;
