//! Wires the function `dispatch`.

use aws_kit::{aws_config, setting, start_log};
use dispatch::handle;
use helpline::ports::{
    CountCrowds, Crowd, ParkNotices, PublishNotices, ReadCases, ReadEvents, RetryLater, Unavailable,
};
use helpline::texts::QueueSms;
use helpline::{EventKey, Owed};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use ledger_dynamodb::DynamoLedger;
use lifecycle::{Case, Event, Ticket};
use notice::Notice;
use notices_sns::{SnsTopics, SqsParking};
use serde_json::value::RawValue;
use std::time::Duration;

/// The ports of this function: it reads events, publishes, parks, and counts crowds. It cannot write a case.
struct Ports {
    ledger: DynamoLedger,
    topics: SnsTopics,
    parking: SqsParking,
    /// Where nobody is texted, nothing is queued.
    sms: Option<SqsParking>,
}

impl QueueSms for Ports {
    async fn queue_sms(&self, key: &Owed) -> Result<(), Unavailable> {
        match &self.sms {
            Some(queue) => queue.park(key).await,
            None => Ok(()),
        }
    }
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

impl CountCrowds for Ports {
    async fn joins(&self, crowd: &Crowd, ticket: &Ticket) -> Result<usize, Unavailable> {
        self.ledger.joins(crowd, ticket).await
    }
}

impl PublishNotices for Ports {
    async fn publish(&self, notice: &Notice) -> Result<(), Unavailable> {
        self.topics.publish(notice).await
    }
}

impl ParkNotices for Ports {
    async fn park(&self, key: &Owed) -> Result<(), Unavailable> {
        self.parking.park(key).await
    }
}

impl RetryLater for Ports {
    async fn retry_after(&self, receipt: &str, pause: Duration) -> Result<(), Unavailable> {
        self.parking.retry_after(receipt, pause).await
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let sqs = aws_sdk_sqs::Client::new(&aws);
    let sms = Some(setting("SMS_QUEUE")?).filter(|queue| queue != "none");
    let ports = Ports {
        ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?),
        topics: SnsTopics::new(aws_sdk_sns::Client::new(&aws), setting("TOPIC_ARN_PREFIX")?),
        parking: SqsParking::new(sqs.clone(), setting("PARKED_QUEUE")?),
        sms: sms.map(|queue| SqsParking::new(sqs, queue)),
    };
    let directory = &state_directory::playbook()?.directory;
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        Ok::<_, Error>(handle(directory, &ports, event.payload.get().as_bytes()).await?)
    }))
    .await
}
