//! The way to AWS: rustls with ring, which has no slow start, and the roots of Amazon's certificates alone.

use crate::deadlines::{SDK_ATTEMPT, SDK_OPERATION};
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

/// Every root that Amazon Trust Services signs with (<https://www.amazontrust.com/repository/>). Loading a
/// system's whole store costs more than the rest of the start; the price is that a change of Amazon's roots
/// needs a release: see `docs/adr/0001-ring-and-amazon-roots.md`.
const AMAZON_ROOTS: &str = include_str!("../amazon-roots.pem");

/// Attempts of one call to a service, the first included.
const ATTEMPTS: u32 = 3;

/// The configuration for every AWS client of a function.
///
/// `AWS_ENDPOINT_URL` sends everything to a local cloud, as everywhere with AWS.
pub async fn aws_config() -> SdkConfig {
    let trust = TrustStore::empty().with_pem_certificate(AMAZON_ROOTS.as_bytes());
    let context = TlsContext::builder().with_trust_store(trust).build();
    let builder = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
    let loader = match context {
        Ok(context) => {
            aws_config::defaults(BehaviorVersion::latest()).http_client(builder.tls_context(context).build_https())
        }
        // The roots are compiled in and a test reads them; without them the system's serve.
        Err(_) => aws_config::defaults(BehaviorVersion::latest()).http_client(builder.build_https()),
    };
    let timeouts =
        TimeoutConfig::builder().operation_attempt_timeout(SDK_ATTEMPT).operation_timeout(SDK_OPERATION).build();
    let retries = RetryConfig::standard().with_max_attempts(ATTEMPTS);
    loader.timeout_config(timeouts).retry_config(retries).load().await
}

/// A service's error without its message, which may hold data.
pub type ErrorCode = String;

/// The service and its error code, such as `dynamodb ResourceNotFoundException`.
pub fn error_code<E: ProvideErrorMetadata>(service: &str, error: &E) -> ErrorCode {
    format!("{service} {}", error.code().unwrap_or("did not answer"))
}

/// Whether a failed call may have had its effect: no answer came, or the service said that it failed inside.
/// An answer with any other code says that nothing happened.
pub fn outcome_unknown<E: ProvideErrorMetadata>(error: &E) -> bool {
    /// Codes after which DynamoDB does not promise that nothing was written (DynamoDB developer guide, "Error
    /// handling": 5xx), or asks to be asked again.
    const UNSURE: [&str; 7] = [
        "InternalServerError",
        "InternalFailure",
        "ServiceUnavailable",
        "TransactionInProgressException",
        "RequestTimeout",
        "ThrottlingException",
        "ProvisionedThroughputExceededException",
    ];
    error.code().is_none_or(|code| UNSURE.contains(&code))
}
