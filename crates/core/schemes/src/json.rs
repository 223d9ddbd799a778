//! A text as one string, as it is stored.

use crate::Text;
use serde::{Deserialize, Serialize};

/// Longest text as JSON: a tenth of what an item of a table may hold (Amazon DynamoDB: 400 KB) would do, and a longer one
/// costs more to read on every call (half a read unit for each 4 KB).
pub const MOST_JSON_BYTES: usize = 16 * 1024;

/// The form in which texts are written.
const FORM: u32 = 1;

/// A stored text that cannot be read, or a text that cannot be stored.
#[derive(Debug, thiserror::Error)]
pub enum BadText {
    /// Written by a later release.
    #[error("a text of form {0}, which this release does not know; deploy the release that wrote it")]
    Form(u32),
    /// Too long to be stored.
    #[error("a text of {0} bytes; say less, in at most {MOST_JSON_BYTES}")]
    Long(usize),
    /// Not of the form that is stored.
    #[error("a stored text is broken: {0}")]
    Broken(#[from] serde_json::Error),
}

#[derive(Serialize)]
struct Stored<'a> {
    form: u32,
    text: &'a Text,
}

#[derive(Deserialize)]
struct Form {
    form: u32,
}

#[derive(Deserialize)]
struct Read {
    text: Text,
}

impl Text {
    /// The text as JSON, with the form it is written in.
    ///
    /// # Errors
    /// [`BadText::Long`] if it takes more than [`MOST_JSON_BYTES`].
    pub fn to_json(&self) -> Result<String, BadText> {
        let json = serde_json::to_string(&Stored { form: FORM, text: self })?;
        if json.len() > MOST_JSON_BYTES { Err(BadText::Long(json.len())) } else { Ok(json) }
    }

    /// How long it is as JSON.
    pub(crate) fn bytes(&self) -> usize {
        serde_json::to_string(&Stored { form: FORM, text: self }).map_or(usize::MAX, |json| json.len())
    }

    /// The text of a JSON that [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// [`BadText`] if it is of another form.
    pub fn from_json(json: &str) -> Result<Self, BadText> {
        let Form { form } = serde_json::from_str(json)?;
        if form != FORM {
            return Err(BadText::Form(form));
        }
        let Read { text } = serde_json::from_str(json)?;
        Ok(text)
    }
}
