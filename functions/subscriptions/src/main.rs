//! Wires the function `subscriptions`.

// An event is one future of many small ones, one inside the other.
#![recursion_limit = "256"]

use aws_kit::{patient_config, serve, setting, start_log};
use lambda_runtime::Error;
use ledger_dynamodb::DynamoLedger;
use notices_sns::SnsTopics;
use subscriptions::{Stores, handle};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = patient_config().await;
    let stores = Stores {
        ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?),
        topics: SnsTopics::new(aws_sdk_sns::Client::new(&aws), setting("TOPIC_ARN_PREFIX")?),
    };
    let directory = &state_directory::playbook()?.directory;
    serve(async |_| handle(directory, &stores).await).await
}
