//! Wires the function `sms`, the only function that may open a caller's number.

use aws_kit::{clock, patient_config, serve, setting, setting_of, start_log};
use citizens_kms::KmsNumbers;
use helpline::sms::Hours;
use lambda_runtime::Error;
use ledger_dynamodb::DynamoLedger;
use queues_sqs::SmsQueue;
use sms::{Stores, handle};
use sms_aws::{LocalSns, Messaging, Registered, Sender};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = patient_config().await;
    let registered = Registered::new(setting("SMS_ENTITY")?, setting("SMS_SENDER")?, &setting("SMS_TEMPLATES")?);
    let texts = state_directory::sms()?;
    // The Region that sends SMS. There is none on a local cloud, or if no SMS is sent.
    let region = setting_of(
        "SMS_REGION",
        [("none", None), ("local", None), ("ap-south-1", Some("ap-south-1")), ("ap-south-2", Some("ap-south-2"))],
    )?;
    let sender = match region {
        None => Sender::Local(LocalSns::new(aws_sdk_sns::Client::new(&aws), registered)),
        Some(region) => {
            if let Some(lacking) = texts.templates().iter().find(|name| !registered.templates.contains_key(*name)) {
                return Err(format!(
                    "`SmsTemplates` has no id of `{lacking}`: register it, or every such SMS is refused"
                )
                .into());
            }
            Sender::Messaging(Messaging::new(&aws, region.to_owned(), registered))
        }
    };
    let stores = &Stores {
        ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?),
        numbers: KmsNumbers::new(aws_sdk_kms::Client::new(&aws)),
        sender,
        queue: SmsQueue::new(aws_sdk_sqs::Client::new(&aws), Some(setting("SMS_QUEUE")?)),
    };
    let hours = setting_of("TIME", [("present", Hours::Day), ("any", Hours::Any)])?;
    serve(async |event| handle(texts, stores, event, (clock::now(), hours)).await).await
}
