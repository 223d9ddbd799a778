//! What can go wrong around a local cloud, told with what to do.

use std::fmt::Display;
use std::path::Path;

/// Why something did not work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Something is missing on this machine or in this project.
    #[error("{what}; {help}")]
    Missing {
        /// What is missing.
        what: String,
        /// What to do.
        help: String,
    },
    /// A file could not be read or written.
    #[error("{path}: {cause}")]
    File {
        /// The file.
        path: String,
        /// Why.
        cause: String,
    },
    /// A program ended with a failure.
    #[error("{tool} failed ({status}); {help}\n{tail}")]
    Tool {
        /// What was being done.
        tool: String,
        /// How it ended.
        status: String,
        /// What to do.
        help: String,
        /// The last lines it wrote.
        tail: String,
    },
    /// Nobody answers at the endpoint.
    #[error("no answer from {url}: {cause}; `cargo xtask up` starts the local cloud")]
    Unreachable {
        /// The endpoint.
        url: String,
        /// Why.
        cause: String,
    },
    /// A service said no.
    #[error("{service} refused {action}: {code}: {message}")]
    Refused {
        /// The service.
        service: String,
        /// What it was asked.
        action: String,
        /// Its word for the refusal.
        code: String,
        /// Its explanation.
        message: String,
    },
    /// A function ran and failed.
    #[error("the function `{function}` failed: {error_type}: {message}")]
    Function {
        /// The function.
        function: String,
        /// The kind of failure, as the function names it.
        error_type: String,
        /// What it said.
        message: String,
    },
    /// An answer has a form that this crate does not know.
    #[error("{service} answered {action} in an unknown form: {what}")]
    Answer {
        /// The service.
        service: String,
        /// What it was asked.
        action: String,
        /// What was not understood.
        what: String,
    },
    /// Something did not happen in time.
    #[error("{what} did not happen within {seconds} s; {seen}")]
    Waited {
        /// What was waited for.
        what: String,
        /// For how long.
        seconds: u64,
        /// What was there instead.
        seen: String,
    },
}

impl Error {
    pub(crate) fn missing(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Missing { what: what.into(), help: help.into() }
    }

    pub(crate) fn file(path: &Path, cause: impl Display) -> Self {
        Self::File { path: path.display().to_string(), cause: cause.to_string() }
    }

    pub(crate) fn answer(service: &str, action: &str, what: impl Display) -> Self {
        Self::Answer { service: service.to_owned(), action: action.to_owned(), what: what.to_string() }
    }
}
