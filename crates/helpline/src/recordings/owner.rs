//! Whose a recording is: the one question that is asked of Amazon Connect.

use crate::ports::{Contacts, ObjectLocation, Owner, Unavailable, stores};
use lifecycle::ContactId;

stores! {
    /// The store for asking whose a recording is.
    pub trait OwnerStores {
        /// Amazon Connect.
        contacts: Connect = Contacts;
    }
}

/// Returns the owner of the recording at the location `place`. `named` is the contact in its name.
///
/// # Errors
/// [`Unavailable`] if Amazon Connect did not answer.
pub async fn owner<P: OwnerStores>(
    stores: &P,
    place: &ObjectLocation,
    named: &ContactId,
) -> Result<Owner, Unavailable> {
    stores.contacts().recorded(place, named).await
}
