//! The texts and parameters of an action, filled in with what the call knows.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::{stage::Stage, then::Halt};
use crate::{
    language::{Part, Path, Template, Text},
    trace::{Warning, weight},
};

/// Longest text that is filled in; what is longer is too long for anything that takes text.
const MAX_TEXT_BYTES: usize = 64 * 1024;
/// Most that the parameters of an action hold (assumed: as much as a function may answer).
const MAX_FILLED_BYTES: usize = 32 * 1024;

impl Stage<'_> {
    /// The value behind a path, with a warning when there is none.
    pub(crate) fn value(&mut self, path: &Path) -> Option<Value> {
        let value = self.contact.value(path);
        if value.is_none() {
            self.warn(Warning::NoValue { path: path.raw.clone() });
        }
        value
    }

    /// The value behind a path as text; objects and arrays have none.
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

    /// The text with every path and placeholder filled in; what has no value is empty.
    pub(crate) fn text(&mut self, text: &Text) -> String {
        let mut filled = String::new();
        for part in &text.parts {
            match part {
                Part::Words(words) => filled.push_str(words),
                Part::Path(path) => filled.push_str(&self.leaf(path).unwrap_or_default()),
                // Checked before the run: `Machine` refuses a placeholder without a value.
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

    /// A parameter of any shape, filled in; a text that is one path is the value as it is, null when there is none.
    pub(crate) fn fill(&mut self, template: &Template) -> Result<Value, Halt> {
        self.fill_within(template, &mut { MAX_FILLED_BYTES })
    }

    /// The same for the parameters of an action.
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

    /// The text of a parameter that the action cannot do without.
    pub(crate) fn needed(&mut self, text: &Text, what: &'static str) -> Result<String, Halt> {
        Some(self.text(text)).filter(|text| !text.is_empty()).ok_or_else(|| Halt::because(what))
    }

    /// A number that came from a path, or was fixed and checked when the flow was read.
    pub(crate) fn number(&mut self, text: &Text, range: RangeInclusive<u64>, what: &'static str) -> Result<u64, Halt> {
        let number = self.text(text).parse().ok().filter(|number| range.contains(number));
        number.ok_or_else(|| Halt::because(what))
    }
}
