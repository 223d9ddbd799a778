//! A JSON object of which every key must be asked for.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use crate::{
    problem::{Problem, ReadError, list},
    text::Text,
};

/// Where in the document a value stands.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    action: Option<String>,
    pointer: String,
}

impl Place {
    pub(crate) fn root() -> Self {
        Self { action: None, pointer: String::new() }
    }

    pub(crate) fn of_action(&self, identifier: &str) -> Self {
        Self { action: Some(identifier.to_owned()), ..self.clone() }
    }

    pub(crate) fn at(&self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { action: self.action.clone(), pointer: format!("{}/{key}", self.pointer) }
    }

    pub(crate) fn wrong(&self, problem: Problem) -> ReadError {
        ReadError { action: self.action.clone(), pointer: self.pointer.clone(), problem }
    }
}

#[derive(Debug)]
pub(crate) struct Object<'a> {
    place: Place,
    map: &'a Map<String, Value>,
    asked: Vec<&'static str>,
}

impl<'a> Object<'a> {
    pub(crate) fn read(place: Place, value: &'a Value) -> Result<Self, ReadError> {
        match value {
            Value::Object(map) => Ok(Self { place, map, asked: Vec::new() }),
            _ => Err(place.wrong(Problem::Shape { expected: "an object", found: shape(value) })),
        }
    }

