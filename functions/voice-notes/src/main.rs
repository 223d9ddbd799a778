//! Wires the function `voice-notes`.

// An event is one future of many small ones, one inside the other.
#![recursion_limit = "256"]

use aws_kit::{aws_config, clock, serve, setting, setting_of, setting_or, start_log};
use connect_contacts::{ConnectContacts, ContactBook};
use lambda_runtime::Error;
use ledger_dynamodb::DynamoLedger;
use recordings_s3::S3Recordings;
use texts_transcribe::{GivenTranscripts, TranscribeJobs, Transcripts};
use voice_notes::{Failure, Stores, handle};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let contacts = setting_or(
        "CONNECT_INSTANCE",
        [("none", ContactBook::Nobody), ("by-name", ContactBook::ByName)],
        "the id of an instance of 36 characters",
        |instance| {
            let is_id = instance.len() == 36 && instance.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
            let connect = || ConnectContacts::new(aws.clone(), instance.to_owned());
            is_id.then(|| ContactBook::Connect(Box::new(connect())))
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
    let stores = Stores { ledger, notes: recordings.clone(), recordings, contacts, transcriber };
    let directory = &directory;
    serve(async |event| {
        let kept = handle(directory, &stores, event, clock::now()).await?;
        Ok::<_, Failure>(kept.len())
    })
    .await
}
