//! The ways by which a deployment learns which contact a recording belongs to.

use crate::ContactsFunction;
use helpline::ports::{Actions, Contacts, ObjectLocation, Owner, Recorded, Unavailable};
use lifecycle::ContactId;

/// The way by which this deployment learns which contact a recording belongs to.
#[derive(Debug)]
pub enum ContactBook {
    /// Asks the function `contacts`, which asks Amazon Connect.
    Function(Box<ContactsFunction>),
    /// Believes the recording's name: for a local cloud, which has no Amazon Connect to ask.
    ByName,
    /// Has nobody to ask: the stack was deployed without an instance of Amazon Connect.
    Nobody,
}

impl Contacts for ContactBook {
    const ACTIONS: Actions = ContactsFunction::ACTIONS;

    async fn recorded(&self, place: &ObjectLocation, named: &ContactId) -> Result<Owner, Unavailable> {
        match self {
            Self::Function(function) => function.recorded(place, named).await,
            Self::ByName => Ok(Owner::Call(Recorded { contact: named.clone(), began_at: None })),
            Self::Nobody => {
                Err(Unavailable("no instance of Amazon Connect is named; deploy with `ConnectInstanceId`".into()))
            }
        }
    }
}
