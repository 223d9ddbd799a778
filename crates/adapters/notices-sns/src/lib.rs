//! Publishes notices to their departments' topics.

mod topics;

pub use topics::{SnsTopics, message};
