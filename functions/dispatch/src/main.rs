//! Wires the function `dispatch`.

// The handling of a record is one future of many small futures, one inside the other.
#![recursion_limit = "256"]

use aws_kit::deadlines::DISPATCH;
use aws_kit::{clock, patient_config, serve, setting, setting_of, setting_or, start_log};
use dispatch::{Stores, handle};
use helpline::{NoticeSlots, NoticeTime};
use lambda_runtime::Error;
use ledger_dynamodb::DynamoLedger;
use notices_sns::SnsTopics;
use queues_sqs::{ParkedQueue, SmsQueue};
use tokio::time::Instant;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = patient_config().await;
    let sqs = aws_sdk_sqs::Client::new(&aws);
    let sms =
        setting_or("SMS_QUEUE", [("none", None)], "the address of a queue", |queue| Some(Some(queue.to_owned())))?;
    let stores = Stores {
        ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?),
        topics: SnsTopics::new(aws_sdk_sns::Client::new(&aws), setting("TOPIC_ARN_PREFIX")?),
        parked: ParkedQueue::new(sqs.clone(), setting("PARKED_QUEUE")?),
        sms_keys: SmsQueue::new(sqs, sms),
    };
    let directory = &state_directory::playbook()?.directory;
    let slots = setting_of("NOTICE_SLOTS", [("hourly", NoticeSlots::Hourly), ("none", NoticeSlots::None)])?;
    serve(async |event| {
        let (time, until) = (NoticeTime { slots, now: clock::now() }, Instant::now() + DISPATCH);
        handle(directory, &stores, time, &|| Instant::now() < until, event).await
    })
    .await
}
