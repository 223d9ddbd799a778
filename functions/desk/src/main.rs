//! Wires the function `desk`.

use aws_kit::{Failed, aws_config, clock, random, serve, setting, start_log};
use citizens_kms::{KmsCitizens, KmsDisclosures};
use desk::{Stores, handle};
use lambda_runtime::Error;
use ledger_dynamodb::DynamoLedger;
use lifecycle::Tickets;
use recordings_s3::{S3Recordings, S3Transcripts};

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
    serve(async |event| {
        let answer = handle(directory, &stores, event, draw, clock::now()).await;
        answer.map_err(|why| Failed::new("StaffNotAnswered", &why))
    })
    .await
}
