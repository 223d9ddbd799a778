//! Wires the function `contacts`.

// An event is one future of many small ones, one inside the other.
#![recursion_limit = "256"]

use aws_kit::{aws_config, serve, setting, start_log};
use connect_contacts::ConnectContacts;
use contacts::{Stores, handle};
use lambda_runtime::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let stores = Stores { contacts: ConnectContacts::new(aws_config().await, setting("CONNECT_INSTANCE")?) };
    serve(async |event| handle(&stores, event).await).await
}
