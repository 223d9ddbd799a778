//! Converts an item's facts to DynamoDB's attributes, and back.

use aws_sdk_dynamodb::types::AttributeValue;
use ledger_items::{Item, Key};
use lifecycle::Value;
use std::collections::HashMap;

/// Attributes by name, in the SDK's form.
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

/// Returns the facts of an item from the table or its stream: texts and whole numbers. Attributes of other types are no
/// facts.
#[must_use]
pub fn facts(attributes: &Attributes) -> Item {
    let fact = |value: &AttributeValue| match value {
        AttributeValue::S(text) => Some(Value::Text(text.clone())),
        AttributeValue::N(number) => number.parse().ok().map(Value::Number),
        _ => None,
    };
    attributes.iter().filter_map(|(name, value)| Some((name.clone(), fact(value)?))).collect()
}

/// Returns a text attribute of an item.
pub(crate) fn text<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.get(name)?.as_s().ok().map(String::as_str)
}
