//! What a case still waits for of its own sound: a recording that must come, a transcript that must be made.

use crate::ContactId;
use crate::facts::{Fact, Value, text, words};
use jiff::{SignedDuration, Timestamp};
use std::fmt;

words! {
    /// What must come.
    Sound {
        /// The telephone's recording of a call, from which the note is cut.
        Recording = "recording",
        /// The text of a note.
        Transcript = "transcript",
    }
}

/// How long each is waited for. `None`: it never comes in this deployment, and nobody waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waits {
    /// From the beep to the recording.
    pub recording: Option<SignedDuration>,
    /// From the note to its transcript.
    pub transcript: Option<SignedDuration>,
}

/// Something that must come by a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// What.
    pub sound: Sound,
    /// Of which call.
    pub contact: ContactId,
    /// By when.
    pub until: Timestamp,
}

impl fmt::Display for Awaited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.sound, self.contact, self.until.as_second())
    }
}

impl Awaited {
    fn parse(given: &str) -> Option<Self> {
        let mut words = given.split(' ');
        let awaited = Self {
            sound: Sound::parse(words.next()?)?,
            contact: ContactId::new(words.next()?).ok()?,
            until: Timestamp::from_second(words.next()?.parse().ok()?).ok()?,
        };
        words.next().is_none().then_some(awaited)
    }
}

impl Fact for Vec<Awaited> {
    fn write(&self) -> Option<Value> {
        let all: Vec<String> = self.iter().map(ToString::to_string).collect();
        (!all.is_empty()).then(|| Value::Text(all.join("; ")))
    }
    fn read(given: Option<&Value>) -> Result<Self, &'static str> {
        const WRONG: &str = "awaits nothing such as `recording 1d9e6a5c-0000 1795500000`";
        let Some(value) = given else { return Ok(Self::new()) };
        text(Some(value))?.split("; ").map(|one| Awaited::parse(one).ok_or(WRONG)).collect()
    }
}
