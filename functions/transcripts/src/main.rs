//! Wires the function `transcripts`: it reads the texts of notes, seals them, and cannot open what it sealed.

use aws_kit::{aws_config, clock, setting, start_log};
use helpline::ports::{ReadForCommand, Unavailable, Write, WriteCases, Written};
use helpline::recordings::{FetchRecordings, Fetched, MakeTexts, Place, SealTexts, Suggests, TextJob};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use ledger_dynamodb::DynamoLedger;
use lifecycle::{Attachment, Case, ContactId, Ticket};
use recordings_s3::{S3Recordings, S3Texts};
use serde_json::value::RawValue;
use texts_transcribe::TranscribeJobs;
use transcripts::handle;

struct Ports {
    ledger: DynamoLedger,
    files: S3Recordings,
    texts: S3Texts,
    jobs: TranscribeJobs,
}

impl FetchRecordings for Ports {
    async fn fetch(&self, place: &Place, most: u64) -> Result<Fetched, Unavailable> {
        self.files.fetch(place, most).await
    }
}

impl SealTexts for Ports {
    async fn seal_text(&self, name: &Attachment, text: &str) -> Result<(), Unavailable> {
        self.texts.seal_text(name, text).await
    }

    async fn forget(&self, name: &Attachment) -> Result<(), Unavailable> {
        self.texts.forget(name).await
    }
}

impl MakeTexts for Ports {
    async fn begin(&self, job: &TextJob) -> Result<(), Unavailable> {
        self.jobs.begin(job).await
    }
}

impl ReadForCommand for Ports {
    async fn case_and_answer(
        &self,
        ticket: &Ticket,
        id: &ContactId,
    ) -> Result<(Option<Case>, Option<String>), Unavailable> {
        self.ledger.case_and_answer(ticket, id).await
    }
}

impl WriteCases for Ports {
    async fn write(&self, write: &Write) -> Written {
        self.ledger.write(write).await
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let (notes, key, prefix) = (setting("NOTES_BUCKET")?, setting("VOICE_KEY")?, &setting("JOB_PREFIX")?);
    let files = S3Recordings::new(&aws, notes.clone(), key.clone());
    let ports = &Ports {
        ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?),
        texts: S3Texts::new(files.clone(), setting("SEAL_KEY")?),
        files,
        jobs: TranscribeJobs::new(aws_sdk_transcribe::Client::new(&aws), notes, key, prefix.clone()),
    };
    let directory = &state_directory::playbook()?.directory;
    let suggests = &Suggests { words: state_directory::words()?, places: state_directory::places()? };
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        let event = event.payload.get().as_bytes();
        let became = handle(directory, suggests, ports, prefix, event, clock::now()).await?;
        Ok::<_, Error>(became.len())
    }))
    .await
}
