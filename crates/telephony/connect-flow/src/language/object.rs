//! A JSON object that remarks on each key that no reader asks for.

use std::ops::RangeInclusive;

use std::{cell::RefCell, rc::Rc};

use super::{Json, Template, Text};
use crate::problem::{Problem, list};

/// A problem and its position. The line is found after reading.
#[derive(Debug)]
pub(crate) struct Wrong(pub Box<(Place, Problem)>);

/// A problem that is no reason to refuse the flow, with the action and the pointer of its position.
type Remark = (Option<String>, String, Problem);

/// Most remarks: the line of each is searched in the text, and nobody reads more.
const MAX_REMARKS: usize = 50;

/// The position of a value in the document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Place {
    action: Option<String>,
    pointer: String,
    remarks: Rc<RefCell<Vec<Remark>>>,
}

impl Place {
    pub(crate) fn action(&self) -> Option<&str> {
        self.action.as_deref()
    }

    pub(crate) fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Notes a problem that is no reason to refuse the flow.
    pub(crate) fn remark(&self, problem: Problem) {
        let mut remarks = self.remarks.borrow_mut();
        if remarks.len() < MAX_REMARKS {
            remarks.push((self.action.clone(), self.pointer.clone(), problem));
        }
    }

    /// Takes the remarks that were noted under this root.
    pub(crate) fn remarks(&self) -> Vec<Wrong> {
        let place = |action, pointer| Self { action, pointer, ..Self::default() };
        let remarks = self.remarks.borrow_mut().split_off(0);
        remarks.into_iter().map(|(action, pointer, problem)| place(action, pointer).wrong(problem)).collect()
    }

    pub(crate) fn of_action(&self, identifier: &str) -> Self {
        Self { action: Some(identifier.to_owned()), ..self.clone() }
    }

    pub(crate) fn at(&self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { pointer: format!("{}/{key}", self.pointer), ..self.clone() }
    }

    pub(crate) fn wrong(&self, problem: Problem) -> Wrong {
        Wrong(Box::new((self.clone(), problem)))
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Object<'a> {
    place: Place,
    map: &'a [(String, Json)],
    asked: Vec<&'static str>,
}

impl<'a> Object<'a> {
    pub(crate) fn read(place: Place, value: &'a Json) -> Result<Self, Wrong> {
        match value {
            Json::Object(map) => Ok(Self { place, map, asked: Vec::new() }),
            _ => Err(place.wrong(Problem::Shape { expected: "an object", found: value.shape() })),
        }
    }

    /// Returns true if the object has this key. The key does not count as asked for.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.map.iter().any(|(name, _)| name == key)
    }

    pub(crate) fn place(&self, key: &str) -> Place {
        self.place.at(key)
    }

