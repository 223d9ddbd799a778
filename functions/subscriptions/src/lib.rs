//! Compares the readers of each topic with those that an operator subscribed. Idempotency key: none; the function only
//! asks.

mod stores;

pub use stores::Stores;

use aws_kit::Failed;
use directory::Directory;
use helpline::ports::Unavailable;
use helpline::{SubscriberStores, Unheard, compare_subscribers};
use serde::Serialize;

/// Why there is no comparison.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// A topic or the ledger did not answer.
    #[error("the readers of the topics cannot be compared: {0}")]
    Unavailable(#[from] Unavailable),
}

impl From<Failure> for Failed {
    fn from(why: Failure) -> Self {
        Self::new("ReadersUnknown", &why)
    }
}

/// The result of a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Look {
    /// The number of topics that lack readers.
    pub unheard: usize,
}

/// Looks at every topic. The log names the topics that lack readers, and never an address.
///
/// # Errors
/// A [`Failure`]. The next hour's look compares again.
pub async fn handle<S: SubscriberStores>(directory: &Directory, stores: &S) -> Result<Look, Failure> {
    let unheard = compare_subscribers(directory, stores).await?;
    for Unheard { topic, missing, pending, confirmed } in &unheard {
        tracing::warn!(topic, missing, pending, confirmed, "a topic lacks readers");
    }
    tracing::info!(unheard = unheard.len(), "readers were compared");
    Ok(Look { unheard: unheard.len() })
}
