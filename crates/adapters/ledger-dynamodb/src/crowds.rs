//! Cases that come in together: one item for each kind, place and hour, with their tickets.

use crate::attributes::{key, n};
use crate::{DynamoLedger, unavailable};
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use helpline::ports::{Actions, Crowd, Surges, Unavailable};
use jiff::SignedDuration;
use ledger_items::keys;
use lifecycle::Ticket;

/// So many tickets stand in an item at most: far more than anybody is warned of, far less than an item may hold (400 KB,
/// Amazon DynamoDB developer guide, "Quotas").
const MOST: usize = 1_000;

/// How long after its hour an item is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(48);

impl Surges for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:UpdateItem"];

    async fn joins(&self, crowd: &Crowd, ticket: &Ticket) -> Result<usize, Unavailable> {
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(keys::crowd(&crowd.to_string()))))
            .update_expression("ADD tickets :ticket SET expires_at = :expires")
            .condition_expression("attribute_not_exists(tickets) OR size(tickets) < :most")
            .expression_attribute_values(":ticket", AttributeValue::Ss(vec![ticket.to_string()]))
            .expression_attribute_values(":expires", n((crowd.since + KEPT).as_second()))
            .expression_attribute_values(":most", n(MOST))
            .return_values(ReturnValue::UpdatedNew);
        match update.send().await {
            Ok(updated) => {
                let tickets = updated.attributes().and_then(|item| item.get("tickets")?.as_ss().ok());
                Ok(tickets.map_or(0, Vec::len))
            }
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(MOST),
                _ => Err(unavailable(&error)),
            },
        }
    }
}
