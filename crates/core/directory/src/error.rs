//! Mistakes in data files, with the file, the line and the remedy.

use std::ops::Range;

/// A mistake in a data file: its line, the fault and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}; {help}")]
pub struct DataError {
    /// The file's name, as the caller of the reader gave it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The fault, with the value in backticks.
    pub what: String,
    /// The remedy.
    pub help: String,
}

/// The name and the text of one data file.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The file's name, for errors.
    pub file: &'a str,
    /// The file's text.
    pub text: &'a str,
}

impl Source<'_> {
    /// Reads the text as TOML of the form `T`.
    ///
    /// # Errors
    /// A [`DataError`] with the line of the first mistake.
    pub fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, DataError> {
        toml::from_str(self.text).map_err(|e| {
            self.error(
                e.span().unwrap_or_default(),
                e.message(),
                "see the comments at the top of the file for its form",
            )
        })
    }

    /// Returns the position at which `written` first stands in the text, or the start of the file if it stands nowhere.
    #[must_use]
    pub fn place_of(&self, written: &str) -> Range<usize> {
        let at = self.text.find(written).unwrap_or(0);
        at..at
    }

    /// Makes an error that names the line of the byte position `at`.
    pub fn error(&self, at: Range<usize>, what: impl Into<String>, help: impl Into<String>) -> DataError {
        let line = self.text.bytes().take(at.start).filter(|b| *b == b'\n').count() + 1;
        DataError { file: self.file.to_owned(), line, what: what.into(), help: help.into() }
    }
}
