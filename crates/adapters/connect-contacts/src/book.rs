//! The ways by which a deployment learns which contact a recording belongs to.

use crate::ConnectContacts;
use helpline::ports::{Actions, Contacts, ObjectLocation, Recorded, Unavailable};
use lifecycle::ContactId;

/// The way by which this deployment learns which contact a recording belongs to.
#[derive(Debug)]
pub enum ContactBook {
    /// Asks Amazon Connect.
    Connect(Box<ConnectContacts>),
    /// Believes the recording's name: for a local cloud, which has no Amazon Connect to ask.
    ByName,
    /// Has nobody to ask: the stack was deployed without an instance of Amazon Connect.
    Nobody,
}

impl Contacts for ContactBook {
    const ACTIONS: Actions = ConnectContacts::ACTIONS;

    async fn recorded(&self, place: &ObjectLocation, named: &ContactId) -> Result<Option<Recorded>, Unavailable> {
        match self {
            Self::Connect(connect) => connect.recorded(place, named).await,
            Self::ByName => Ok(Some(Recorded { contact: named.clone(), began_at: None })),
            Self::Nobody => {
                Err(Unavailable("no instance of Amazon Connect is named; deploy with `ConnectInstanceId`".into()))
            }
        }
    }
}
