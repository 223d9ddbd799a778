//! When another flow takes over.

use std::fmt;

/// Declares the hooks with their names in the flow language.
macro_rules! hooks {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// When another flow takes over (page `contact-actions-updatecontacteventhooks`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Hook {
            $($(#[$doc])* $name,)+
        }

        impl Hook {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its name in the flow language.
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
    /// The agent puts the call on hold: what the agent hears.
    AgentHold,
    /// The agent takes the call: what only the agent hears.
    AgentWhisper,
    /// The agent puts the call on hold: what the caller hears.
    CustomerHold,
    /// The call waits in a queue.
    CustomerQueue,
    /// The agent has hung up.
    CustomerRemaining,
    /// The agent takes the call: what only the caller hears.
    CustomerWhisper,
    /// What the agent's desktop shows.
    DefaultAgentUI,
    /// What it shows after the call.
    DisconnectAgentUI,
    /// A task is paused.
    PauseContact,
    /// It goes on.
    ResumeContact,
}

impl fmt::Display for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
