//! The ledger in one DynamoDB table: the requests. What stands in the items is `ledger-items`.
//!
//! A case never holds the citizen: the way from a case to a citizen leads over the contact, and no function but the
//! ones that call back may go it. `docs/table-design.md` lists items, access paths and conditions.

mod attributes;
mod board;
mod callers;
mod counts;
mod crowds;
mod list;
mod pins;
mod read;
mod schemes;
mod spoken;
mod texting;
mod write;

pub use attributes::{Attributes, facts};
pub use board::RememberedBoard;
pub use schemes::RememberedSchemes;

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
