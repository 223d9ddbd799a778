//! Parameter text: words, paths and deployment placeholders in one string.

use crate::{path::Path, problem::Problem};

/// A parameter's text, split once when the flow is read.
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

    /// The path, when the text is one path and nothing else.
    pub(crate) fn whole_path(&self) -> Option<&Path> {
        match self.parts.as_slice() {
            [Part::Path(path)] => Some(path),
            _ => None,
        }
    }

    /// Whether the text holds no path, so that its value is known before the call.
    pub(crate) fn is_static(&self) -> bool {
        !self.parts.iter().any(|part| matches!(part, Part::Path(_)))
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':'))
}
