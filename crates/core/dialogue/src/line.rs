//! The lines of a call, before they are said in a language.

use crate::Key;
use jiff::civil::Date;
use lifecycle::{DepartmentCode, Field, LanguageCode, Ticket};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::fmt;

/// The characters that separate the parts of a cue, and the character that escapes them. Letters outside ASCII are
/// always escaped.
const NOT_IN_A_CUE: &AsciiSet = &CONTROLS.add(b' ').add(b';').add(b'%');

/// One prompt with the values that fill it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The prompt's key in the prompt files.
    pub prompt: String,
    /// The values that fill the prompt.
    pub args: Vec<Arg>,
}

/// A value in a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// The key to press.
    Key(Key),
    /// The subject that a key of a menu stands for.
    Subject(String, Key),
    /// A case's number, spoken digit by digit in pairs.
    Ticket(Ticket),
    /// A day, in India.
    Date(Date),
    /// The day by which the earlier case has its answer.
    Due(Date),
    /// The information that the department must know.
    Field(Field),
    /// The wait in minutes.
    Minutes(u16),
    /// Words that no prompt file holds.
    Words(String),
    /// The prompt that names a subject of schemes.
    SchemeSubject(String),
    /// A department, by the name that callers use.
    Department(DepartmentCode),
    /// The language of this prompt, instead of the call's.
    In(LanguageCode),
}

impl Line {
    /// Returns the prompt without values.
    pub fn of(prompt: &str) -> Self {
        Self { prompt: prompt.to_owned(), args: Vec::new() }
    }

    /// Adds one value to the prompt.
    #[must_use]
    pub fn with(mut self, arg: Arg) -> Self {
        self.args.push(arg);
        self
    }

    /// Writes lines as one short text, such as `greeting option_complaint;key=1`. It names the prompts that a caller
    /// heard, without their words; with [`Line::parse_cue`] they can be said again in any language.
    #[must_use]
    pub fn cue(lines: &[Self]) -> String {
        let cues: Vec<String> = lines.iter().map(ToString::to_string).collect();
        cues.join(" ")
    }

    /// Reads a text that [`Line::cue`] wrote; `None` if it is no cue.
    #[must_use]
    pub fn parse_cue(cue: &str) -> Option<Vec<Self>> {
        cue.split_whitespace().map(Self::parse).collect()
    }

    fn parse(cue: &str) -> Option<Self> {
        let mut parts = cue.split(';');
        let prompt = parts.next()?.to_owned();
        let args = parts.map(Arg::parse).collect::<Option<_>>()?;
        Some(Self { prompt, args })
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.prompt)?;
        for arg in &self.args {
            write!(f, ";{}={}", arg.name(), utf8_percent_encode(&arg.value(), NOT_IN_A_CUE))?;
        }
        Ok(())
    }
}

impl Arg {
    /// Returns the value's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Key(_) => "key",
            Self::Subject(..) => "label",
            Self::Ticket(_) => "ticket",
            Self::Date(_) => "date",
            Self::Due(_) => "due",
            Self::Field(_) => "field",
            Self::Minutes(_) => "minutes",
            Self::Words(_) => "words",
            Self::SchemeSubject(_) => "subject",
            Self::Department(_) => "department",
            Self::In(_) => "in",
        }
    }

    /// Returns the value as text; [`Arg::read`] reads it again.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::Key(key) => key.as_char().to_string(),
            Self::Subject(menu, key) => format!("{menu}.{}", key.as_char()),
            Self::Ticket(ticket) => ticket.to_string(),
            Self::Date(date) | Self::Due(date) => date.to_string(),
            Self::Field(field) => field.to_string(),
            Self::Minutes(minutes) => minutes.to_string(),
            Self::Words(words) => words.clone(),
            Self::SchemeSubject(subject) => subject.clone(),
            Self::Department(code) => code.to_string(),
            Self::In(language) => language.to_string(),
        }
    }

    /// Returns the value of that name and text; `None` if no prompt has such a value.
    #[must_use]
    pub fn read(name: &str, value: &str) -> Option<Self> {
        let key = |text: &str| text.parse().ok().and_then(Key::new);
        match name {
            "key" => Some(Self::Key(key(value)?)),
            "label" => {
                let (menu, pressed) = value.split_once('.')?;
                Some(Self::Subject(menu.to_owned(), key(pressed)?))
            }
            "ticket" => Ticket::parse(value).ok().map(Self::Ticket),
            "date" => value.parse().ok().map(Self::Date),
            "due" => value.parse().ok().map(Self::Due),
            "field" => Field::parse(value).map(Self::Field),
            "minutes" => value.parse().ok().map(Self::Minutes),
            "words" => Some(Self::Words(value.to_owned())),
            "subject" => Some(Self::SchemeSubject(value.to_owned())),
            "department" => DepartmentCode::new(value).ok().map(Self::Department),
            "in" => LanguageCode::new(value).ok().map(Self::In),
            _ => None,
        }
    }

    fn parse(given: &str) -> Option<Self> {
        let (name, value) = given.split_once('=')?;
        Self::read(name, &percent_decode_str(value).decode_utf8().ok()?)
    }
}
