//! Wires the function `voice-notes`.

use aws_kit::{aws_config, clock, setting, start_log};
use connect_contacts::ConnectContacts;
use helpline::ports::{ReadForCommand, Unavailable, Write, WriteCases, Written};
use helpline::recordings::{
    FetchRecordings, Fetched, FindContact, FindSpoken, KeepSound, MakeTexts, Place, Recorded, SpokenOf, TextJob,
};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use ledger_dynamodb::DynamoLedger;
use lifecycle::{Attachment, Case, ContactId, Ticket};
use recordings_s3::S3Recordings;
use serde_json::value::RawValue;
use texts_transcribe::TranscribeJobs;
use voice_notes::{ByName, GivenTexts, Nobody, handle};

/// Who says which call a recording is of.
enum Contacts {
    /// Amazon Connect.
    Connect(Box<ConnectContacts>),
    /// The recording's name, on a local cloud.
    ByName,
    /// Nobody.
    Nobody,
}

struct Ports {
    ledger: DynamoLedger,
    recordings: S3Recordings,
    contacts: Contacts,
    texts: Texts,
}

/// Who makes texts of notes.
enum Texts {
    /// Amazon Transcribe.
    Transcribe(TranscribeJobs),
    /// Whoever gave them, on a local cloud.
    Given(GivenTexts<S3Recordings, TranscribeJobs>),
    /// Nobody.
    Nobody,
}

impl MakeTexts for Ports {
    async fn begin(&self, job: &TextJob) -> Result<(), Unavailable> {
        match &self.texts {
            Texts::Transcribe(jobs) => jobs.begin(job).await,
            Texts::Given(given) => given.begin(job).await,
            Texts::Nobody => Ok(()),
        }
    }
}

impl FindContact for Ports {
    async fn recorded(&self, place: &Place, named: &ContactId) -> Result<Option<Recorded>, Unavailable> {
        match &self.contacts {
            Contacts::Connect(connect) => connect.recorded(place, named).await,
            Contacts::ByName => ByName.recorded(place, named).await,
            Contacts::Nobody => Nobody.recorded(place, named).await,
        }
    }
}

impl FetchRecordings for Ports {
    async fn fetch(&self, place: &Place, most: u64) -> Result<Fetched, Unavailable> {
        self.recordings.fetch(place, most).await
    }
}

impl KeepSound for Ports {
    async fn keep(&self, name: &Attachment, media_type: &str, file: Vec<u8>) -> Result<(), Unavailable> {
        self.recordings.keep(name, media_type, file).await
    }
}

impl FindSpoken for Ports {
    async fn spoken_on(&self, contact: &ContactId) -> Result<Vec<SpokenOf>, Unavailable> {
        self.ledger.spoken_on(contact).await
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
    let contacts = match setting("CONNECT_INSTANCE")?.as_str() {
        "none" => Contacts::Nobody,
        "by-name" => Contacts::ByName,
        instance => Contacts::Connect(Box::new(ConnectContacts::new(aws.clone(), instance.to_owned()))),
    };
    let (notes, key) = (setting("NOTES_BUCKET")?, setting("VOICE_KEY")?);
    let recordings = S3Recordings::new(&aws, notes.clone(), key.clone());
    let jobs = TranscribeJobs::new(aws_sdk_transcribe::Client::new(&aws), notes, key, setting("JOB_PREFIX")?);
    let mut directory = state_directory::read()?.directory;
    let transcriber = setting("TRANSCRIBER")?;
    if transcriber != "none" {
        directory = directory.with_transcripts();
    }
    let texts = match transcriber.as_str() {
        "none" => Texts::Nobody,
        "given" => Texts::Given(GivenTexts {
            files: recordings.clone(),
            bucket: setting("RECORDINGS_BUCKET")?,
            otherwise: jobs,
        }),
        _ => Texts::Transcribe(jobs),
    };
    let ledger = DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?);
    let ports = Ports { ledger, recordings, contacts, texts };
    let directory = &directory;
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        let kept = handle(directory, &ports, event.payload.get().as_bytes(), clock::now()).await?;
        Ok::<_, Error>(kept.len())
    }))
    .await
}
