//! A text that no log may show: a caller's number, or a value that a citizen disclosed.

use secret::Secret;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that prints as stars and is serialized in full, because the desk needs the whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confided(Secret<String>);

impl Confided {
    /// Wraps any text. The use case that reads the text checks its form.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Secret::new(text.into()))
    }

    /// Returns the text, for the use case that seals it, and for the person who may read it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl Serialize for Confided {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for Confided {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}
