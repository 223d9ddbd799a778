//! The chain: each event carries a digest of itself and of the one before, so that no event can be changed, left
//! out, added or exchanged without breaking every later one.
//!
//! It proves that a history is whole against whoever cannot also write all of it anew; the heads that leave the
//! table (notices, exports) are what a rewritten history is held against.

use crate::Event;
use crate::facts::{Fact, Value, text};
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
        let mut digest = Sha256::new();
        // Each part with its length: no two histories have the same text.
        let mut add = |part: &str| {
            digest.update(part.len().to_string());
            digest.update(":");
            digest.update(part);
        };
        add(&self.0);
        add(event.ticket.as_str());
        add(&event.sequence.to_string());
        for (name, value) in &event.facts() {
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
        Self(hex)
    }

    /// Reads what `to_string` wrote.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let hex = given.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        (hex && (given.is_empty() || given.len() == 2 * KEPT)).then(|| Self(given.to_owned()))
    }
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
