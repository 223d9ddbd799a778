//! Wires the function `escalation`.

use aws_kit::deadlines::SWEEP;
use aws_kit::{aws_config, clock, serve, setting, setting_of, start_log};
use escalation::{Stores, handle, not_from_the_future};
use lambda_runtime::Error;
use ledger_dynamodb::DynamoLedger;
use tokio::time::Instant;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let stores = Stores { ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?) };
    let directory = &state_directory::playbook()?.directory;
    // A local cloud lets time pass at will. Elsewhere an event from the future would give cases future times.
    let any_time = setting_of("TIME", [("present", false), ("any", true)])?;
    serve(async |event| {
        if !any_time {
            not_from_the_future(event, clock::now())?;
        }
        let until = Instant::now() + SWEEP;
        handle(directory, &stores, event, &|| Instant::now() < until).await
    })
    .await
}
