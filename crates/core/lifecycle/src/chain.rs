//! The chain of digests: each event carries a digest of itself and of the event before. Nobody can change, leave out,
//! add or exchange an event without breaking the digest of every later one.
//!
//! The chain proves that a history is whole, unless a forger can write all of it anew. Against such a forger, digests
//! also leave the table in notices and exports, and a rewritten history does not match them.

use crate::Event;
use crate::facts::{Fact, Facts, Value, text};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::fmt::Write as _;

/// Number of bytes that are kept from each digest: 128 bits, so nobody can find a second text with the same digest.
const KEPT: usize = 16;

/// The digest of a history up to one event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Chain(String);

impl Chain {
    /// Returns the digest of the history that ends with `event`. `self` is the digest before it.
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

/// Returns the digest of texts and facts. Each part enters with its length, so two different lists never enter as the
/// same text.
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
