//! The facts of a command: names and plain values, as `lifecycle` reads them.

use lifecycle::{Facts, Value};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// The facts of a command: values by name.
pub type Given = BTreeMap<String, FactValue>;

/// The value of a fact: a text or a whole number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactValue(pub Value);

impl FactValue {
    /// Converts the facts of a command into the form of `lifecycle`.
    #[must_use]
    pub fn facts(given: &Given) -> Facts {
        given.iter().map(|(name, value)| (name.clone(), value.0.clone())).collect()
    }
}

impl From<&str> for FactValue {
    fn from(text: &str) -> Self {
        Self(Value::Text(text.to_owned()))
    }
}

impl From<String> for FactValue {
    fn from(text: String) -> Self {
        Self(Value::Text(text))
    }
}

impl From<i64> for FactValue {
    fn from(number: i64) -> Self {
        Self(Value::Number(number))
    }
}

impl Serialize for FactValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Value::Text(text) => serializer.serialize_str(text),
            Value::Number(number) => serializer.serialize_i64(*number),
        }
    }
}

impl<'de> Deserialize<'de> for FactValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Plain;
        impl Visitor<'_> for Plain {
            type Value = FactValue;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a whole number")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<FactValue, E> {
                Ok(text.into())
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<FactValue, E> {
                Ok(number.into())
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<FactValue, E> {
                i64::try_from(number).map(FactValue::from).map_err(|_| E::custom("is too large a number"))
            }
        }
        deserializer.deserialize_any(Plain)
    }
}
