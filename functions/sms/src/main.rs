//! Wires the function `sms`: the only one that may open a caller's number.

use aws_kit::{aws_config, clock, setting, start_log};
use citizens_kms::KmsNumbers;
use directory::Sms;
use helpline::ports::{ReadCases, ReadEvents, RetryLater, Unavailable};
use helpline::texts::{
    FindPhone, Handed, Hours, OpenNumbers, Phone, ReadWantedSms, RecordSms, SendSms, SmsState, WantedSms,
};
use helpline::{CallerNumber, EventKey, Owed};
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use ledger_dynamodb::DynamoLedger;
use lifecycle::{Case, ContactId, Event, Ticket};
use notices_sns::SqsParking;
use serde_json::value::RawValue;
use sms::handle;
use sms_aws::{LocalSns, Messaging, Registered};
use std::time::Duration;

/// Who sends.
enum Sender {
    /// The service that may send to India.
    Messaging(Messaging),
    /// A local cloud.
    Local(LocalSns),
}

struct Ports {
    ledger: DynamoLedger,
    numbers: KmsNumbers,
    sender: Sender,
    queue: SqsParking,
}

impl ReadEvents for Ports {
    async fn event(&self, key: &EventKey) -> Result<Option<Event>, Unavailable> {
        self.ledger.event(key).await
    }
}

impl ReadCases for Ports {
    async fn case(&self, ticket: &Ticket) -> Result<Option<Case>, Unavailable> {
        self.ledger.case(ticket).await
    }
}

impl FindPhone for Ports {
    async fn phone(&self, contact: &ContactId) -> Result<Option<Phone>, Unavailable> {
        self.ledger.phone(contact).await
    }
}

impl ReadWantedSms for Ports {
    async fn wanted_sms(&self, contact: &ContactId, code: &str) -> Result<Option<WantedSms>, Unavailable> {
        self.ledger.wanted_sms(contact, code).await
    }
}

impl OpenNumbers for Ports {
    async fn open_number(&self, sealed: &[u8]) -> Result<CallerNumber, Unavailable> {
        self.numbers.open_number(sealed).await
    }
}

impl RecordSms for Ports {
    async fn begin_sms(&self, key: &Owed, now: Timestamp) -> Result<Option<SmsState>, Unavailable> {
        self.ledger.begin_sms(key, now).await
    }

    async fn record_sms(&self, key: &Owed, state: &SmsState) -> Result<(), Unavailable> {
        self.ledger.record_sms(key, state).await
    }

    async fn put_off_sms(&self, key: &Owed) -> Result<(), Unavailable> {
        self.ledger.put_off_sms(key).await
    }

    async fn delivered_sms(&self, message: &str, result: &str, is_final: bool) -> Result<bool, Unavailable> {
        self.ledger.delivered_sms(message, result, is_final).await
    }
}

impl SendSms for Ports {
    async fn send_sms(&self, to: &CallerNumber, sms: &Sms) -> Handed {
        match &self.sender {
            Sender::Messaging(messaging) => messaging.send_sms(to, sms).await,
            Sender::Local(sns) => sns.send_sms(to, sms).await,
        }
    }
}

impl RetryLater for Ports {
    async fn retry_after(&self, receipt: &str, pause: Duration) -> Result<(), Unavailable> {
        self.queue.retry_after(receipt, pause).await
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let registered = Registered::new(setting("SMS_ENTITY")?, setting("SMS_SENDER")?, &setting("SMS_TEMPLATES")?);
    let texts = state_directory::sms()?;
    let sender = match setting("SMS_REGION")?.as_str() {
        // Nothing is queued where nobody is texted.
        "local" | "none" => Sender::Local(LocalSns::new(aws_sdk_sns::Client::new(&aws), registered)),
        region => {
            if let Some(lacking) = texts.templates().iter().find(|name| !registered.templates.contains_key(*name)) {
                return Err(format!(
                    "`SmsTemplates` has no id of `{lacking}`: register it, or every such text is refused"
                )
                .into());
            }
            let region = region.to_owned();
            Sender::Messaging(Messaging::new(&aws, region, registered))
        }
    };
    let ports = &Ports {
        ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?),
        numbers: KmsNumbers::new(aws_sdk_kms::Client::new(&aws)),
        sender,
        queue: SqsParking::new(aws_sdk_sqs::Client::new(&aws), setting("SMS_QUEUE")?),
    };
    let hours = if setting("TIME")? == "any" { Hours::Any } else { Hours::Day };
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        Ok::<_, Error>(handle(texts, ports, event.payload.get().as_bytes(), (clock::now(), hours)).await?)
    }))
    .await
}
