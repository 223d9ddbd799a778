//! Reads the ledger's items back from the local cloud.

use anyhow::Context as _;
use ledger_items::{case_of, event_of};
use lifecycle::{Case, Event, Ticket, Value};
use local_cloud::{Item, Stack};
use serde_json::Value as Json;

/// Converts an item without DynamoDB's type tags to facts; keeps text and whole numbers.
#[must_use]
pub fn facts(item: &Item) -> ledger_items::Item {
    let fact = |value: &Json| match value {
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Number(number) => number.as_i64().map(Value::Number),
        _ => None,
    };
    item.iter().filter_map(|(name, value)| Some((name.clone(), fact(value)?))).collect()
}

/// A case and its history, if there is such a case.
///
/// # Errors
/// When `ticket` is no ticket, or the ledger cannot be read.
pub fn find(stack: &Stack, ticket: &str) -> anyhow::Result<Option<(Case, Vec<Event>)>> {
    let parsed = Ticket::parse(ticket).with_context(|| format!("`{ticket}` is no ticket"))?;
    let Some(item) = stack.case(parsed.as_str())? else { return Ok(None) };
    let events = stack.timeline(parsed.as_str())?;
    let events = events.iter().map(|event| Ok(event_of(&facts(event))?)).collect::<anyhow::Result<_>>()?;
    Ok(Some((case_of(&facts(&item))?, events)))
}

/// Reads a case and its history.
///
/// # Errors
/// If there is no such case, or the ledger cannot be read.
pub fn read(stack: &Stack, ticket: &str) -> anyhow::Result<(Case, Vec<Event>)> {
    find(stack, ticket)?.with_context(|| format!("there is no case {ticket}; use the number that your call printed"))
}