    pub(crate) fn get(&mut self, key: &'static str) -> Option<&'a Json> {
        self.asked.push(key);
        self.map.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Remarks on every key that no reader asked for. An unknown key is no error, because the service gets more keys
    /// every year.
    pub(crate) fn finish(&self) {
        for (key, _) in self.map.iter().filter(|(key, _)| !self.asked.contains(&key.as_str())) {
            let mut known: Vec<_> = self.asked.iter().map(|&key| key.to_owned()).collect();
            known.sort();
            known.dedup();
            self.place.remark(Problem::UnknownKey { key: key.clone(), known });
        }
    }

    pub(crate) fn wrong(&self, problem: Problem) -> Wrong {
        self.place.wrong(problem)
    }

    pub(crate) fn missing(&self, key: &str) -> Wrong {
        self.place.wrong(Problem::MissingKey { key: key.to_owned() })
    }

    pub(crate) fn value_of(&self, key: &str, found: &str, expected: impl Into<String>) -> Wrong {
        self.place(key).wrong(Problem::Value { found: found.to_owned(), expected: expected.into() })
    }

    /// Reads a string, number or boolean as text.
    pub(crate) fn scalar(&mut self, key: &'static str) -> Result<Option<String>, Wrong> {
        let place = self.place(key);
        self.get(key).map(|value| scalar(&place, value)).transpose()
    }

    pub(crate) fn fixed(&mut self, key: &'static str) -> Result<String, Wrong> {
        self.scalar(key)?.ok_or_else(|| self.missing(key))
    }

    /// Reads text that may hold paths and placeholders.
    pub(crate) fn text(&mut self, key: &'static str) -> Result<Option<Text>, Wrong> {
        let place = self.place(key);
        let text = self.scalar(key)?;
        text.map(|text| Text::read(&text).map_err(|problem| place.wrong(problem))).transpose()
    }

    /// Reads text that holds no path, or is one path and nothing else.
    pub(crate) fn reference(&mut self, key: &'static str) -> Result<Option<Text>, Wrong> {
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

    pub(crate) fn choice<T: Copy>(&mut self, key: &'static str, of: &[(&str, T)]) -> Result<Option<T>, Wrong> {
        let Some(found) = self.scalar(key)? else { return Ok(None) };
        match of.iter().find(|(name, _)| *name == found) {
            Some((_, value)) => Ok(Some(*value)),
            None => {
                let names: Vec<_> = of.iter().map(|(name, _)| name).collect();
                Err(self.value_of(key, &found, format!("one of {}", list(&names))))
            }
        }
    }

    /// Reads `True` or `False`, in any letter case.
    pub(crate) fn flag(&mut self, key: &'static str) -> Result<Option<bool>, Wrong> {
        let Some(found) = self.scalar(key)? else { return Ok(None) };
        match found.to_ascii_lowercase().parse() {
            Ok(flag) => Ok(Some(flag)),
            Err(_) => Err(self.value_of(key, &found, "`True` or `False`")),
        }
    }

    pub(crate) fn integer(&mut self, key: &'static str, range: RangeInclusive<u64>) -> Result<u64, Wrong> {
        let found = self.fixed(key)?;
        match found.parse() {
            Ok(number) if range.contains(&number) => Ok(number),
            _ => Err(self.value_of(key, &found, whole_number(&range))),
        }
    }

    /// Reads a number that may come from a path. A fixed number is checked now.
    pub(crate) fn number_text(
        &mut self,
        key: &'static str,
        range: &RangeInclusive<u64>,
    ) -> Result<Option<Text>, Wrong> {
        let text = self.reference(key)?;
        if let Some(raw) = self.scalar(key)?
            && text.as_ref().is_some_and(Text::is_static)
            && !raw.parse().is_ok_and(|number| range.contains(&number))
        {
            return Err(self.value_of(key, &raw, whole_number(range)));
        }
        Ok(text)
    }

    pub(crate) fn object(&mut self, key: &'static str) -> Result<Option<Object<'a>>, Wrong> {
        let place = self.place(key);
        self.get(key).map(|value| Object::read(place, value)).transpose()
    }

    pub(crate) fn array(&mut self, key: &'static str) -> Result<Vec<(Place, &'a Json)>, Wrong> {
        match self.get(key) {
            None => Err(self.missing(key)),
            Some(Json::Array(items)) => {
                let place = self.place(key);
                Ok(items.iter().enumerate().map(|(index, item)| (place.at(&index.to_string()), item)).collect())
            }
            Some(value) => Err(self.place(key).wrong(Problem::Shape { expected: "an array", found: value.shape() })),
        }
    }

    /// Reads an array of words, each of which is in a fixed set.
    pub(crate) fn words(&mut self, key: &'static str, of: &[&str]) -> Result<Vec<String>, Wrong> {
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

    /// Reads an object whose keys are text, and whose values have any shape.
    pub(crate) fn templates(&mut self, key: &'static str) -> Result<Vec<(Text, Template)>, Wrong> {
        let Some(object) = self.object(key)? else { return Ok(Vec::new()) };
        let read = |(name, value): &(String, Json)| {
            let place = object.place(name);
            if name.is_empty() {
                return Err(place.wrong(Problem::Empty));
            }
            let both = Text::read(name).and_then(|name| Ok((name, Template::read(value)?)));
            both.map_err(|problem| place.wrong(problem))
        };
        object.map.iter().map(read).collect()
    }

    /// Reads an object whose keys and values are both text.
    pub(crate) fn pairs(&mut self, key: &'static str) -> Result<Vec<(Text, Text)>, Wrong> {
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

    /// Returns every key and value, with its position. The keys do not count as asked for.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'a str, Place, &'a Json)> {
        self.map.iter().map(|(key, value)| (key.as_str(), self.place(key), value))
    }

    /// Returns the keys. They do not count as asked for.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.map.iter().map(|(key, _)| key.as_str())
    }
}

pub(crate) fn scalar(place: &Place, value: &Json) -> Result<String, Wrong> {
    match value {
        Json::Text(text) if text.is_empty() => Err(place.wrong(Problem::Empty)),
        Json::Text(text) => Ok(text.clone()),
        Json::Number(number) => Ok(number.to_string()),
        Json::Bool(value) => Ok(value.to_string()),
        _ => Err(place.wrong(Problem::Shape { expected: "a string", found: value.shape() })),
    }
}

fn whole_number(range: &RangeInclusive<u64>) -> String {
    match (range.start(), range.end()) {
        (from, &u64::MAX) => format!("a whole number from {from} up"),
        (from, to) => format!("a whole number from {from} to {to}"),
    }
}
