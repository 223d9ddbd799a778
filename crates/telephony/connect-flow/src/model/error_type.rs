//! The errors that an action can end with, by their names in the flow language.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Declares the errors with their names in the flow language.
macro_rules! error_types {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// The errors that an action can end with.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum ErrorType {
            $($(#[$doc])* $name,)+
        }

        impl ErrorType {
            /// Returns the error's name in the flow language.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)+
                }
            }
        }
    };
}

error_types! {
    /// Any error that has no branch of its own.
    NoMatchingError,
    /// No condition was true.
    NoMatchingCondition,
    /// No key came in time.
    InputTimeLimitExceeded,
    /// The queue is full.
    QueueAtCapacity,
    /// The keys that the caller pressed are no telephone number.
    InvalidPhoneNumber,
    /// The number to call back is no telephone number.
    InvalidCallbackNumber,
    /// The number to call back cannot be called from here.
    CallbackNumberNotDialable,
    /// The third party did not answer in time.
    ConnectionTimeLimitExceeded,
    /// The third party could not be called.
    CallFailed,
    /// A view was not answered in time.
    TimeLimitExceeded,
    /// The contact was not linked to the case.
    ContactNotLinked,
    /// More than one case was found.
    MultipleFound,
    /// No case was found.
    NoneFound,
    /// More than one profile was found.
    MultipleFoundError,
    /// No profile was found.
    NoneFoundError,
    /// A message template could not be filled in.
    TemplateRenderingError,
    /// The action does not suit the contact's channel.
    ChannelMismatch,
    /// The redaction of a chat could not be set.
    InFlightRedactionConfigurationFailed,
    /// There is no such participant.
    ParticipantNotFound,
}

impl fmt::Display for ErrorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
