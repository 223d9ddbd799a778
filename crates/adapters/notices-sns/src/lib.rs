//! Publishes notices to their departments' topics, and parks refused ones.

mod parking;
mod topics;

pub use parking::SqsParking;
pub use topics::SnsTopics;
