//! Mistakes in data files, told so that the person who edited the file can mend them.

use std::ops::Range;

/// A mistake in a data file: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}; {help}")]
pub struct DataError {
    /// The file, as it was named to the reader.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong, with the value in backticks.
    pub what: String,
    /// What to do.
    pub help: String,
}

/// One data file's name and text.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its name, for errors.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl Source<'_> {
    /// Reads the text as TOML of the form `T`.
    ///
    /// # Errors
    /// A [`DataError`] with the place of the first mistake.
    pub fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, DataError> {
        toml::from_str(self.text).map_err(|e| {
            self.error(
                e.span().unwrap_or_default(),
                e.message(),
                "see the comments at the top of the file for its form",
            )
        })
    }

    /// Where this is first written; the start of the file when it is not.
    #[must_use]
    pub fn place_of(&self, written: &str) -> Range<usize> {
        let at = self.text.find(written).unwrap_or(0);
        at..at
    }

    /// An error at a place of this file.
    pub fn error(&self, at: Range<usize>, what: impl Into<String>, help: impl Into<String>) -> DataError {
        let line = self.text.bytes().take(at.start).filter(|b| *b == b'\n').count() + 1;
        DataError { file: self.file.to_owned(), line, what: what.into(), help: help.into() }
    }
}
