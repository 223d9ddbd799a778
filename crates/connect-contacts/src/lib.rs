//! Asks Amazon Connect which contact a recording belongs to.
//!
//! A recording's name begins with a contact's id, which need not be its own (Amazon Connect Administrator Guide, "About
//! recording behavior"): so the contact is described, and must say that its recording lies there. If it does not, the
//! contacts that it came from are asked, and nobody else: listing contacts is slow, and would find strangers'.

use aws_kit::error_code;
use aws_sdk_connect::Client;
use aws_sdk_connect::types::Contact;
use helpline::ports::Unavailable;
use helpline::sound::{FindContact, Place, Recorded};
use jiff::Timestamp;
use lifecycle::ContactId;

/// Contacts of Amazon Connect.
#[derive(Debug, Clone)]
pub struct ConnectContacts {
    client: Client,
    instance: String,
}

impl ConnectContacts {
    /// The contacts of that instance, by id or ARN.
    #[must_use]
    pub fn new(client: Client, instance: String) -> Self {
        Self { client, instance }
    }

    async fn described(&self, id: &str) -> Result<Option<Contact>, Unavailable> {
        let described = self.client.describe_contact().instance_id(&self.instance).contact_id(id).send().await;
        match described {
            Ok(described) => Ok(described.contact),
            Err(error) if error.as_service_error().is_some_and(|e| e.is_resource_not_found_exception()) => Ok(None),
            Err(error) => Err(Unavailable(error_code("connect", &error))),
        }
    }
}

impl FindContact for ConnectContacts {
    async fn recorded(&self, place: &Place, named: &ContactId) -> Result<Option<Recorded>, Unavailable> {
        let Some(first) = self.described(named.as_str()).await? else { return Ok(None) };
        if let Some(recorded) = its_own(&first, place) {
            return Ok(Some(recorded));
        }
        let before = [first.initial_contact_id, first.previous_contact_id, first.related_contact_id];
        let mut before: Vec<String> = before.into_iter().flatten().filter(|id| id != named.as_str()).collect();
        before.dedup();
        for id in before {
            if let Some(recorded) = self.described(&id).await?.and_then(|contact| its_own(&contact, place)) {
                return Ok(Some(recorded));
            }
        }
        Ok(None)
    }
}

/// The contact, if it says that this is its recording: `BUCKET/KEY`.
fn its_own(contact: &Contact, place: &Place) -> Option<Recorded> {
    let here = format!("{}/{}", place.bucket, place.key);
    let recording = contact.recordings().iter().find(|r| r.location().is_some_and(|at| is_at(at, &here)))?;
    let began_at = recording.start_timestamp().and_then(|at| Timestamp::from_second(at.secs()).ok());
    Some(Recorded { contact: ContactId::new(contact.id()?).ok()?, began_at })
}

/// Whether a location is that place: as it is, or with its colons as in an address.
fn is_at(location: &str, here: &str) -> bool {
    let location = location.strip_prefix("s3://").unwrap_or(location);
    location == here || location.replace("%3A", ":").replace("%3a", ":") == here
}
