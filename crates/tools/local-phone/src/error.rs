//! Why a call could not be placed.

/// Why a call could not be placed, with what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The keys are no keys of a telephone.
    #[error("`{given}` is no key of a telephone; keys are 0 to 9, * and #, with commas between them")]
    Keys {
        /// What was given.
        given: String,
    },
    /// The recording cannot be spoken.
    #[error("{file}: {cause}; give a WAV file, such as a voice recorder writes")]
    Recording {
        /// The file.
        file: String,
        /// Why.
        cause: String,
    },
    /// The flow's file is not in order.
    #[error("{file}: {cause}; {help}")]
    Flow {
        /// The file.
        file: String,
        /// What is wrong.
        cause: String,
        /// What to do.
        help: String,
    },
    /// The call cannot begin.
    #[error("the call cannot begin: {cause}; {help}")]
    Start {
        /// Why.
        cause: String,
        /// What to do.
        help: String,
    },
    /// The stack does not answer.
    #[error(transparent)]
    Cloud(#[from] local_cloud::Error),
}
