//! Wires the function `conversation`.

use aws_kit::deadlines::STEP;
use aws_kit::{aws_config, clock, setting, start_log};
use citizens_kms::KmsCitizens;
use conversation::handle;
use helpline::CallerNumber;
use helpline::ports::{ReadCases, SealCitizen, SealedCitizen, Unavailable, Write, WriteCases, Written};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use ledger_dynamodb::DynamoLedger;
use lifecycle::{Case, Ticket};
use serde_json::value::RawValue;
use tokio::time::timeout;
use uuid::Uuid;

/// The ports of this function: it writes and reads cases, and it seals numbers. It cannot open one.
struct Ports {
    ledger: DynamoLedger,
    citizens: KmsCitizens,
}

impl WriteCases for Ports {
    async fn write(&self, write: &Write) -> Written {
        self.ledger.write(write).await
    }
}

impl ReadCases for Ports {
    async fn case(&self, ticket: &Ticket) -> Result<Option<Case>, Unavailable> {
        self.ledger.case(ticket).await
    }
}

impl SealCitizen for Ports {
    async fn seal(&self, number: &CallerNumber) -> Result<SealedCitizen, Unavailable> {
        self.citizens.seal(number).await
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let ports = Ports {
        ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?),
        citizens: KmsCitizens::new(aws_sdk_kms::Client::new(&aws), setting("PSEUDONYM_KEY")?, setting("NUMBER_KEY")?),
    };
    let playbook = state_directory::playbook()?;
    let first = Ticket::drawn(0, playbook.directory.ticket_digits)?;
    let draw = || Ticket::drawn(random(), playbook.directory.ticket_digits).unwrap_or_else(|_| first.clone());
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        let step = handle(playbook, &ports, event.payload.get().as_bytes(), draw, clock::now());
        let answer = timeout(STEP, step).await.map_err(|_| "the step took too long; send the same step again")??;
        Ok::<_, Error>(RawValue::from_string(answer)?)
    }))
    .await
}

/// 64 bits of a random UUID that hold no version mark.
fn random() -> u64 {
    let (high, low) = Uuid::new_v4().as_u64_pair();
    high.rotate_left(32) ^ low
}
