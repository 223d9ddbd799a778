//! Fills in the texts and parameters of an action with the values of the call.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::{stage::Stage, then::Halt};
use crate::{
    language::{Part, Path, Template, Text},
    trace::{Warning, weight},
};

/// Longest text after it is filled in. No parameter takes a longer one.
const MAX_TEXT_BYTES: usize = 64 * 1024;
/// Largest size of an action's parameters after they are filled in (assumed: the limit of a function's answer).
const MAX_FILLED_BYTES: usize = 32 * 1024;

impl Stage<'_> {
    /// Returns the value behind a path. Warns if there is none.
    pub(crate) fn value(&mut self, path: &Path) -> Option<Value> {
        let value = self.contact.value(path);
        if value.is_none() {
            self.warn(Warning::NoValue { path: path.raw.clone() });
        }
        value
    }

    /// Returns the value behind a path as text, and `None` for an object or array. Warns if there is no text.
    pub(crate) fn leaf(&mut self, path: &Path) -> Option<String> {
        let leaf = self.contact.value(path).and_then(|value| match value {
            Value::String(text) => Some(text),
            Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        });
        if leaf.is_none() {
            self.warn(Warning::NoValue { path: path.raw.clone() });
        }
        leaf
    }

    /// Returns the text with every path and placeholder filled in. A path without a value becomes an empty string.
    pub(crate) fn text(&mut self, text: &Text) -> String {
        let mut filled = String::new();
        for part in &text.parts {
            match part {
                Part::Words(words) => filled.push_str(words),
                Part::Path(path) => filled.push_str(&self.leaf(path).unwrap_or_default()),
                // Every placeholder has a value: `Machine` checks it before the run.
                Part::Placeholder(name) => {
                    filled.push_str(self.placeholders.get(name).map_or("", String::as_str));
                }
            }
            if filled.len() > MAX_TEXT_BYTES {
                self.warn(Warning::CutOff);
                break;
            }
        }
        filled
    }

    /// Fills in a parameter of any shape. A text that is one path becomes the value itself, or null if there is none.
    pub(crate) fn fill(&mut self, template: &Template) -> Result<Value, Halt> {
        self.fill_within(template, &mut { MAX_FILLED_BYTES })
    }

    /// Fills in all parameters of an action.
    pub(crate) fn fill_all(&mut self, entries: &[(Text, Template)]) -> Result<Value, Halt> {
        self.fill_entries(entries, &mut { MAX_FILLED_BYTES })
    }

    fn fill_within(&mut self, template: &Template, room: &mut usize) -> Result<Value, Halt> {
        let value = match template {
            Template::Text(text) => match text.whole_path() {
                Some(path) => self.value(path).unwrap_or(Value::Null),
                None => Value::String(self.text(text)),
            },
            Template::Number(number) => Value::Number(number.clone()),
            Template::Fixed(value) => Value::Bool(*value),
            Template::Null => Value::Null,
            Template::List(items) => {
                return items.iter().map(|item| self.fill_within(item, room)).collect();
            }
            Template::Map(entries) => return self.fill_entries(entries, room),
        };
        self.take_room(room, weight(&value))?;
        Ok(value)
    }

    fn fill_entries(&mut self, entries: &[(Text, Template)], room: &mut usize) -> Result<Value, Halt> {
        let mut filled = Map::new();
        for (name, item) in entries {
            let name = self.text(name);
            self.take_room(room, name.len())?;
            filled.insert(name, self.fill_within(item, room)?);
        }
        Ok(Value::Object(filled))
    }

    fn take_room(&self, room: &mut usize, bytes: usize) -> Result<(), Halt> {
        *room = room.checked_sub(bytes).ok_or_else(|| Halt::because("the parameters are larger than 32 KB"))?;
        Ok(())
    }

    /// Returns the text of a parameter, or the error `what` if the text is empty.
    pub(crate) fn needed(&mut self, text: &Text, what: &'static str) -> Result<String, Halt> {
        Some(self.text(text)).filter(|text| !text.is_empty()).ok_or_else(|| Halt::because(what))
    }

    /// Returns the number in a text, or the error `what`. A number from a path is checked only here; a fixed number was
    /// also checked when the flow was read.
    pub(crate) fn number(&mut self, text: &Text, range: RangeInclusive<u64>, what: &'static str) -> Result<u64, Halt> {
        let number = self.text(text).parse().ok().filter(|number| range.contains(number));
        number.ok_or_else(|| Halt::because(what))
    }
}
