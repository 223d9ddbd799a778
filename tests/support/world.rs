//! The sweep in memory, and items as DynamoDB has them.

use helpline::SweepReport;
use helpline::ports::Unavailable;
use jiff::Timestamp;
use lifecycle::Value;
use serde_json::{Value as Json, json};
use testkit::Memory;

/// A sweep of the memory under the State's own rules, with all the time in the world.
///
/// # Errors
/// The sweep's own.
pub async fn sweep(memory: &Memory, now: Timestamp) -> Result<SweepReport, Unavailable> {
    match state_directory::playbook() {
        Ok(playbook) => helpline::sweep(&playbook.directory, memory, now, &|| true).await,
        Err(why) => Err(Unavailable(why.to_owned())),
    }
}

/// An item as DynamoDB's stream and table have it.
#[must_use]
pub fn image(item: &ledger_items::Item) -> Json {
    let tagged = |value: &Value| match value {
        Value::Text(text) => json!({ "S": text }),
        Value::Number(number) => json!({ "N": number.to_string() }),
    };
    item.iter().map(|(name, value)| (name.clone(), tagged(value))).collect()
}

/// The facts of an item as DynamoDB's stream and table have it.
#[must_use]
pub fn facts(image: &Json) -> ledger_items::Item {
    let fact = |tagged: &Json| {
        let (tag, text) = tagged.as_object()?.iter().next()?;
        ledger_items::fact(tag, text.as_str()?)
    };
    let attributes = image.as_object().into_iter().flatten();
    attributes.filter_map(|(name, value)| Some((name.clone(), fact(value)?))).collect()
}
