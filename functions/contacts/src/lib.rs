//! Says whose a recording is. Idempotency key: none; the function only asks.
//!
//! Amazon Connect answers a question about a contact with the caller's number. This function alone may ask, so that no
//! function with a table or a key can learn numbers. It has neither, and its answer has no field for a number.

mod stores;

pub use stores::Stores;

use aws_kit::Failed;
use connect_contacts::{Asked, Told};
use helpline::ports::{ObjectLocation, Unavailable};
use helpline::recordings::{OwnerStores, owner};
use lifecycle::ContactId;

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The question has another form.
    #[error("the event has no `bucket`, `key` and `named`, as a question of a recording's owner has")]
    Event,
    /// Amazon Connect did not answer.
    #[error("a recording's owner is not known: {0}")]
    Unavailable(#[from] Unavailable),
}

impl From<Failure> for Failed {
    fn from(why: Failure) -> Self {
        let name = match &why {
            Failure::Event => "ContactQuestionUnreadable",
            Failure::Unavailable(_) => "ContactUnknown",
        };
        Self::new(name, &why)
    }
}

/// Answers one question.
///
/// # Errors
/// A [`Failure`]: the asker may ask again.
pub async fn handle<S: OwnerStores>(stores: &S, event: &[u8]) -> Result<Told, Failure> {
    let Asked { bucket, key, named } = serde_json::from_slice(event).map_err(|_| Failure::Event)?;
    let named = ContactId::new(named.as_str()).map_err(|_| Failure::Event)?;
    let told = Told::from(owner(stores, &ObjectLocation { bucket, key }, &named).await?);
    let known = matches!(told, Told::Contact { .. });
    tracing::info!(known, "a recording's owner was asked for");
    Ok(told)
}
