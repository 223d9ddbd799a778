//! Wires the function `transcripts`.

// An event is one future of many small ones, one inside the other.
#![recursion_limit = "256"]

use aws_kit::{clock, patient_config, serve, setting, start_log};
use helpline::recordings::Suggests;
use lambda_runtime::Error;
use ledger_dynamodb::DynamoLedger;
use queues_sqs::FileQueue;
use recordings_s3::{S3Recordings, S3Transcripts};
use transcripts::{Failure, Stores, handle};
use transcripts_transcribe::TranscribeJobs;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = patient_config().await;
    let (notes, key, prefix) = (setting("NOTES_BUCKET")?, setting("VOICE_KEY")?, &setting("JOB_PREFIX")?);
    let files = S3Recordings::new(&aws, notes.clone(), key.clone());
    let stores = &Stores {
        ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?),
        sealed: S3Transcripts::new(files.clone(), setting("SEAL_KEY")?),
        files,
        transcriber: TranscribeJobs::new(aws_sdk_transcribe::Client::new(&aws), notes, key, prefix.clone()),
        queue: FileQueue::new(aws_sdk_sqs::Client::new(&aws), setting("QUEUE")?),
    };
    let directory = &state_directory::playbook()?.directory;
    let suggests = &Suggests { words: state_directory::words()?, places: state_directory::places()? };
    serve(async |event| Ok::<_, Failure>(handle(directory, suggests, stores, prefix, event, clock::now()).await?)).await
}
