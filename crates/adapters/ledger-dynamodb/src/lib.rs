//! The ledger in one DynamoDB table. This crate makes the requests; `ledger-items` defines the items.
//!
//! A case never holds the citizen. The way from a case to its citizen leads through the contact, and only the functions
//! that send SMS or call back may take it. `docs/table-design.md` lists items, access paths and conditions.

mod access;
mod announcement;
mod attributes;
mod callers;
mod counts;
mod histories;
mod list;
mod pins;
mod read;
mod schemes;
mod subscribers;
mod surges;
mod texting;
mod transact;
mod waiting;
mod write;

pub use announcement::RememberedAnnouncement;
pub use attributes::{Attributes, facts};
pub use schemes::{RememberedSchemes, Telling};

use attributes::s;
use aws_kit::error_code;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use helpline::ports::Unavailable;
use std::time::Instant;

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

    /// Builds a query for the items of a partition.
    fn partition(&self, pk: impl Into<String>) -> QueryFluentBuilder {
        let query = self.client.query().table_name(&self.table).key_condition_expression("pk = :pk");
        query.expression_attribute_values(":pk", s(pk))
    }

    /// Builds a query for the items of a partition whose sort key begins with `prefix`.
    fn partition_from(&self, pk: impl Into<String>, prefix: &str) -> QueryFluentBuilder {
        let query = self.partition(pk).key_condition_expression("pk = :pk AND begins_with(sk, :prefix)");
        query.expression_attribute_values(":prefix", s(prefix))
    }

    /// Reads all pages of a query, with one more request for each megabyte.
    async fn whole(&self, query: QueryFluentBuilder) -> Result<Vec<Attributes>, Unavailable> {
        let items = query.into_paginator().items().send().collect::<Result<Vec<_>, _>>().await;
        items.map_err(|e| unavailable(&e))
    }
}

/// Returns the present time for values in memory, from a clock that a test can stop.
fn instant() -> Instant {
    tokio::time::Instant::now().into_std()
}

fn unavailable<E, R>(error: &SdkError<E, R>) -> Unavailable
where
    SdkError<E, R>: aws_sdk_dynamodb::error::ProvideErrorMetadata,
{
    Unavailable(error_code("dynamodb", error))
}
