//! The readers of each topic, compared with those that an operator subscribed.
//!
//! SNS accepts a notice also for a topic that nobody reads. Each mail of SNS holds a link that unsubscribes its reader,
//! and the link works for anybody to whom the mail was forwarded.

use crate::ports::{ExpectedSubscribers, Subscribers, Subscriptions, Unavailable, stores};
use directory::Directory;

stores! {
    /// The stores for comparing readers.
    pub trait SubscriberStores {
        /// The table.
        ledger: Ledger = ExpectedSubscribers;
        /// The departments' topics.
        topics: TopicStore = Subscriptions;
    }
}

/// Fewest readers of a topic: its queue of record, and a person or a department's system.
const FEWEST: usize = 2;

/// A topic whose readers are not those that it must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unheard {
    /// The topic's code.
    pub topic: String,
    /// The number of readers that an operator subscribed and that get no notices.
    pub missing: usize,
    /// The number of readers that have not confirmed their address yet.
    pub pending: usize,
    /// The number of readers that get notices, the queue of record among them.
    pub confirmed: usize,
}

/// Returns the topics that lack readers, in the directory's order.
///
/// # Errors
/// [`Unavailable`] if a topic or the ledger did not answer. The next look compares again.
pub async fn compare_subscribers<P: SubscriberStores>(
    directory: &Directory,
    stores: &P,
) -> Result<Vec<Unheard>, Unavailable> {
    let mut unheard = Vec::new();
    for (topic, _) in directory.topics() {
        let expected = stores.ledger().expected(topic).await?;
        let Subscribers { confirmed, pending } = stores.topics().subscribers(topic).await?;
        let missing = expected.iter().filter(|reader| !confirmed.contains(reader)).count();
        if missing > 0 || confirmed.len() < FEWEST {
            unheard.push(Unheard { topic: topic.to_string(), missing, pending, confirmed: confirmed.len() });
        }
    }
    Ok(unheard)
}
