//! Wires the function `voice-notes`.

// An event is one future of many small ones, one inside the other.
#![recursion_limit = "256"]

use aws_kit::{clock, patient_config, serve, setting, setting_of, setting_or, start_log};
use connect_contacts::{ContactBook, ContactsFunction};
use lambda_runtime::Error;
use ledger_dynamodb::DynamoLedger;
use queues_sqs::FileQueue;
use recordings_s3::S3Recordings;
use transcripts_transcribe::{GivenTranscripts, TranscribeJobs, Transcripts};
use voice_notes::{Failure, Stores, handle};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = patient_config().await;
    let contacts = setting_or(
        "CONTACTS",
        [("none", ContactBook::Nobody), ("by-name", ContactBook::ByName)],
        "the ARN of the function `contacts`",
        |arn| {
            let function = || ContactsFunction::new(aws.clone(), arn.to_owned());
            arn.starts_with("arn:").then(|| ContactBook::Function(Box::new(function())))
        },
    )?;
    let (notes, key) = (setting("NOTES_BUCKET")?, setting("VOICE_KEY")?);
    let recordings = S3Recordings::new(&aws, notes.clone(), key.clone());
    let jobs = TranscribeJobs::new(aws_sdk_transcribe::Client::new(&aws), notes, key, setting("JOB_PREFIX")?);
    let mut directory = state_directory::read()?.directory;
    let given =
        GivenTranscripts { files: recordings.clone(), bucket: setting("RECORDINGS_BUCKET")?, otherwise: jobs.clone() };
    let transcribers = [
        ("transcribe", Transcripts::Transcribe(jobs)),
        ("given", Transcripts::Given(given)),
        ("none", Transcripts::Nobody),
    ];
    let transcriber = setting_of("TRANSCRIBER", transcribers)?;
    if !matches!(transcriber, Transcripts::Nobody) {
        directory = directory.with_transcripts();
    }
    let ledger = DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?);
    let queue = FileQueue::new(aws_sdk_sqs::Client::new(&aws), setting("QUEUE")?);
    let stores = Stores { ledger, notes: recordings.clone(), recordings, contacts, transcriber, queue };
    let directory = &directory;
    serve(async |event| Ok::<_, Failure>(handle(directory, &stores, event, clock::now()).await?)).await
}
