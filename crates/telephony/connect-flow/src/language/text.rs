//! The text of a parameter: words, paths and deployment placeholders in one string.

use std::fmt;

use serde_json::Number;

use crate::problem::Problem;

use super::{Json, Path};

/// A parameter's text, split into parts when the flow is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Words(String),
    Path(Path),
    /// A name that the deployment replaces, written `${Name}`.
    Placeholder(String),
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Words(words) => f.write_str(words),
            Part::Path(path) => f.write_str(&path.raw),
            Part::Placeholder(name) => write!(f, "${{{name}}}"),
        })
    }
}

impl Text {
    pub(crate) fn read(raw: &str) -> Result<Self, Problem> {
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut rest = raw;
        while !rest.is_empty() {
            let (part, after) = if let Some((path, after)) = Path::at_start(rest) {
                (Part::Path(path), after)
            } else if let Some(inside) = rest.strip_prefix("${") {
                let unclosed = || Problem::Placeholder { text: raw.to_owned() };
                let (name, after) = inside.split_once('}').filter(|(name, _)| is_name(name)).ok_or_else(unclosed)?;
                (Part::Placeholder(name.to_owned()), after)
            } else {
                let mut letters = rest.chars();
                words.extend(letters.next());
                rest = letters.as_str();
                continue;
            };
            if !words.is_empty() {
                parts.push(Part::Words(std::mem::take(&mut words)));
            }
            parts.push(part);
            rest = after;
        }
        if !words.is_empty() {
            parts.push(Part::Words(words));
        }
        Ok(Self { parts })
    }

    /// Makes a text of words alone.
    pub(crate) fn words(words: &str) -> Self {
        Self { parts: vec![Part::Words(words.to_owned())] }
    }

    /// Returns the path, if the text is one path and nothing else.
    pub(crate) fn whole_path(&self) -> Option<&Path> {
        match self.parts.as_slice() {
            [Part::Path(path)] => Some(path),
            _ => None,
        }
    }

    /// Returns true if the text holds no path, so that its value is known before the call.
    pub(crate) fn is_static(&self) -> bool {
        !self.parts.iter().any(|part| matches!(part, Part::Path(_)))
    }
}

/// Longest name of a placeholder. A sentence with a `${` that is never closed is no placeholder.
const MAX_PLACEHOLDER: usize = 200;

fn is_name(name: &str) -> bool {
    (1..=MAX_PLACEHOLDER).contains(&name.len()) && !name.contains(['{', '"', '\n'])
}

/// A parameter of any shape, whose strings are texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Template {
    Text(Text),
    Number(Number),
    Fixed(bool),
    Null,
    List(Vec<Template>),
    Map(Vec<(Text, Template)>),
}

impl Template {
    pub(crate) fn read(json: &Json) -> Result<Self, Problem> {
        Ok(match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Fixed(*value),
            Json::Number(number) => Self::Number(number.clone()),
            Json::Text(text) => Self::Text(Text::read(text)?),
            Json::Array(items) => Self::List(items.iter().map(Self::read).collect::<Result<_, _>>()?),
            Json::Object(entries) => {
                let entry = |(key, value): &(String, Json)| Ok((Text::read(key)?, Self::read(value)?));
                Self::Map(entries.iter().map(entry).collect::<Result<_, Problem>>()?)
            }
        })
    }
}
