//! Counts a surge of cases: one item for each kind, place and hour, with the cases' tickets.

use crate::attributes::{key, n, s};
use crate::{DynamoLedger, unavailable};
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use helpline::ports::{Actions, Joined, Surge, Surges, Unavailable};
use jiff::SignedDuration;
use ledger_items::keys;
use lifecycle::Ticket;

/// Most tickets in an item: far more than any limit for a warning, and far less than an item may hold (400 KB, Amazon
/// DynamoDB developer guide, "Quotas").
const MOST: usize = 1_000;

/// An attribute that an item has once the coordinator has been warned.
const WARNED: &str = "warned";

/// The time for which an item is kept after its hour.
const KEPT: SignedDuration = SignedDuration::from_hours(48);

impl Surges for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:UpdateItem"];

    async fn joins(&self, surge: &Surge, ticket: &Ticket) -> Result<Joined, Unavailable> {
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(keys::surge(&surge.to_string()))))
            .update_expression("ADD tickets :ticket SET expires_at = :expires")
            .condition_expression("attribute_not_exists(tickets) OR size(tickets) < :most")
            .expression_attribute_values(":ticket", AttributeValue::Ss(vec![ticket.to_string()]))
            .expression_attribute_values(":expires", n((surge.since + KEPT).as_second()))
            .expression_attribute_values(":most", n(MOST))
            .return_values(ReturnValue::AllNew);
        match update.send().await {
            Ok(updated) => {
                let tickets = updated.attributes().and_then(|item| item.get("tickets")?.as_ss().ok());
                let warned = updated.attributes().is_some_and(|item| item.contains_key(WARNED));
                Ok(Joined { cases: tickets.map_or(0, Vec::len), warned })
            }
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(Joined { cases: MOST, warned: true }),
                _ => Err(unavailable(&error)),
            },
        }
    }

    async fn mark_warned(&self, surge: &Surge) -> Result<(), Unavailable> {
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(keys::surge(&surge.to_string()))))
            .update_expression("SET #warned = :yes")
            .expression_attribute_names("#warned", WARNED)
            .expression_attribute_values(":yes", s("yes"));
        update.send().await.map(drop).map_err(|e| unavailable(&e))
    }
}
