//! Wires the function `escalation`.

use aws_kit::{aws_config, setting, start_log};
use escalation::handle;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use ledger_dynamodb::DynamoLedger;
use serde_json::value::RawValue;
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let ledger = DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?);
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        let swept = handle(&ledger, event.payload.get().as_bytes()).await?;
        Ok::<Value, Error>(json!({
            "due": swept.due,
            "registered": swept.registered,
            "voided": swept.voided,
            "sent_to_triage": swept.sent_to_triage,
            "raised": swept.raised,
            "lost_races": swept.lost_races,
        }))
    }))
    .await
}
