//! Asks the function `contacts`, which alone may ask Amazon Connect.

use crate::signed::{Call, Refused, code, part, send};
use aws_config::SdkConfig;
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use helpline::ports::{Actions, Contacts, ObjectLocation, Owner, Recorded, Unavailable};
use jiff::Timestamp;
use lifecycle::ContactId;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Longest wait for the function: its own time-out (`Timeout` in `infra/template.yaml`), and a start.
const LIMIT: Duration = Duration::from_secs(20);

/// A question of a recording's owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The recording's bucket.
    pub bucket: String,
    /// The recording's key.
    pub key: String,
    /// The contact in the recording's name.
    pub named: String,
}

/// The answer. It has no field for a number, so that no number can come with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "owner", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Told {
    /// This contact says that the recording is its own.
    Contact {
        /// Its id.
        contact: String,
        /// When the recording begins, where Amazon Connect says so.
        began_at: Option<Timestamp>,
    },
    /// The contact in the recording's name exists, and does not name its recordings yet.
    NotSaid,
    /// No contact says that the recording is its own.
    Nobody,
}

impl From<Owner> for Told {
    fn from(owner: Owner) -> Self {
        match owner {
            Owner::Call(Recorded { contact, began_at }) => Self::Contact { contact: contact.to_string(), began_at },
            Owner::NotSaid => Self::NotSaid,
            Owner::Nobody => Self::Nobody,
        }
    }
}

impl TryFrom<Told> for Owner {
    type Error = Unavailable;

    fn try_from(told: Told) -> Result<Self, Unavailable> {
        Ok(match told {
            Told::Contact { contact, began_at } => {
                let contact = ContactId::new(contact.as_str());
                let contact = contact.map_err(|_| Unavailable("contacts answered with an id that is none".into()))?;
                Self::Call(Recorded { contact, began_at })
            }
            Told::NotSaid => Self::NotSaid,
            Told::Nobody => Self::Nobody,
        })
    }
}

/// The function `contacts`.
#[derive(Debug, Clone)]
pub struct ContactsFunction {
    config: SdkConfig,
    arn: String,
}

impl ContactsFunction {
    /// The function with this ARN.
    #[must_use]
    pub fn new(config: SdkConfig, arn: String) -> Self {
        Self { config, arn }
    }
}

impl Contacts for ContactsFunction {
    const ACTIONS: Actions = &["lambda:InvokeFunction"];

    async fn recorded(&self, place: &ObjectLocation, named: &ContactId) -> Result<Owner, Unavailable> {
        let asked = Asked { bucket: place.bucket.clone(), key: place.key.clone(), named: named.to_string() };
        let body = serde_json::to_string(&asked).map_err(|_| Unavailable("a location is no JSON".into()))?;
        let path = format!("/2015-03-31/functions/{}/invocations", part(&self.arn));
        let call = Call {
            service: "lambda",
            operation: "Invoke",
            method: "POST",
            path: &path,
            body: &body,
            limit: Some(LIMIT),
        };
        send(&self.config, call, told).await?.try_into()
    }
}

/// Reads the function's answer (AWS Lambda API reference, Invoke: the header `X-Amz-Function-Error` marks a failure).
fn told(response: &HttpResponse) -> Result<Told, OrchestratorError<Refused>> {
    let refused = |code: &str| OrchestratorError::operation(Refused(code.to_owned()));
    if !response.status().is_success() {
        return Err(refused(&code(response)));
    }
    if response.headers().get("x-amz-function-error").is_some() {
        return Err(refused("the function `contacts` failed"));
    }
    serde_json::from_slice(response.body().bytes().unwrap_or_default()).map_err(OrchestratorError::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_arrives_as_it_was_given() {
        let recorded = Recorded { contact: ContactId::new("c-1").unwrap(), began_at: Some(Timestamp::UNIX_EPOCH) };
        for owner in [Owner::Call(recorded), Owner::NotSaid, Owner::Nobody] {
            let sent = serde_json::to_string(&Told::from(owner.clone())).unwrap();
            let told: Told = serde_json::from_str(&sent).unwrap();
            assert_eq!(Owner::try_from(told), Ok(owner));
        }
    }
}