    /// Whether there is such a key, which stays unread.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    pub(crate) fn place(&self, key: &str) -> Place {
        self.place.at(key)
    }

    pub(crate) fn get(&mut self, key: &'static str) -> Option<&'a Value> {
        self.asked.push(key);
        self.map.get(key)
    }

    /// Refuses any key that was not asked for.
    pub(crate) fn finish(&self) -> Result<(), ReadError> {
        match self.map.keys().find(|key| !self.asked.contains(&key.as_str())) {
            None => Ok(()),
            Some(key) => {
                let mut known: Vec<_> = self.asked.iter().map(|&key| key.to_owned()).collect();
                known.sort();
                known.dedup();
                Err(self.place.wrong(Problem::UnknownKey { key: key.clone(), known }))
            }
        }
    }

    pub(crate) fn wrong(&self, problem: Problem) -> ReadError {
        self.place.wrong(problem)
    }

    pub(crate) fn missing(&self, key: &str) -> ReadError {
        self.place.wrong(Problem::MissingKey { key: key.to_owned() })
    }

    pub(crate) fn value_of(&self, key: &str, found: &str, expected: impl Into<String>) -> ReadError {
        self.place(key).wrong(Problem::Value { found: found.to_owned(), expected: expected.into() })
    }

    pub(crate) fn refuse(&self, key: &str, feature: &'static str) -> ReadError {
        self.place(key).wrong(Problem::UnsupportedFeature { feature })
    }

    /// A scalar as text, whether written as a string, number or boolean.
    pub(crate) fn scalar(&mut self, key: &'static str) -> Result<Option<String>, ReadError> {
        let place = self.place(key);
        self.get(key).map(|value| scalar(&place, value)).transpose()
    }

    pub(crate) fn fixed(&mut self, key: &'static str) -> Result<String, ReadError> {
        self.scalar(key)?.ok_or_else(|| self.missing(key))
    }

    /// Text that may hold paths and placeholders.
    pub(crate) fn text(&mut self, key: &'static str) -> Result<Option<Text>, ReadError> {
        let place = self.place(key);
        let text = self.scalar(key)?;
        text.map(|text| Text::read(&text).map_err(|problem| place.wrong(problem))).transpose()
    }

    /// Text that holds no path, or is one path and nothing else.
    pub(crate) fn reference(&mut self, key: &'static str) -> Result<Option<Text>, ReadError> {
        let text = self.text(key)?;
        if let Some(text) = &text
            && !text.is_static()
            && text.whole_path().is_none()
        {
            let raw = self.scalar(key)?.unwrap_or_default();
            return Err(self.value_of(key, &raw, "either fixed text or one path"));
        }
        Ok(text)
    }

    pub(crate) fn choice<T: Copy>(&mut self, key: &'static str, of: &[(&str, T)]) -> Result<Option<T>, ReadError> {
        let Some(found) = self.scalar(key)? else { return Ok(None) };
        match of.iter().find(|(name, _)| *name == found) {
            Some((_, value)) => Ok(Some(*value)),
            None => {
                let names: Vec<_> = of.iter().map(|(name, _)| name).collect();
                Err(self.value_of(key, &found, format!("one of {}", list(&names))))
            }
        }
    }

    /// `True` or `False`, in any letter case.
    pub(crate) fn flag(&mut self, key: &'static str) -> Result<Option<bool>, ReadError> {
        let Some(found) = self.scalar(key)? else { return Ok(None) };
        match found.to_ascii_lowercase().parse() {
            Ok(flag) => Ok(Some(flag)),
            Err(_) => Err(self.value_of(key, &found, "`True` or `False`")),
        }
    }

    pub(crate) fn integer(&mut self, key: &'static str, range: RangeInclusive<u64>) -> Result<u64, ReadError> {
        let found = self.fixed(key)?;
        match found.parse() {
            Ok(number) if range.contains(&number) => Ok(number),
            _ => Err(self.value_of(key, &found, whole_number(&range))),
        }
    }

    /// A number that may come from a path; what is fixed is checked now.
    pub(crate) fn number_text(
        &mut self,
        key: &'static str,
        range: &RangeInclusive<u64>,
    ) -> Result<Option<Text>, ReadError> {
        let text = self.reference(key)?;
        if let Some(raw) = self.scalar(key)?
            && text.as_ref().is_some_and(Text::is_static)
            && !raw.parse().is_ok_and(|number| range.contains(&number))
        {
            return Err(self.value_of(key, &raw, whole_number(range)));
        }
        Ok(text)
    }

    pub(crate) fn object(&mut self, key: &'static str) -> Result<Option<Object<'a>>, ReadError> {
        let place = self.place(key);
        self.get(key).map(|value| Object::read(place, value)).transpose()
    }

    pub(crate) fn array(&mut self, key: &'static str) -> Result<Vec<(Place, &'a Value)>, ReadError> {
        match self.get(key) {
            None => Err(self.missing(key)),
            Some(Value::Array(items)) => {
                let place = self.place(key);
                Ok(items.iter().enumerate().map(|(index, item)| (place.at(&index.to_string()), item)).collect())
            }
            Some(value) => Err(self.place(key).wrong(Problem::Shape { expected: "an array", found: shape(value) })),
        }
    }

    /// An array of fixed words out of a set.
    pub(crate) fn words(&mut self, key: &'static str, of: &[&str]) -> Result<Vec<String>, ReadError> {
        let mut words = Vec::new();
        for (place, value) in self.array(key)? {
            let word = scalar(&place, value)?;
            if !of.contains(&word.as_str()) {
                let expected = format!("one of {}", list(of));
                return Err(place.wrong(Problem::Value { found: word, expected }));
            }
            words.push(word);
        }
        Ok(words)
    }

    /// An object whose keys and values are both text.
    pub(crate) fn pairs(&mut self, key: &'static str) -> Result<Vec<(Text, Text)>, ReadError> {
        let Some(object) = self.object(key)? else { return Ok(Vec::new()) };
        let mut pairs = Vec::new();
        for (name, value) in object.map {
            let place = object.place(name);
            if name.is_empty() {
                return Err(place.wrong(Problem::Empty));
            }
            let value = scalar(&place, value)?;
            let read = |text: &str| Text::read(text).map_err(|problem| place.wrong(problem));
            pairs.push((read(name)?, read(&value)?));
        }
        Ok(pairs)
    }
}

pub(super) fn scalar(place: &Place, value: &Value) -> Result<String, ReadError> {
    match value {
        Value::String(text) if text.is_empty() => Err(place.wrong(Problem::Empty)),
        Value::String(text) => Ok(text.clone()),
        Value::Number(_) | Value::Bool(_) => Ok(value.to_string()),
        _ => Err(place.wrong(Problem::Shape { expected: "a string", found: shape(value) })),
    }
}

fn whole_number(range: &RangeInclusive<u64>) -> String {
    match (range.start(), range.end()) {
        (from, &u64::MAX) => format!("a whole number from {from} up"),
        (from, to) => format!("a whole number from {from} to {to}"),
    }
}

fn shape(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
