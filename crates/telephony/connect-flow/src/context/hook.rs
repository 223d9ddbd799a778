//! The events on which another flow runs.

use std::fmt;

/// Declares the hooks with their names in the flow language.
macro_rules! hooks {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// An event on which another flow runs (page `contact-actions-updatecontacteventhooks`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Hook {
            $($(#[$doc])* $name,)+
        }

        impl Hook {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Returns the hook's name in the flow language.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)+
                }
            }
        }
    };
}

hooks! {
    /// The agent puts the call on hold; the agent hears this flow.
    AgentHold,
    /// The agent takes the call; only the agent hears this flow.
    AgentWhisper,
    /// The agent puts the call on hold; the caller hears this flow.
    CustomerHold,
    /// The call waits in a queue.
    CustomerQueue,
    /// The agent has hung up.
    CustomerRemaining,
    /// The agent takes the call; only the caller hears this flow.
    CustomerWhisper,
    /// The agent's desktop shows this flow.
    DefaultAgentUI,
    /// The agent's desktop shows this flow after the call.
    DisconnectAgentUI,
    /// A task is paused.
    PauseContact,
    /// A paused task continues.
    ResumeContact,
}

impl fmt::Display for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
