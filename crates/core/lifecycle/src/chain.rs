//! The chain: each event carries a digest of itself and of the one before, so that no event can be changed, left
//! out, added or exchanged without breaking every later one.
//!
//! It proves that a history is whole against whoever cannot also write all of it anew; the heads that leave the
//! table (notices, exports) are what a rewritten history is held against.

use crate::Event;
use crate::facts::{Fact, Facts, Value, text};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::fmt::Write as _;

/// Bytes of the digest that are kept. 128 bits: a second text with the same digest is not to be found.
const KEPT: usize = 16;

/// The digest of a history up to an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Chain(String);

impl Chain {
    /// The digest after `event`, on top of this one.
    #[must_use]
    pub fn after(&self, event: &Event) -> Self {
        let sequence = event.sequence.to_string();
        Self(digest([self.0.as_str(), event.ticket.as_str(), sequence.as_str()], &event.facts()))
    }

    /// Reads what `to_string` wrote.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let hex = given.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        (hex && (given.is_empty() || given.len() == 2 * KEPT)).then(|| Self(given.to_owned()))
    }
}

/// The digest of texts and facts, each with its length: no two lists of them have the same text.
pub(crate) fn digest<const N: usize>(texts: [&str; N], facts: &Facts) -> String {
    let mut digest = Sha256::new();
    let mut add = |part: &str| {
        digest.update(part.len().to_string());
        digest.update(":");
        digest.update(part);
    };
    texts.into_iter().for_each(&mut add);
    for (name, value) in facts {
        add(name);
        match value {
            Value::Text(text) => add(text),
            Value::Number(number) => add(&number.to_string()),
        }
    }
    let mut hex = String::with_capacity(2 * KEPT);
    for byte in digest.finalize().iter().take(KEPT) {
        _ = write!(hex, "{byte:02x}");
    }
    hex
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Fact for Chain {
    fn write(&self) -> Option<Value> {
        (!self.0.is_empty()).then(|| Value::Text(self.0.clone()))
    }
    fn read(given: Option<&Value>) -> Result<Self, &'static str> {
        let Some(value) = given else { return Ok(Self::default()) };
        Self::parse(text(Some(value))?).ok_or("is no chain of 32 hexadecimal digits")
    }
}
