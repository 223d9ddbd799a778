//! A text that must stand in no log: a caller's number, or what a citizen disclosed.

use serde::{Deserialize, Serialize};
use std::fmt;

/// It prints as stars, and is sent as the text that it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(transparent)]
pub struct Confided(String);

impl Confided {
    /// Takes any text: its form is checked by the use case that reads it.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the use case that seals it and the person who may read it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Confided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
