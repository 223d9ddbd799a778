//! The reasons why a call cannot be placed.

/// The reason why a call cannot be placed, with the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The given keys are not keys of a telephone.
    #[error("`{given}` is no key of a telephone; keys are 0 to 9, * and #, with commas between them")]
    Keys {
        /// The given keys.
        given: String,
    },
    /// The recording cannot be played as the caller's note.
    #[error("{file}: {cause}; give a WAV file, such as a voice recorder writes")]
    Recording {
        /// The file.
        file: String,
        /// The reason.
        cause: String,
    },
    /// The flow's file cannot be read, or is not a valid flow.
    #[error("{file}: {cause}; {help}")]
    Flow {
        /// The file.
        file: String,
        /// The problem.
        cause: String,
        /// The remedy.
        help: String,
    },
    /// The call cannot be started.
    #[error("the call cannot begin: {cause}; {help}")]
    Start {
        /// The reason.
        cause: String,
        /// The remedy.
        help: String,
    },
    /// A request to the local cloud failed.
    #[error(transparent)]
    Cloud(#[from] local_cloud::Error),
}
