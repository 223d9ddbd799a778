//! The sweep in memory, and items in DynamoDB's form.

use helpline::ports::Unavailable;
use helpline::{NoticeSlots, NoticeTime, SweepReport};
use jiff::Timestamp;
use lifecycle::Value;
use serde_json::{Value as Json, json};
use testkit::Memory;

/// Returns the time of a machine for development, on which notices leave at once.
#[must_use]
pub fn at_once() -> NoticeTime {
    NoticeTime { slots: NoticeSlots::None, now: Timestamp::UNIX_EPOCH }
}

/// Runs a sweep of the memory under the State's rules, without a time limit.
///
/// # Errors
/// If the sweep fails.
pub async fn sweep(memory: &Memory, now: Timestamp) -> Result<SweepReport, Unavailable> {
    match state_directory::playbook() {
        Ok(playbook) => helpline::sweep(&playbook.directory, memory, now, &|| true).await,
        Err(why) => Err(Unavailable(why.to_owned())),
    }
}

/// Returns an item in the form of DynamoDB's stream and table.
#[must_use]
pub fn image(item: &ledger_items::Item) -> Json {
    let tagged = |value: &Value| match value {
        Value::Text(text) => json!({ "S": text }),
        Value::Number(number) => json!({ "N": number.to_string() }),
    };
    item.iter().map(|(name, value)| (name.clone(), tagged(value))).collect()
}

/// Returns the facts of an item in the form of DynamoDB's stream and table.
#[must_use]
pub fn facts(image: &Json) -> ledger_items::Item {
    let fact = |tagged: &Json| {
        let (tag, text) = tagged.as_object()?.iter().next()?;
        ledger_items::fact(tag, text.as_str()?)
    };
    let attributes = image.as_object().into_iter().flatten();
    attributes.filter_map(|(name, value)| Some((name.clone(), fact(value)?))).collect()
}
