//! The errors around a local cloud, each with a remedy.

use std::fmt::Display;
use std::path::Path;

/// The reason why an operation failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Something is missing on this machine or in this project.
    #[error("{what}; {help}")]
    Missing {
        /// The missing thing.
        what: String,
        /// The remedy.
        help: String,
    },
    /// A file could not be read or written.
    #[error("{path}: {cause}")]
    File {
        /// The file.
        path: String,
        /// The reason.
        cause: String,
    },
    /// A program ended with a failure.
    #[error("{tool} failed ({status}); {help}\n{tail}")]
    Tool {
        /// The operation.
        tool: String,
        /// The exit status.
        status: String,
        /// The remedy.
        help: String,
        /// The program's last lines.
        tail: String,
    },
    /// The endpoint does not answer.
    #[error("no answer from {url}: {cause}; `cargo xtask up` starts the local cloud")]
    Unreachable {
        /// The endpoint.
        url: String,
        /// The reason.
        cause: String,
    },
    /// A service refused a request.
    #[error("{service} refused {action}: {code}: {message}")]
    Refused {
        /// The service.
        service: String,
        /// The requested action.
        action: String,
        /// The error code.
        code: String,
        /// The error message.
        message: String,
    },
    /// A function was invoked and failed.
    #[error("the function `{function}` failed: {error_type}: {message}")]
    Function {
        /// The function.
        function: String,
        /// The type of the error, as the function names it.
        error_type: String,
        /// The error message.
        message: String,
    },
    /// An answer has a form that this crate cannot read.
    #[error("{service} answered {action} in an unknown form: {what}")]
    Answer {
        /// The service.
        service: String,
        /// The requested action.
        action: String,
        /// The part that could not be read.
        what: String,
    },
    /// Something did not happen in time.
    #[error("{what} did not happen within {seconds} s; {seen}")]
    Waited {
        /// The awaited event.
        what: String,
        /// The longest wait, in seconds.
        seconds: u64,
        /// The state at the end of the wait.
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
