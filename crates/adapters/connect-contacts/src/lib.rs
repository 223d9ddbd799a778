//! Asks Amazon Connect for the contact of a recording.
//!
//! A recording's name begins with the id of a contact, which may be another contact than its own (Amazon Connect
//! Administrator Guide, "About recording behavior"). This crate therefore describes the contact and accepts it only if
//! Amazon Connect says that its recording lies at this location. If it does not, the contacts from which it came are
//! described. No other contact is: listing contacts is slow, and would find strangers' contacts.
//!
//! Amazon Connect's answer holds the caller's number. Only the function `contacts` asks it ([`ConnectContacts`]); every
//! other function asks that function ([`ContactsFunction`]).

mod book;
mod describe;
mod function;
mod signed;

pub use book::ContactBook;
pub use function::{Asked, ContactsFunction, Told};

use aws_config::SdkConfig;
use describe::{Contact, describe};
use helpline::ports::{Actions, Contacts, ObjectLocation, Owner, Recorded, Unavailable};
use jiff::Timestamp;
use lifecycle::ContactId;

/// The contacts of an Amazon Connect instance.
#[derive(Debug, Clone)]
pub struct ConnectContacts {
    config: SdkConfig,
    instance: String,
}

impl ConnectContacts {
    /// The contacts of this instance, given by id or ARN.
    #[must_use]
    pub fn new(config: SdkConfig, instance: String) -> Self {
        Self { config, instance }
    }
}

impl Contacts for ConnectContacts {
    const ACTIONS: Actions = &["connect:DescribeContact"];

    async fn recorded(&self, place: &ObjectLocation, named: &ContactId) -> Result<Owner, Unavailable> {
        let Some(first) = describe(&self.config, &self.instance, named.as_str()).await? else {
            return Ok(Owner::Nobody);
        };
        if let Some(recorded) = its_own(&first, place) {
            return Ok(Owner::Call(recorded));
        }
        let says_nothing = first.recordings.is_empty() && first.id.as_deref() == Some(named.as_str());
        let before = [first.initial_contact_id, first.previous_contact_id, first.related_contact_id];
        let mut before: Vec<String> = before.into_iter().flatten().filter(|id| id != named.as_str()).collect();
        before.dedup();
        for id in before {
            if let Some(recorded) =
                describe(&self.config, &self.instance, &id).await?.and_then(|contact| its_own(&contact, place))
            {
                return Ok(Owner::Call(recorded));
            }
        }
        Ok(if says_nothing { Owner::NotSaid } else { Owner::Nobody })
    }
}

/// Returns the contact if its recording lies at this location, `BUCKET/KEY`.
fn its_own(contact: &Contact, place: &ObjectLocation) -> Option<Recorded> {
    let here = format!("{}/{}", place.bucket, place.key);
    let recording = contact.recordings.iter().find(|r| r.location.as_ref().is_some_and(|at| is_at(at, &here)))?;
    #[expect(clippy::cast_possible_truncation, reason = "a recording begins in a second")]
    let began_at = recording.start_timestamp.and_then(|at| Timestamp::from_second(at as i64).ok());
    Some(Recorded { contact: ContactId::new(contact.id.as_ref()?.as_str()).ok()?, began_at })
}

/// Returns true if a recording's location is `here`, also with its colons percent-encoded as in an address.
fn is_at(location: &str, here: &str) -> bool {
    let location = location.strip_prefix("s3://").unwrap_or(location);
    location == here || location.replace("%3A", ":").replace("%3a", ":") == here
}
