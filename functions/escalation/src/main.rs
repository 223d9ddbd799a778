//! Wires the function `escalation`.

use aws_kit::deadlines::SWEEP;
use aws_kit::{aws_config, clock, setting, setting_of, start_log};
use escalation::{Stores, handle, not_from_the_future};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use ledger_dynamodb::DynamoLedger;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tokio::time::Instant;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let stores = Stores { ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?) };
    let directory = &state_directory::playbook()?.directory;
    // On a local cloud time is let pass at will; elsewhere an event from the future would stamp cases with it.
    let any_time = setting_of("TIME", [("present", false), ("any", true)])?;
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        let event = event.payload.get().as_bytes();
        if !any_time {
            not_from_the_future(event, clock::now())?;
        }
        let until = Instant::now() + SWEEP;
        let time_left = || Instant::now() < until;
        let swept = handle(directory, &stores, event, &time_left).await?;
        Ok::<Value, Error>(json!({
            "due": swept.due,
            "registered": swept.registered,
            "voided": swept.voided,
            "sent_to_triage": swept.sent_to_triage,
            "raised": swept.raised,
            "handed_up": swept.handed_up,
            "reminded": swept.reminded,
            "promises_broken": swept.promises_broken,
            "sorted": swept.sorted,
            "recordings_missing": swept.recordings_missing,
            "transcripts_missing": swept.transcripts_missing,
            "lost_races": swept.lost_races,
            "cut_off": swept.cut_off,
        }))
    }))
    .await
}
