//! An item's facts as DynamoDB's attributes, and back.

use aws_sdk_dynamodb::types::AttributeValue;
use ledger_items::{Item, Key};
use lifecycle::Value;
use std::collections::HashMap;

/// Attributes by name, as the SDK has them.
pub type Attributes = HashMap<String, AttributeValue>;

pub(crate) fn s(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

pub(crate) fn n(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

pub(crate) fn attributes(item: Item) -> Attributes {
    let attribute = |value| match value {
        Value::Text(text) => s(text),
        Value::Number(number) => n(number),
    };
    item.into_iter().map(|(name, value)| (name, attribute(value))).collect()
}

pub(crate) fn key(key: Key) -> Attributes {
    attributes(key.item())
}

/// The facts of an item of the table or of its stream: texts and whole numbers. Other kinds are nobody's facts.
#[must_use]
pub fn facts(attributes: &Attributes) -> Item {
    let fact = |value: &AttributeValue| match value {
        AttributeValue::S(text) => Some(Value::Text(text.clone())),
        AttributeValue::N(number) => number.parse().ok().map(Value::Number),
        _ => None,
    };
    attributes.iter().filter_map(|(name, value)| Some((name.clone(), fact(value)?))).collect()
}

/// An item's text.
pub(crate) fn text<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.get(name)?.as_s().ok().map(String::as_str)
}
