//! Wires the function `voice-notes`.

use aws_kit::{aws_config, clock, setting, start_log};
use connect_contacts::ConnectContacts;
use helpline::ports::{ReadForCommand, Unavailable, Write, WriteCases, Written};
use helpline::sound::{FetchRecordings, Fetched, FindContact, FindSpoken, KeepSound, Place, Recorded, SpokenOf};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use ledger_dynamodb::DynamoLedger;
use lifecycle::{Attachment, Case, ContactId, Ticket};
use recordings_s3::S3Recordings;
use serde_json::value::RawValue;
use voice_notes::{ByName, Nobody, handle};

/// Who says which call a recording is of.
enum Contacts {
    /// Amazon Connect.
    Connect(ConnectContacts),
    /// The recording's name, on a local cloud.
    ByName,
    /// Nobody.
    Nobody,
}

struct Ports {
    ledger: DynamoLedger,
    recordings: S3Recordings,
    contacts: Contacts,
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
        instance => {
            let connect = aws_sdk_connect::Client::new(&aws);
            Contacts::Connect(ConnectContacts::new(connect, instance.to_owned()))
        }
    };
    let ports = Ports {
        ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?),
        recordings: S3Recordings::new(&aws, setting("NOTES_BUCKET")?, setting("VOICE_KEY")?),
        contacts,
    };
    let directory = &state_directory::playbook()?.directory;
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        let kept = handle(directory, &ports, event.payload.get().as_bytes(), clock::now()).await?;
        Ok::<_, Error>(kept.len())
    }))
    .await
}
