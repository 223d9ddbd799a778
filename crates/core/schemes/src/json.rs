//! A scheme version as one JSON string, its stored form.

use crate::SchemeVersion;
use serde::{Deserialize, Serialize};

/// Longest scheme version as JSON. An item of a DynamoDB table may hold 400 KB, but every call reads these strings, and
/// each 4 KB cost half a read unit.
pub const MOST_JSON_BYTES: usize = 16 * 1024;

/// The number of the form that this release writes.
const FORM: u32 = 1;

/// A stored version that cannot be read, or a version that cannot be stored.
#[derive(Debug, thiserror::Error)]
pub enum BadText {
    /// A later release wrote the version.
    #[error("a text of form {0}, which this release does not know; deploy the release that wrote it")]
    Form(u32),
    /// The version is too long to be stored.
    #[error("a text of {0} bytes; say less, in at most {MOST_JSON_BYTES}")]
    Long(usize),
    /// The version does not have the stored form.
    #[error("a stored text is broken: {0}")]
    Broken(#[from] serde_json::Error),
}

#[derive(Serialize)]
struct Stored<'a> {
    form: u32,
    text: &'a SchemeVersion,
}

#[derive(Deserialize)]
struct Form {
    form: u32,
}

#[derive(Deserialize)]
struct Read {
    text: SchemeVersion,
}

impl SchemeVersion {
    /// Writes the version as JSON, with the number of its form.
    ///
    /// # Errors
    /// [`BadText::Long`] if the JSON is longer than [`MOST_JSON_BYTES`].
    pub fn to_json(&self) -> Result<String, BadText> {
        let json = serde_json::to_string(&Stored { form: FORM, text: self })?;
        if json.len() > MOST_JSON_BYTES { Err(BadText::Long(json.len())) } else { Ok(json) }
    }

    /// Returns the version's length as JSON, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        serde_json::to_string(&Stored { form: FORM, text: self }).map_or(usize::MAX, |json| json.len())
    }

    /// Reads a version from JSON that [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// [`BadText`] if the JSON has another form or is broken.
    pub fn from_json(json: &str) -> Result<Self, BadText> {
        let Form { form } = serde_json::from_str(json)?;
        if form != FORM {
            return Err(BadText::Form(form));
        }
        let Read { text } = serde_json::from_str(json)?;
        Ok(text)
    }
}
