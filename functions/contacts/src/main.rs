//! Wires the function `contacts`.

use aws_kit::{aws_config, setting, start_log};
use connect_contacts::{ConnectContacts, Told};
use contacts::{Stores, handle};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use serde_json::value::RawValue;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let stores = Stores { contacts: ConnectContacts::new(aws_config().await, setting("CONNECT_INSTANCE")?) };
    run(service_fn(async |event: LambdaEvent<Box<RawValue>>| {
        Ok::<Told, Error>(handle(&stores, event.payload.get().as_bytes()).await?)
    }))
    .await
}
