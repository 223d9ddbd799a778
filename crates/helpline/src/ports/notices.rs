//! Topics of departments, queues, and surges.

use super::{Actions, Unavailable};
use crate::values::{EventKey, NotificationKey};
use jiff::Timestamp;
use lifecycle::{Assignment, District, Ticket};
use notice::Notice;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::time::Duration;

/// Publishes notices to departments.
pub trait Topics {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Hands the notice to its topic, which delivers it at least once.
    fn publish(&self, notice: &Notice) -> impl Future<Output = Result<(), NotPublished>> + Send;
}

/// Why a topic did not take a notice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPublished {
    /// The topic refuses this notice for ever.
    #[error("refused: {0}")]
    Refused(String),
    /// The topic does not answer, or is gone. It may take the notice later.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<NotPublished> for Unavailable {
    fn from(why: NotPublished) -> Self {
        Self(why.to_string())
    }
}

/// Keeps the keys that a topic or a queue refused.
pub trait ParkedKeys {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Keeps the key until somebody delivers it.
    fn park(&self, key: &NotificationKey) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// An event whose notices to departments wait for their hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingNotice {
    /// The hour.
    pub leaves_at: Timestamp,
    /// The event.
    pub event: EventKey,
}

impl WaitingNotice {
    /// Returns a text that puts the notices of one hour into an order without any meaning. A repeat gives the same
    /// text.
    #[must_use]
    pub fn drawn(&self) -> String {
        let digest = Sha256::digest(format!("notice {}", self.event));
        digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Keeps the notices that wait for their hour.
pub trait WaitingNotices {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Keeps the notice until it is told. Idempotent.
    fn keep_waiting(&self, notice: &WaitingNotice) -> impl Future<Output = Result<(), Unavailable>> + Send;

    /// Returns some notices whose hour has come by `now`, the earliest hour first, and within it in the order of
    /// [`WaitingNotice::drawn`]. Returns none only if none is left.
    fn waiting(&self, now: Timestamp) -> impl Future<Output = Result<Vec<WaitingNotice>, Unavailable>> + Send;

    /// Forgets a notice that was told or parked. Idempotent.
    fn forget_waiting(&self, notice: &WaitingNotice) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Keeps the keys of SMS that are to be sent.
pub trait SmsKeys {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Queues a key. Idempotent for the citizen: no SMS is sent twice.
    fn queue_sms(&self, key: &NotificationKey) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Hides a message of a queue for a while.
pub trait QueuePatience {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Delivers the message of that receipt again after `pause`. If this fails, the message comes after the queue's own
    /// time.
    fn retry_after(&self, receipt: &str, pause: Duration) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// A reader of a topic: an address of a protocol of SNS, such as `email`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subscriber {
    /// The protocol.
    pub protocol: String,
    /// The address.
    pub address: String,
}

/// The readers that a topic has now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subscribers {
    /// The readers that get notices.
    pub confirmed: Vec<Subscriber>,
    /// The number of readers that have not confirmed their address yet.
    pub pending: usize,
}

/// Lists the readers of topics.
pub trait Subscriptions {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the readers of a topic.
    fn subscribers(&self, topic: &str) -> impl Future<Output = Result<Subscribers, Unavailable>> + Send;
}

/// Knows the readers that an operator subscribed.
pub trait ExpectedSubscribers {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the readers that a topic must have.
    fn expected(&self, topic: &str) -> impl Future<Output = Result<Vec<Subscriber>, Unavailable>> + Send;
}

/// A surge: the cases of one department, category and district in one hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surge {
    /// The department and category of the cases.
    pub to: Assignment,
    /// The district of the cases, which may be `unknown`.
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

/// The state of a surge after a case has joined it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joined {
    /// Number of its cases.
    pub cases: usize,
    /// `true` if the coordinator has been told.
    pub warned: bool,
}

/// Counts the cases of surges.
pub trait Surges {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Adds a case to a surge. A case counts once, however often it is added.
    fn joins(&self, surge: &Surge, ticket: &Ticket) -> impl Future<Output = Result<Joined, Unavailable>> + Send;

    /// Records that the coordinator has been told of a surge. Idempotent.
    fn mark_warned(&self, surge: &Surge) -> impl Future<Output = Result<(), Unavailable>> + Send;
}
