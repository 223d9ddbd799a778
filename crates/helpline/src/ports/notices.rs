//! Topics and queues.

use super::{Actions, Unavailable};
use crate::values::NotificationKey;
use jiff::Timestamp;
use lifecycle::{Assignment, District, Ticket};
use notice::Notice;
use std::fmt;
use std::time::Duration;

/// Tells a department.
pub trait Topics {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Hands the notice to its topic, which delivers it at least once.
    fn publish(&self, notice: &Notice) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Keeps what a topic or a queue refused, by its key.
pub trait ParkedKeys {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Keeps the key until somebody delivers it.
    fn park(&self, key: &NotificationKey) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Keeps the keys of texts that are to be sent.
pub trait SmsKeys {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Queues a key. Idempotent for the citizen: nothing is texted twice.
    fn queue_sms(&self, key: &NotificationKey) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Hides a message of a queue for a while.
pub trait QueuePatience {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Lets the message of that receipt come again after `pause`. Without an answer it comes after the queue's own time.
    fn retry_after(&self, receipt: &str, pause: Duration) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Cases of one kind and place, of one hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surge {
    /// What they are about.
    pub to: Assignment,
    /// Where, `unknown` among the places.
    pub district: District,
    /// The beginning of the hour.
    pub since: Timestamp,
}

impl fmt::Display for Surge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { to, district, since } = self;
        write!(f, "{}#{}#{district}#{since}", to.department, to.category)
    }
}

/// What is known of a crowd once a case has joined it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joined {
    /// The cases in it.
    pub cases: usize,
    /// Whether the coordinator was told of it.
    pub warned: bool,
}

/// Counts cases that come in together.
pub trait Surges {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Adds a case. The same case counts once, however often it comes.
    fn joins(&self, surge: &Surge, ticket: &Ticket) -> impl Future<Output = Result<Joined, Unavailable>> + Send;

    /// From now on the coordinator has been told of it. Idempotent.
    fn mark_warned(&self, surge: &Surge) -> impl Future<Output = Result<(), Unavailable>> + Send;
}
