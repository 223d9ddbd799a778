//! The ledger in one DynamoDB table.
//!
//! | item | `pk` | `sk` | written |
//! |---|---|---|---|
//! | a case as it stands | `CASE#ticket` | `CASE` | with each event, at the version before |
//! | an event | `CASE#ticket` | `EVENT#000001` | once |
//! | a call's case | `CONTACT#id` | `CONTACT` | once |
//! | a call's step that wrote, with its answer | `CONTACT#id` | `STEP#0003#noted` | once |
//! | a citizen | `CITIZEN#pseudonym` | `CITIZEN` | number sealed once |
//! | a citizen's case | `CITIZEN#pseudonym` | `CASE#ticket` | once |
//!
//! The index `due` holds the cases that have a due time, by shard and time. A case never holds the citizen:
//! the way from a case to a citizen leads over the contact, and no function but the ones that call back
//! may go it.

mod item;
mod keys;
mod read;
mod write;

pub use item::{event_from_item, text};
pub use keys::{DUE_INDEX, EVENT_PREFIX};

use aws_kit::error_code;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use helpline::ports::Unavailable;

/// The ledger's table.
#[derive(Debug, Clone)]
pub struct DynamoLedger {
    client: Client,
    table: String,
}

impl DynamoLedger {
    /// The ledger in `table`.
    #[must_use]
    pub fn new(client: Client, table: String) -> Self {
        Self { client, table }
    }
}

fn unavailable<E, R>(error: &SdkError<E, R>) -> Unavailable
where
    SdkError<E, R>: aws_sdk_dynamodb::error::ProvideErrorMetadata,
{
    Unavailable(error_code("dynamodb", error))
}
