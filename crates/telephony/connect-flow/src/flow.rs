//! A flow that was read and can run.

use std::collections::BTreeSet;

use crate::{actions::Act, language::Document, model::Action, problem::Fault};

/// A flow or module that can run: the parameters of every action were understood, and every transition leads to an
/// action. A call stops at an action of an unknown type.
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
    /// Returns remarks on unusual parts that do not keep the flow from running: an unknown key or branch, which has no
    /// effect; an unknown action type or path; a branch that can never be taken; a placeholder of another templating
    /// language.
    #[must_use]
    pub fn remarks(&self) -> &[Fault] {
        &self.remarks
    }

    /// Returns the document as it was read.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Returns the names of the placeholders that the deployment must replace, written `${Name}`.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.placeholders.iter().map(String::as_str)
    }

    /// Returns the `Identifier` and `Type` of every action, in the order of the document.
    pub fn actions(&self) -> impl Iterator<Item = (&str, &str)> {
        self.steps.iter().map(|Step { action, .. }| (action.identifier.as_str(), &*action.action_type))
    }

    /// Returns true if only a call that waits in a queue can go through the flow: its metadata say so, or it has an
    /// action that only works there.
    #[must_use]
    pub fn runs_in_queue(&self) -> bool {
        const ONLY_THERE: [&str; 2] = ["MessageParticipantIteratively", "DequeueContactAndTransferToQueue"];
        let by_name = self.document.flow_type().is_some_and(|name| name.eq_ignore_ascii_case("customerQueue"));
        !self.document.is_module() && (by_name || self.actions().any(|(_, name)| ONLY_THERE.contains(&name)))
    }

    /// Returns the name in the API's answer or in the flow's metadata, else `flow`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.document.name().unwrap_or("flow")
    }
}

/// An action of a flow, with its behaviour.
#[derive(Debug)]
pub(crate) struct Step {
    pub action: Action,
    pub act: Box<dyn Act>,
}
