//! The HTTP client for AWS: rustls with ring, which starts fast, and only the roots of Amazon's certificates.

use crate::deadlines::{PATIENT_ATTEMPT, PATIENT_OPERATION, SDK_ATTEMPT, SDK_OPERATION};
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use std::time::Duration;

/// Every root with which Amazon Trust Services signs (<https://www.amazontrust.com/repository/>). Loading the system's
/// whole store would take longer than the rest of the start. In return, a change of Amazon's roots needs a release: see
/// `docs/adr/0001-ring-and-amazon-roots.md`.
const AMAZON_ROOTS: &str = include_str!("../amazon-roots.pem");

/// Attempts of one call to a service, including the first.
const ATTEMPTS: u32 = 3;

/// Returns the configuration for every AWS client of a function.
///
/// `AWS_ENDPOINT_URL` sends every request to a local cloud, as with every AWS SDK.
pub async fn aws_config() -> SdkConfig {
    config(SDK_ATTEMPT, SDK_OPERATION).await
}

/// Returns the configuration for the AWS clients of a function for which no caller waits. A slow answer is better there
/// than a second request: SNS, for example, publishes a repeated request twice.
pub async fn patient_config() -> SdkConfig {
    config(PATIENT_ATTEMPT, PATIENT_OPERATION).await
}

async fn config(attempt: Duration, operation: Duration) -> SdkConfig {
    let trust = TrustStore::empty().with_pem_certificate(AMAZON_ROOTS.as_bytes());
    let context = TlsContext::builder().with_trust_store(trust).build();
    let builder = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
    let loader = match context {
        Ok(context) => {
            aws_config::defaults(BehaviorVersion::latest()).http_client(builder.tls_context(context).build_https())
        }
        // This never happens: the roots are compiled in, and a test reads them. If it did, the system's roots would
        // serve.
        Err(_) => aws_config::defaults(BehaviorVersion::latest()).http_client(builder.build_https()),
    };
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(attempt).operation_timeout(operation).build();
    let retries = RetryConfig::standard().with_max_attempts(ATTEMPTS);
    loader.timeout_config(timeouts).retry_config(retries).load().await
}

/// A service's error without its message, which may hold personal data.
pub type ErrorCode = String;

/// Returns the service and its error code, such as `dynamodb ResourceNotFoundException`.
pub fn error_code<E: ProvideErrorMetadata>(service: &str, error: &E) -> ErrorCode {
    format!("{service} {}", error.code().unwrap_or("did not answer"))
}

/// Returns true if a failed call may have had its effect: no answer came, or the service reported an internal failure.
/// Any other error code says that nothing happened.
pub fn outcome_unknown<E: ProvideErrorMetadata>(error: &E) -> bool {
    /// Codes after which DynamoDB may have written all the same (DynamoDB developer guide, "Error handling": 5xx), or
    /// asks for another attempt.
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
