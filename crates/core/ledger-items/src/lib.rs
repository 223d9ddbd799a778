//! The items of the ledger's table, without the table: their keys and forms, and the translation of items that the
//! release before wrote.
//!
//! An item is a set of facts: texts and whole numbers by name. Every reader of the table (the functions, the commands
//! of an operator, a stream's record, an export) turns its own form into facts and calls this crate.
//! `docs/table-design.md` lists items, access paths and conditions.

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

/// The facts of one item, including its key.
pub type Item = lifecycle::Facts;

/// Reads a fact from the JSON of a DynamoDB attribute: the tag of its type and its text. Attributes of other types hold
/// no facts.
#[must_use]
pub fn fact(tag: &str, text: &str) -> Option<lifecycle::Value> {
    match tag {
        "S" => Some(lifecycle::Value::Text(text.to_owned())),
        "N" => text.parse().ok().map(lifecycle::Value::Number),
        _ => None,
    }
}

/// The sparse index of cases with a due time: `due_shard`, `due_at`.
pub const DUE_INDEX: &str = "due";

/// The sparse index of open cases by the desk that has them: `desk_key`, `desk_order`.
pub const DESK_INDEX: &str = "desk";

/// The sparse index of promised calls: `calls`, `call_due_at`.
pub const CALLS_INDEX: &str = "calls";

/// The only partition of [`CALLS_INDEX`]. It stays small, because a centre promises no more calls than it can make.
pub const CALLS: &str = "calls";
