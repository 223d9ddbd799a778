//! Calls `DescribeContact` without Amazon Connect's own client. For this one request, that client takes minutes and
//! five gigabytes to compile, each time that a function or a test is built from scratch.

use aws_config::SdkConfig;
use aws_credential_types::provider::ProvideCredentials as _;
use aws_kit::clock;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime::client::retries::classifiers::{HttpStatusCodeClassifier, TransientErrorClassifier};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::body::SdkBody;
use helpline::ports::Unavailable;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use std::time::SystemTime;

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

/// A refusal of the service, by its code.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Refused(String);

/// The characters that AWS's signature wants percent-encoded in a part of a path, such as a colon as `%3A`: all but the
/// unreserved (RFC 3986, "Unreserved Characters").
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Status codes after which the request is sent again.
static AGAIN: [u16; 5] = [429, 500, 502, 503, 504];

/// Returns the contact, or `None` if there is none with this id.
pub(crate) async fn describe(config: &SdkConfig, instance: &str, id: &str) -> Result<Option<Contact>, Unavailable> {
    let unavailable = |why: &str| Unavailable(format!("connect {why}"));
    let region = config.region().map(ToString::to_string).ok_or_else(|| unavailable("has no Region"))?;
    let regional = format!("https://connect.{region}.amazonaws.com");
    let endpoint = config.endpoint_url().unwrap_or(&regional).trim_end_matches('/').to_owned();
    let part = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
    let path = format!("/contacts/{}/{}", part(instance), part(id));
    let http = config.http_client().ok_or_else(|| unavailable("has no HTTP client"))?;
    let credentials = config.credentials_provider().ok_or_else(|| unavailable("has no credentials"))?;
    let credentials = credentials.provide_credentials().await.map_err(|_| unavailable("has no credentials"))?;
    let signed = signed(&format!("{endpoint}{path}"), &path, &credentials.into(), &region);
    let signed = signed.map_err(|_| unavailable("cannot be asked"))?;

    let mut operation = Operation::builder()
        .service_name("Connect")
        .operation_name("DescribeContact")
        .http_client(http)
        .endpoint_url(&endpoint)
        .no_auth()
        .retry_classifier(TransientErrorClassifier::<Refused>::new())
        .retry_classifier(HttpStatusCodeClassifier::new_from_codes(&AGAIN[..]));
    if let (Some(retries), Some(timeouts)) = (config.retry_config(), config.timeout_config()) {
        operation = operation.standard_retry(retries).timeout_config(timeouts.clone());
    }
    if let (Some(sleep), Some(time)) = (config.sleep_impl(), config.time_source()) {
        operation = operation.sleep_impl(sleep).time_source(time);
    }
    let operation = operation.serializer(|request: Request| request.build()).deserializer(contact).build();
    match operation.invoke(signed).await {
        Ok(contact) => Ok(contact),
        Err(SdkError::ServiceError(refused)) => Err(unavailable(&refused.err().0)),
        Err(_) => Err(unavailable("did not answer")),
    }
}

/// A signed request, which can be sent again.
#[derive(Debug, Clone)]
struct Request {
    path: String,
    headers: Vec<(String, String)>,
}

impl Request {
    fn build(self) -> Result<HttpRequest, BoxError> {
        let mut request = http::Request::builder().uri(self.path);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        Ok(request.body(SdkBody::empty())?.try_into()?)
    }
}

/// Returns the request with its signature (AWS General Reference, "Signature Version 4"). It is valid for five minutes.
fn signed(
    address: &str,
    path: &str,
    identity: &aws_smithy_runtime_api::client::identity::Identity,
    region: &str,
) -> Result<Request, BoxError> {
    let params = v4::SigningParams::builder()
        .identity(identity)
        .region(region)
        .name("connect")
        .time(SystemTime::try_from(clock::now())?)
        .settings(SigningSettings::default())
        .build()?
        .into();
    let unsigned = SignableRequest::new("GET", address, std::iter::empty(), SignableBody::Bytes(&[]))?;
    let (instructions, _) = sign(unsigned, &params)?.into_parts();
    let (headers, _) = instructions.into_parts();
    let headers = headers.iter().map(|header| (header.name().to_owned(), header.value().to_owned()));
    Ok(Request { path: path.to_owned(), headers: headers.collect() })
}

/// Reads the service's answer.
fn contact(response: &HttpResponse) -> Result<Option<Contact>, OrchestratorError<Refused>> {
    let body = response.body().bytes().unwrap_or_default();
    if response.status().is_success() {
        let described: Described = serde_json::from_slice(body).map_err(OrchestratorError::other)?;
        return Ok(Some(described.contact));
    }
    match code(response, body) {
        code if code == "ResourceNotFoundException" => Ok(None),
        code => Err(OrchestratorError::operation(Refused(code))),
    }
}

/// Returns the code of a refusal, from its header or its body (AWS restJson1 protocol, "Operation error
/// serialization").
fn code(response: &HttpResponse, body: &[u8]) -> String {
    #[derive(Deserialize)]
    struct Error {
        #[serde(rename = "__type", alias = "code")]
        code: String,
    }
    let given = response.headers().get("x-amzn-errortype").map(str::to_owned);
    let given = given.or_else(|| serde_json::from_slice(body).ok().map(|Error { code }| code));
    let code = given.unwrap_or_else(|| response.status().as_u16().to_string());
    // `aws.protocols#Name:http://…`
    let code = code.split(':').next().unwrap_or_default();
    code.rsplit('#').next().unwrap_or_default().to_owned()
}
