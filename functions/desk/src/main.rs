//! Wires the function `desk`: it reads, lists and writes cases, and it seals and opens what citizens disclose. It cannot
//! open a caller's number.

use aws_kit::{aws_config, clock, setting, start_log};
use citizens_kms::KmsDisclosures;
use desk::handle;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use ledger_dynamodb::DynamoLedger;
use serde_json::value::RawValue;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let ledger = DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?);
    let disclosures = KmsDisclosures::new(aws_sdk_kms::Client::new(&aws), setting("DISCLOSURE_KEY")?);
    let directory = &state_directory::playbook()?.directory;
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        let event = event.payload.get().as_bytes();
        Ok::<_, Error>(handle(directory, &ledger, &disclosures, event, clock::now()).await?)
    }))
    .await
}
