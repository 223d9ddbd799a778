//! The flows and modules that a call may reach.

use super::walk::walk;
use crate::{
    context::{Leave, Others, Stage},
    flow::Flow,
    language::Document,
    trace::{Ended, Role},
};

/// The flows and modules that a call may reach, found by the names that other flows use for them.
///
/// Flows refer to each other by id or ARN. A flow that was added under its id is also found by its ARN, and a module
/// also by its ARN with a version or alias. A flow that was read from an answer of the API is also found by the id and
/// ARN in that answer.
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
    /// Makes an empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a flow or module under an id or ARN, or under the name of a hook ([`crate::Hook::as_str`]) as the
    /// instance's default for that hook. It replaces an earlier flow of the same name.
    pub fn add(&mut self, name: impl Into<String>, flow: Flow) -> &mut Self {
        let name = name.into();
        self.flows.retain(|(other, _)| *other != name);
        self.flows.push((name, flow));
        self
    }

    /// Returns the flow with this id or ARN.
    #[must_use]
    pub fn find(&self, reference: &str) -> Option<&Flow> {
        self.named(reference).map(|(_, flow)| flow)
    }

    /// Returns the flow with this id or ARN, and the name under which it was added.
    pub(crate) fn named(&self, reference: &str) -> Option<(&str, &Flow)> {
        let by =
            |name: &str| self.flows.iter().find(|(other, _)| other == name).map(|(name, flow)| (name.as_str(), flow));
        // A flow from an answer of the API knows its own id and ARN.
        let own = || {
            let knows = |flow: &Flow| {
                [flow.document().arn(), flow.document().id()].contains(&Some(reference))
                    || flow.document().id() == Some(id(reference))
            };
            self.flows.iter().find(|(_, flow)| knows(flow)).map(|(name, flow)| (name.as_str(), flow))
        };
        by(reference).or_else(|| by(id(reference))).or_else(own)
    }

    /// Returns all flows, with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Flow)> {
        self.flows.iter().map(|(name, flow)| (name.as_str(), flow))
    }

    /// Returns the name under which this flow was added, else its own name.
    pub(crate) fn name_of<'f>(flow: &'f Flow, flows: Option<&'f Self>) -> &'f str {
        let known = flows.into_iter().flat_map(Self::iter).find(|(_, other)| std::ptr::eq(*other, flow));
        known.map_or_else(|| flow.name(), |(name, _)| name)
    }
}

/// The other flows of a call; `None` if the call has a single flow.
impl Others for Option<&Flows> {
    fn named(&self, reference: &str) -> Option<(&str, &Document)> {
        self.and_then(|flows| flows.named(reference)).map(|(name, flow)| (name, flow.document()))
    }

    fn walk(&self, name: &str, role: Role, stage: &mut Stage<'_>) -> Leave {
        match self.and_then(|flows| flows.named(name)) {
            Some((name, flow)) => walk(name.to_owned(), flow, role, stage),
            None => Leave::End(Ended::LeftFor { flow: name.to_owned() }),
        }
    }
}

/// Returns the id in an ARN, without a version or alias.
fn id(reference: &str) -> &str {
    let last = reference.rsplit('/').next().unwrap_or(reference);
    last.split(':').next().unwrap_or(last)
}
