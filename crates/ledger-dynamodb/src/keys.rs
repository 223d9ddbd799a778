//! Keys. Every code in them has a fixed form without `#`, so no value can forge another's key.

use aws_sdk_dynamodb::types::AttributeValue;
use dialogue::Input;
use lifecycle::{ContactId, Ticket};
use std::collections::HashMap;

/// The sparse index of cases that have a due time.
pub const DUE_INDEX: &str = "due";

/// With this every event's sort key begins: the stream's filter lets only these through.
pub const EVENT_PREFIX: &str = "EVENT#";

pub(crate) type Item = HashMap<String, AttributeValue>;

pub(crate) fn key(pk: String, sk: impl Into<String>) -> Item {
    HashMap::from([("pk".to_owned(), AttributeValue::S(pk)), ("sk".to_owned(), AttributeValue::S(sk.into()))])
}

pub(crate) fn case(ticket: &Ticket) -> Item {
    key(format!("CASE#{ticket}"), "CASE")
}

pub(crate) fn event(ticket: &Ticket, sequence: u32) -> Item {
    key(format!("CASE#{ticket}"), format!("{EVENT_PREFIX}{sequence:06}"))
}

pub(crate) fn contact(contact: &ContactId) -> Item {
    key(format!("CONTACT#{contact}"), "CONTACT")
}

pub(crate) fn step(contact: &ContactId, number: u32, input: Input) -> Item {
    key(format!("CONTACT#{contact}"), format!("STEP#{number:04}#{}", input.as_code()))
}

pub(crate) fn citizen(pseudonym: &str) -> Item {
    key(format!("CITIZEN#{pseudonym}"), "CITIZEN")
}

pub(crate) fn citizens_case(pseudonym: &str, ticket: &Ticket) -> Item {
    key(format!("CITIZEN#{pseudonym}"), format!("CASE#{ticket}"))
}
