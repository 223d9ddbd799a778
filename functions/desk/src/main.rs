//! Wires the function `desk`: it reads, lists and writes cases, seals and opens what citizens disclose, and seals the
//! numbers of callers on the line; it hands out what was said to whoever may have it. It cannot open a caller's number.

use aws_kit::{aws_config, clock, setting, start_log};
use citizens_kms::{KmsCitizens, KmsDisclosures};
use desk::handle;
use helpline::CallerNumber;
use helpline::ports::{Disclosed, KeepDisclosures, SealCitizen, SealDisclosures, SealedCitizen, Unavailable};
use helpline::recordings::HandOut;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use ledger_dynamodb::DynamoLedger;
use lifecycle::{Attachment, Field, Sealed, Ticket};
use recordings_s3::{S3Recordings, S3Texts};
use serde_json::value::RawValue;
use uuid::Uuid;

/// What this function seals: each under a key of its own.
struct Secrets {
    disclosures: KmsDisclosures,
    citizens: KmsCitizens,
    texts: S3Texts,
}

impl HandOut for Secrets {
    async fn link(&self, name: &Attachment) -> Result<Option<String>, Unavailable> {
        self.texts.link(name).await
    }

    async fn unseal(&self, name: &Attachment) -> Result<Option<String>, Unavailable> {
        self.texts.unseal(name).await
    }
}

impl SealDisclosures for Secrets {
    async fn seal_disclosure(&self, ticket: &Ticket, field: Field, value: &Disclosed) -> Result<Sealed, Unavailable> {
        self.disclosures.seal_disclosure(ticket, field, value).await
    }
}

impl KeepDisclosures for Secrets {
    async fn open(&self, ticket: &Ticket, field: Field, sealed: &Sealed) -> Result<Disclosed, Unavailable> {
        self.disclosures.open(ticket, field, sealed).await
    }
}

impl SealCitizen for Secrets {
    async fn seal(&self, number: &CallerNumber) -> Result<SealedCitizen, Unavailable> {
        self.citizens.seal(number).await
    }

    async fn pseudonym(&self, number: &CallerNumber) -> Result<String, Unavailable> {
        self.citizens.pseudonym(number).await
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let ledger = DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?);
    let kms = aws_sdk_kms::Client::new(&aws);
    let files = S3Recordings::new(&aws, setting("NOTES_BUCKET")?, setting("VOICE_KEY")?);
    let secrets = Secrets {
        texts: S3Texts::new(files, setting("SEAL_KEY")?),
        disclosures: KmsDisclosures::new(kms.clone(), setting("DISCLOSURE_KEY")?),
        citizens: KmsCitizens::new(kms, setting("PSEUDONYM_KEY")?, setting("NUMBER_KEY")?),
    };
    let directory = &state_directory::playbook()?.directory;
    let first = Ticket::drawn(0, directory.ticket_digits)?;
    let draw = || Ticket::drawn(random(), directory.ticket_digits).unwrap_or_else(|_| first.clone());
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        let event = event.payload.get().as_bytes();
        Ok::<_, Error>(handle(directory, &ledger, &secrets, event, draw, clock::now()).await?)
    }))
    .await
}

/// 64 bits of a random UUID that hold no version mark.
fn random() -> u64 {
    let (high, low) = Uuid::new_v4().as_u64_pair();
    high.rotate_left(32) ^ low
}
