//! Publishes notices to their departments' topics.

mod subscriptions;
mod topics;

pub use topics::{SnsTopics, message};
