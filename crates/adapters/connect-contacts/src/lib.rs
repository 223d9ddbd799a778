//! Asks Amazon Connect which contact a recording belongs to.
//!
//! A recording's name begins with a contact's id, which need not be its own (Amazon Connect Administrator Guide, "About
//! recording behavior"): so the contact is described, and must say that its recording lies there. If it does not, the
//! contacts that it came from are asked, and nobody else: listing contacts is slow, and would find strangers'.

mod book;
mod describe;

pub use book::ContactBook;

use aws_config::SdkConfig;
use describe::{Contact, describe};
use helpline::ports::{Actions, Contacts, Place, Recorded, Unavailable};
use jiff::Timestamp;
use lifecycle::ContactId;

/// Contacts of Amazon Connect.
#[derive(Debug, Clone)]
pub struct ConnectContacts {
    config: SdkConfig,
    instance: String,
}

impl ConnectContacts {
    /// The contacts of that instance, by id or ARN.
    #[must_use]
    pub fn new(config: SdkConfig, instance: String) -> Self {
        Self { config, instance }
    }
}

impl Contacts for ConnectContacts {
    const ACTIONS: Actions = &["connect:DescribeContact"];

    async fn recorded(&self, place: &Place, named: &ContactId) -> Result<Option<Recorded>, Unavailable> {
        let Some(first) = describe(&self.config, &self.instance, named.as_str()).await? else { return Ok(None) };
        if let Some(recorded) = its_own(&first, place) {
            return Ok(Some(recorded));
        }
        let before = [first.initial_contact_id, first.previous_contact_id, first.related_contact_id];
        let mut before: Vec<String> = before.into_iter().flatten().filter(|id| id != named.as_str()).collect();
        before.dedup();
        for id in before {
            if let Some(recorded) =
                describe(&self.config, &self.instance, &id).await?.and_then(|contact| its_own(&contact, place))
            {
                return Ok(Some(recorded));
            }
        }
        Ok(None)
    }
}

/// The contact, if it says that this is its recording: `BUCKET/KEY`.
fn its_own(contact: &Contact, place: &Place) -> Option<Recorded> {
    let here = format!("{}/{}", place.bucket, place.key);
    let recording = contact.recordings.iter().find(|r| r.location.as_ref().is_some_and(|at| is_at(at, &here)))?;
    #[expect(clippy::cast_possible_truncation, reason = "a recording begins in a second")]
    let began_at = recording.start_timestamp.and_then(|at| Timestamp::from_second(at as i64).ok());
    Some(Recorded { contact: ContactId::new(contact.id.as_ref()?.as_str()).ok()?, began_at })
}

/// Whether a location is that place: as it is, or with its colons as in an address.
fn is_at(location: &str, here: &str) -> bool {
    let location = location.strip_prefix("s3://").unwrap_or(location);
    location == here || location.replace("%3A", ":").replace("%3a", ":") == here
}
