//! The recordings and transcripts for which a case still waits.

use crate::ContactId;
use crate::facts::{Fact, Value, text, words};
use jiff::{SignedDuration, Timestamp};
use std::fmt;

words! {
    /// A recording or a transcript.
    Sound {
        /// The telephone's recording of a call, from which the note is cut.
        Recording = "recording",
        /// The transcript of a note.
        Transcript = "transcript",
    }
}

/// How long a case waits for each. `None` if this deployment never makes one, so that nobody waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waits {
    /// From the beep to the recording.
    pub recording: Option<SignedDuration>,
    /// From the note to its transcript.
    pub transcript: Option<SignedDuration>,
}

/// A recording or transcript that must come by a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// Recording or transcript.
    pub sound: Sound,
    /// The call.
    pub contact: ContactId,
    /// The time by which it must come.
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
