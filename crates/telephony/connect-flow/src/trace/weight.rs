//! The weight of events and values: about the number of bytes that they take.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Happening, TraceEvent};
use crate::outside::{Answer, FunctionResult, Told};

impl TraceEvent {
    /// Returns about the number of bytes that the event takes. Small fields count only by the size of the type.
    pub(crate) fn weight(&self) -> usize {
        let pairs = |pairs: &BTreeMap<String, String>| {
            pairs.iter().fold(0, |sum: usize, (key, value)| sum.saturating_add(key.len()).saturating_add(value.len()))
        };
        let what = match &self.what {
            Happening::Invoked { parameters, answer, .. } | Happening::Asked { parameters, answer } => {
                weight(parameters).saturating_add(answer.as_ref().map_or_else(String::len, weight))
            }
            Happening::AttributesSet { attributes } | Happening::FlowAttributesSet { attributes } => pairs(attributes),
            Happening::Heard { text: Some(text), .. } | Happening::Whispered { text: Some(text), .. } => {
                // The words, and about as much again for their SSML.
                text.len().saturating_mul(2)
            }
            Happening::Told { answer: Told::Function(answer) } => match &answer.result {
                FunctionResult::Answer(answer) => weight(answer),
                FunctionResult::Error(reason) => reason.len(),
                FunctionResult::TimedOut => 0,
            },
            Happening::Told { answer: Told::Service(Answer::Done { data, .. }) } => weight(data),
            Happening::Told { answer: Told::Metrics(Some(metrics)) } => weight(metrics),
            _ => 0,
        };
        what.saturating_add(size_of::<Self>())
    }
}

/// Returns about the number of bytes that the value takes.
pub(crate) fn weight(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().fold(8, |sum: usize, item| sum.saturating_add(weight(item))),
        Value::Object(map) => {
            map.iter().fold(8, |sum: usize, (key, item)| sum.saturating_add(key.len()).saturating_add(weight(item)))
        }
    }
}
