//! Sends a signed request to an AWS service without the service's own client. For one kind of request, such a client
//! takes minutes and gigabytes to compile, each time that a function or a test is built from scratch.

use aws_config::SdkConfig;
use aws_config::timeout::TimeoutConfig;
use aws_credential_types::provider::ProvideCredentials as _;
use aws_kit::clock;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime::client::retries::classifiers::{HttpStatusCodeClassifier, TransientErrorClassifier};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::body::SdkBody;
use helpline::ports::Unavailable;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use std::time::{Duration, SystemTime};

/// The characters that AWS's signature wants percent-encoded in a part of a path, such as a colon as `%3A`: all but the
/// unreserved (RFC 3986, "Unreserved Characters").
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Status codes after which the request is sent again.
static AGAIN: [u16; 5] = [429, 500, 502, 503, 504];

/// A refusal of the service, by its code.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Refused(pub(crate) String);

/// A request to a service.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call<'a> {
    /// The service, as its address and its signature name it.
    pub(crate) service: &'static str,
    /// The operation.
    pub(crate) operation: &'static str,
    /// `GET` or `POST`.
    pub(crate) method: &'static str,
    /// The path, each part encoded by [`part`].
    pub(crate) path: &'a str,
    /// The body; empty for `GET`.
    pub(crate) body: &'a str,
    /// The longest wait for the answer. `None` is the configuration's.
    pub(crate) limit: Option<Duration>,
}

/// Encodes a part of a path.
pub(crate) fn part(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Sends a request, and reads the answer with `read`.
///
/// # Errors
/// [`Unavailable`] with the service and the code of its refusal.
pub(crate) async fn send<T: std::fmt::Debug + Send + Sync + 'static>(
    config: &SdkConfig,
    call: Call<'_>,
    read: impl Fn(&HttpResponse) -> Result<T, OrchestratorError<Refused>> + Send + Sync + 'static,
) -> Result<T, Unavailable> {
    let Call { service, operation, method, path, body, limit } = call;
    let unavailable = |why: &str| Unavailable(format!("{service} {why}"));
    let region = config.region().map(ToString::to_string).ok_or_else(|| unavailable("has no Region"))?;
    let regional = format!("https://{service}.{region}.amazonaws.com");
    let endpoint = config.endpoint_url().unwrap_or(&regional).trim_end_matches('/').to_owned();
    let http = config.http_client().ok_or_else(|| unavailable("has no HTTP client"))?;
    let credentials = config.credentials_provider().ok_or_else(|| unavailable("has no credentials"))?;
    let credentials = credentials.provide_credentials().await.map_err(|_| unavailable("has no credentials"))?;
    let request = Request { method, path: path.to_owned(), body: body.to_owned(), headers: Vec::new() };
    let signed = request.signed(&format!("{endpoint}{path}"), &credentials.into(), &region, service);
    let signed = signed.map_err(|_| unavailable("cannot be asked"))?;

    let mut builder = Operation::builder()
        .service_name(service)
        .operation_name(operation)
        .http_client(http)
        .endpoint_url(&endpoint)
        .no_auth()
        .retry_classifier(TransientErrorClassifier::<Refused>::new())
        .retry_classifier(HttpStatusCodeClassifier::new_from_codes(&AGAIN[..]));
    if let (Some(retries), Some(timeouts)) = (config.retry_config(), config.timeout_config()) {
        let longer = |limit| TimeoutConfig::builder().operation_attempt_timeout(limit).operation_timeout(limit).build();
        builder = builder.standard_retry(retries).timeout_config(limit.map_or_else(|| timeouts.clone(), longer));
    }
    if let (Some(sleep), Some(time)) = (config.sleep_impl(), config.time_source()) {
        builder = builder.sleep_impl(sleep).time_source(time);
    }
    let sent = builder.serializer(|request: Request| request.build()).deserializer(read).build();
    match sent.invoke(signed).await {
        Ok(answer) => Ok(answer),
        Err(SdkError::ServiceError(refused)) => Err(unavailable(&refused.err().0)),
        Err(_) => Err(unavailable("did not answer")),
    }
}

/// A signed request, which can be sent again.
#[derive(Debug, Clone)]
struct Request {
    method: &'static str,
    path: String,
    body: String,
    headers: Vec<(String, String)>,
}

impl Request {
    fn build(self) -> Result<HttpRequest, BoxError> {
        let mut request = http::Request::builder().method(self.method).uri(self.path);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        Ok(request.body(SdkBody::from(self.body))?.try_into()?)
    }

    /// Returns the request with its signature (AWS General Reference, "Signature Version 4"). It is valid for five
    /// minutes.
    fn signed(self, address: &str, identity: &Identity, region: &str, service: &str) -> Result<Self, BoxError> {
        let params = v4::SigningParams::builder()
            .identity(identity)
            .region(region)
            .name(service)
            .time(SystemTime::try_from(clock::now())?)
            .settings(SigningSettings::default())
            .build()?
            .into();
        let body = SignableBody::Bytes(self.body.as_bytes());
        let unsigned = SignableRequest::new(self.method, address, std::iter::empty(), body)?;
        let (instructions, _) = sign(unsigned, &params)?.into_parts();
        let (headers, _) = instructions.into_parts();
        let headers = headers.iter().map(|header| (header.name().to_owned(), header.value().to_owned())).collect();
        Ok(Self { headers, ..self })
    }
}

/// Returns the code of a refusal, from its header or its body (AWS restJson1 protocol, "Operation error
/// serialization").
pub(crate) fn code(response: &HttpResponse) -> String {
    #[derive(Deserialize)]
    struct Error {
        #[serde(rename = "__type", alias = "code")]
        code: String,
    }
    let body = response.body().bytes().unwrap_or_default();
    let given = response.headers().get("x-amzn-errortype").map(str::to_owned);
    let given = given.or_else(|| serde_json::from_slice(body).ok().map(|Error { code }| code));
    let code = given.unwrap_or_else(|| response.status().as_u16().to_string());
    // `aws.protocols#Name:http://…`
    let code = code.split(':').next().unwrap_or_default();
    code.rsplit('#').next().unwrap_or_default().to_owned()
}
