//! A stand-in for DynamoDB that gives prepared answers.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_http_client::test_util::{ReplayEvent, StaticReplayClient};
use aws_smithy_types::body::SdkBody;
use ledger_dynamodb::DynamoLedger;
use serde_json::{Value, json};

/// Makes an answer.
pub fn http(status: u16, body: &str) -> ReplayEvent {
    let request = http::Request::builder().uri("https://dynamodb.ap-south-1.amazonaws.com/").body(SdkBody::empty());
    let response = http::Response::builder().status(status).body(SdkBody::from(body));
    ReplayEvent::new(request.unwrap(), response.unwrap())
}

/// Returns a ledger that gets these answers in order, and the client that recorded the requests.
pub fn ledger(answers: Vec<ReplayEvent>) -> (DynamoLedger, StaticReplayClient) {
    let replay = StaticReplayClient::new(answers);
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("ap-south-1"))
        .credentials_provider(Credentials::new("a", "b", None, None, "test"))
        .http_client(replay.clone())
        .retry_config(RetryConfig::disabled())
        .build();
    (DynamoLedger::new(Client::from_conf(config), "ledger".into()), replay)
}

/// Makes the answer to a transaction that is cancelled for these reasons, one for each of its items.
pub fn cancelled(reasons: &Value) -> ReplayEvent {
    let body = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "Transaction cancelled",
        "CancellationReasons": reasons,
    });
    http(400, &body.to_string())
}
