//! Calls `DescribeContact` without Amazon Connect's own client.

use crate::signed::{Call, Refused, code, part, send};
use aws_config::SdkConfig;
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use helpline::ports::Unavailable;
use serde::Deserialize;

/// The parts of a contact that are read (Amazon Connect API reference, `Contact`).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Contact {
    pub(crate) id: Option<String>,
    pub(crate) initial_contact_id: Option<String>,
    pub(crate) previous_contact_id: Option<String>,
    pub(crate) related_contact_id: Option<String>,
    #[serde(default)]
    pub(crate) recordings: Vec<Recording>,
}

/// A recording of a contact (`RecordingInfo`).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Recording {
    pub(crate) location: Option<String>,
    /// Seconds since 1970, UTC.
    pub(crate) start_timestamp: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Described {
    contact: Contact,
}

/// Returns the contact, or `None` if there is none with this id.
pub(crate) async fn describe(config: &SdkConfig, instance: &str, id: &str) -> Result<Option<Contact>, Unavailable> {
    let path = format!("/contacts/{}/{}", part(instance), part(id));
    let call =
        Call { service: "connect", operation: "DescribeContact", method: "GET", path: &path, body: "", limit: None };
    send(config, call, contact).await
}

/// Reads the service's answer.
fn contact(response: &HttpResponse) -> Result<Option<Contact>, OrchestratorError<Refused>> {
    let body = response.body().bytes().unwrap_or_default();
    if response.status().is_success() {
        let described: Described = serde_json::from_slice(body).map_err(OrchestratorError::other)?;
        return Ok(Some(described.contact));
    }
    match code(response) {
        code if code == "ResourceNotFoundException" => Ok(None),
        code => Err(OrchestratorError::operation(Refused(code))),
    }
}
