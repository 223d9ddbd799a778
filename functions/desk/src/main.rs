//! Wires the function `desk`.

use aws_kit::{aws_config, clock, random, setting, start_log};
use citizens_kms::{KmsCitizens, KmsDisclosures};
use desk::{Stores, handle};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use ledger_dynamodb::DynamoLedger;
use lifecycle::Tickets;
use recordings_s3::{S3Recordings, S3Transcripts};
use serde_json::value::RawValue;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let kms = aws_sdk_kms::Client::new(&aws);
    let files = S3Recordings::new(&aws, setting("NOTES_BUCKET")?, setting("VOICE_KEY")?);
    let stores = Stores {
        ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?),
        evidence: S3Transcripts::new(files, setting("SEAL_KEY")?),
        disclosures: KmsDisclosures::new(kms.clone(), setting("DISCLOSURE_KEY")?),
        numbers: KmsCitizens::new(kms, setting("PSEUDONYM_KEY")?, setting("NUMBER_KEY")?),
    };
    let directory = &state_directory::playbook()?.directory;
    let tickets = Tickets::new(directory.ticket_digits)?;
    let draw = || tickets.draw(random());
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        let event = event.payload.get().as_bytes();
        Ok::<_, Error>(handle(directory, &stores, event, draw, clock::now()).await?)
    }))
    .await
}
