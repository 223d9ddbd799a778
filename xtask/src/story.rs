//! A case and its timeline, as a person wants to read them.

use anyhow::{Context as _, Result};
use jiff::Timestamp;
use local_cloud::{Item, Stack};
use serde_json::Value;

/// The case's due time.
pub(crate) fn due(stack: &Stack, ticket: &str) -> Result<Timestamp> {
    let case = stack.case(ticket)?.with_context(|| format!("no case {ticket}"))?;
    moment(&case, "due_at").context("the case has no due time")
}

/// Prints the case and what happened to it.
pub(crate) fn tell(stack: &Stack, ticket: &str) -> Result<()> {
    let case = stack.case(ticket)?.with_context(|| format!("no case {ticket}"))?;
    println!(
        "   case {ticket}: {}, level {}, department {}",
        text(&case, "state"),
        text(&case, "level"),
        text(&case, "department")
    );
    if let Some(due) = moment(&case, "due_at") {
        println!("   due {}", notice::in_india(due));
    }
    for event in stack.timeline(ticket)? {
        let at = moment(&event, "at").map(notice::in_india).unwrap_or_default();
        println!("   {at}  {:<20} {:<5} {}", text(&event, "what"), text(&event, "level"), text(&event, "department"));
    }
    Ok(())
}

fn text<'a>(item: &'a Item, key: &str) -> &'a str {
    item.get(key).and_then(Value::as_str).unwrap_or("-")
}

fn moment(item: &Item, key: &str) -> Option<Timestamp> {
    Timestamp::from_second(item.get(key)?.as_i64()?).ok()
}
