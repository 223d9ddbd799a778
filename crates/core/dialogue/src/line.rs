//! What is said, before it is said in a language.

use crate::Key;
use jiff::civil::Date;
use lifecycle::{DepartmentCode, Field, LanguageCode, Ticket};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::fmt::{self, Write as _};

/// One prompt with what fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The prompt's key in the prompt files.
    pub prompt: String,
    /// What fills it.
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
    /// What the department must know.
    Field(Field),
    /// How many minutes it takes.
    Minutes(u16),
    /// Words that no file holds.
    Words(String),
    /// The prompt that names a subject of schemes.
    SchemeSubject(String),
    /// A department as a caller calls it.
    Department(DepartmentCode),
    /// Says the prompt in this language instead of the call's.
    In(LanguageCode),
}

impl Line {
    /// The prompt alone.
    pub fn of(prompt: &str) -> Self {
        Self { prompt: prompt.to_owned(), args: Vec::new() }
    }

    /// The prompt with one value more.
    #[must_use]
    pub fn with(mut self, arg: Arg) -> Self {
        self.args.push(arg);
        self
    }

    /// Lines as one short text, such as `greeting option_complaint;key=1`: says which prompts a caller heard
    /// without their words, in any language again with [`Line::parse_cue`].
    #[must_use]
    pub fn cue(lines: &[Self]) -> String {
        let cues: Vec<String> = lines.iter().map(ToString::to_string).collect();
        cues.join(" ")
    }

    /// Reads what [`Line::cue`] wrote; `None` if it is no cue.
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
            f.write_char(';')?;
            match arg {
                Arg::Key(key) => write!(f, "key={}", key.as_char())?,
                Arg::Subject(menu, key) => write!(f, "label={menu}.{}", key.as_char())?,
                Arg::Ticket(ticket) => write!(f, "ticket={ticket}")?,
                Arg::Date(date) => write!(f, "date={date}")?,
                Arg::Due(date) => write!(f, "due={date}")?,
                Arg::Field(field) => write!(f, "field={field}")?,
                Arg::Minutes(minutes) => write!(f, "minutes={minutes}")?,
                Arg::Words(words) => write!(f, "words={}", utf8_percent_encode(words, NON_ALPHANUMERIC))?,
                Arg::SchemeSubject(subject) => write!(f, "subject={subject}")?,
                Arg::Department(code) => write!(f, "department={code}")?,
                Arg::In(language) => write!(f, "in={language}")?,
            }
        }
        Ok(())
    }
}

impl Arg {
    fn parse(given: &str) -> Option<Self> {
        let key = |text: &str| text.parse().ok().and_then(Key::new);
        match given.split_once('=')? {
            ("key", value) => Some(Self::Key(key(value)?)),
            ("label", value) => {
                let (menu, pressed) = value.split_once('.')?;
                Some(Self::Subject(menu.to_owned(), key(pressed)?))
            }
            ("ticket", value) => Ticket::parse(value).ok().map(Self::Ticket),
            ("date", value) => value.parse().ok().map(Self::Date),
            ("due", value) => value.parse().ok().map(Self::Due),
            ("field", value) => Field::parse(value).map(Self::Field),
            ("minutes", value) => value.parse().ok().map(Self::Minutes),
            ("words", value) => Some(Self::Words(percent_decode_str(value).decode_utf8().ok()?.into_owned())),
            ("subject", value) => Some(Self::SchemeSubject(value.to_owned())),
            ("department", value) => DepartmentCode::new(value).ok().map(Self::Department),
            ("in", value) => LanguageCode::new(value).ok().map(Self::In),
            _ => None,
        }
    }
}
