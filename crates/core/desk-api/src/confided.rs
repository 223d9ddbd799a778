//! A text that must stand in no log: a caller's number, or a value that a citizen disclosed.

use secret::Secret;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// It prints as stars, and is sent as the text that it is: the desk needs it whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confided(Secret<String>);

impl Confided {
    /// Takes any text: its form is checked by the use case that reads it.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Secret::new(text.into()))
    }

    /// The text, for the use case that seals it and the person who may read it.
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
