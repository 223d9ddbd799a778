//! A flow that was read and can be run.

use std::collections::BTreeSet;

use crate::{actions::Act, language::Document, model::Action, problem::Fault};

/// A flow or module of which every action is understood and leads somewhere.
///
/// ```
/// use connect_flow::Flow;
///
/// let flow = Flow::read(r#"{
///     "Version": "2019-10-30", "StartAction": "hello",
///     "Actions": [
///         { "Identifier": "hello", "Type": "MessageParticipant",
///           "Parameters": { "Text": "Welcome to ${Town}.", "Txet": "?" }, "Transitions": { "NextAction": "bye" } },
///         { "Identifier": "bye", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {} }
///     ]
/// }"#)?;
/// assert_eq!(flow.placeholders().collect::<Vec<_>>(), ["Town"]);
/// let remark = &flow.remarks()[0];
/// assert_eq!((remark.line, remark.help()), (5, "did you mean `Text`?".to_owned()));
/// # Ok::<(), connect_flow::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Flow {
    pub(crate) start: usize,
    pub(crate) steps: Vec<Step>,
    pub(crate) placeholders: BTreeSet<String>,
    pub(crate) remarks: Vec<Fault>,
    pub(crate) document: Document,
}

impl Flow {
    /// What is unusual about the flow and no reason not to run it: a key, a branch or an action type that is not
    /// known and so not taken into account, a branch that can never be taken, a foreign placeholder.
    #[must_use]
    pub fn remarks(&self) -> &[Fault] {
        &self.remarks
    }

    /// What was read.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The names that the deployment must replace, written `${Name}`.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.placeholders.iter().map(String::as_str)
    }

    /// The `Identifier` and `Type` of every action, in the order of the document.
    pub fn actions(&self) -> impl Iterator<Item = (&str, &str)> {
        self.steps.iter().map(|Step { action, .. }| (action.identifier.as_str(), &*action.action_type))
    }

    /// Whether only a call that waits in a queue can go through it: its metadata say so, or its actions do.
    #[must_use]
    pub fn runs_in_queue(&self) -> bool {
        const ONLY_THERE: [&str; 2] = ["MessageParticipantIteratively", "DequeueContactAndTransferToQueue"];
        let by_name = self.document.flow_type().is_some_and(|name| name.eq_ignore_ascii_case("customerQueue"));
        !self.document.is_module() && (by_name || self.actions().any(|(_, name)| ONLY_THERE.contains(&name)))
    }

    /// The name in its metadata, else `flow`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.document.name().unwrap_or("flow")
    }
}

/// An action in its place, and what it does there.
#[derive(Debug)]
pub(crate) struct Step {
    pub action: Action,
    pub act: Box<dyn Act>,
}
