//! The flows and modules that a call may go through.

use std::fmt;

use crate::flow::Flow;

/// The flows and modules that a call may go through, each by the names that others use for it.
///
/// A flow is asked for by its id or ARN. The ARN of a flow that was added by its id finds it too, and so does a
/// module's ARN with a version or alias after it. A flow that was read from the API's answer is found by the id and
/// ARN in it, whatever it was added as.
///
/// ```
/// use connect_flow::{Flow, Flows};
///
/// let text = r#"{"Version": "2019-10-30", "StartAction": "bye",
///                "Actions": [{"Identifier": "bye", "Type": "DisconnectParticipant"}]}"#;
/// let mut flows = Flows::new();
/// flows.add("0b1c", Flow::read(text)?);
/// assert!(flows.find("arn:aws:connect:eu-west-1:111122223333:instance/i/contact-flow/0b1c").is_some());
/// assert!(flows.find("another").is_none());
/// # Ok::<(), connect_flow::ReadError>(())
/// ```
#[derive(Debug, Default)]
pub struct Flows {
    flows: Vec<(String, Flow)>,
}

impl Flows {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a flow or module under an id or ARN, or under the name of a hook ([`Hook::as_str`]) as the instance's
    /// default for it. A later one of the same name takes its place.
    pub fn add(&mut self, name: impl Into<String>, flow: Flow) -> &mut Self {
        let name = name.into();
        self.flows.retain(|(other, _)| *other != name);
        self.flows.push((name, flow));
        self
    }

    /// The flow with this id or ARN.
    #[must_use]
    pub fn find(&self, reference: &str) -> Option<&Flow> {
        self.named(reference).map(|(_, flow)| flow)
    }

    /// The flow with this id or ARN, and the name under which it was added.
    pub(crate) fn named(&self, reference: &str) -> Option<(&str, &Flow)> {
        let by =
            |name: &str| self.flows.iter().find(|(other, _)| other == name).map(|(name, flow)| (name.as_str(), flow));
        // What the API has answered knows its own id and ARN.
        let own = || {
            let knows = |flow: &Flow| {
                [flow.document().arn(), flow.document().id()].contains(&Some(reference))
                    || flow.document().id() == Some(id(reference))
            };
            self.flows.iter().find(|(_, flow)| knows(flow)).map(|(name, flow)| (name.as_str(), flow))
        };
        by(reference).or_else(|| by(id(reference))).or_else(own)
    }

    /// All of them, with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Flow)> {
        self.flows.iter().map(|(name, flow)| (name.as_str(), flow))
    }

    /// The name under which others know this flow, else its own.
    pub(crate) fn name_of<'f>(flow: &'f Flow, flows: Option<&'f Self>) -> &'f str {
        let known = flows.into_iter().flat_map(Self::iter).find(|(_, other)| std::ptr::eq(*other, flow));
        known.map_or_else(|| flow.name(), |(name, _)| name)
    }
}

/// The id in an ARN, without a version or alias after it.
fn id(reference: &str) -> &str {
    let last = reference.rsplit('/').next().unwrap_or(reference);
    last.split(':').next().unwrap_or(last)
}

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
