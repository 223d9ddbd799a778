//! The items of the ledger's table, without the table: what is kept under which key, in which form, and how a
//! release reads what the one before wrote.
//!
//! An item is facts: texts and whole numbers by name. Whoever reaches the table (the functions, the commands of an
//! operator, a stream's record, an export) turns its own form into that and asks here. `docs/table-design.md`
//! lists items, access paths and conditions.

mod case;
mod event;
pub mod keys;
mod release;
mod verify;

pub use case::{case_of, item_of_case};
pub use event::{event_of, item_of_event};
pub use keys::Key;
pub use release::{SCHEMA, Unreadable};
pub use verify::{Report, Trouble, verify};

/// Facts of one item, its key among them.
pub type Item = lifecycle::Facts;

/// A fact of an attribute as DynamoDB writes it in JSON: its type's tag and its text. Other types hold no facts.
#[must_use]
pub fn fact(tag: &str, text: &str) -> Option<lifecycle::Value> {
    match tag {
        "S" => Some(lifecycle::Value::Text(text.to_owned())),
        "N" => text.parse().ok().map(lifecycle::Value::Number),
        _ => None,
    }
}

/// The sparse index of cases that have a due time: `due_shard`, `due_at`.
pub const DUE_INDEX: &str = "due";

/// The sparse index of open cases by who has them: `desk_key`, `desk_order`.
pub const DESK_INDEX: &str = "desk";

/// The sparse index of promised calls: `calls`, `call_due_at`.
pub const CALLS_INDEX: &str = "calls";

/// The one partition of [`CALLS_INDEX`]: as many calls are promised as a centre can make, which is not many.
pub const CALLS: &str = "calls";
