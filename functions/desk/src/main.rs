//! Wires the function `desk`.

use aws_kit::{aws_config, clock, setting, start_log};
use citizens_kms::KmsDisclosures;
use desk::handle;
use helpline::ports::{
    Disclosed, KeepDisclosures, ListCases, ListCursor, ListPage, ReadForCommand, Unavailable, Write, WriteCases,
    Written,
};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use ledger_dynamodb::DynamoLedger;
use lifecycle::{Case, ContactId, Field, Level, Sealed, Ticket};
use serde_json::value::RawValue;

/// The ports of this function: it reads, lists and writes cases, and it seals and opens what citizens disclose. It
/// cannot open a caller's number.
struct Ports {
    ledger: DynamoLedger,
    disclosures: KmsDisclosures,
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

impl ListCases for Ports {
    async fn open_cases(
        &self,
        desk: &str,
        level: Option<Level>,
        after: Option<ListCursor>,
    ) -> Result<ListPage, Unavailable> {
        self.ledger.open_cases(desk, level, after).await
    }
    async fn promised_calls(&self, after: Option<ListCursor>) -> Result<ListPage, Unavailable> {
        self.ledger.promised_calls(after).await
    }
}

impl KeepDisclosures for Ports {
    async fn seal(&self, ticket: &Ticket, field: Field, value: &Disclosed) -> Result<Sealed, Unavailable> {
        self.disclosures.seal(ticket, field, value).await
    }
    async fn open(&self, ticket: &Ticket, field: Field, sealed: &Sealed) -> Result<Disclosed, Unavailable> {
        self.disclosures.open(ticket, field, sealed).await
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let ports = Ports {
        ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?),
        disclosures: KmsDisclosures::new(aws_sdk_kms::Client::new(&aws), setting("DISCLOSURE_KEY")?),
    };
    let directory = &state_directory::playbook()?.directory;
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        Ok::<_, Error>(handle(directory, &ports, event.payload.get().as_bytes(), clock::now()).await?)
    }))
    .await
}
