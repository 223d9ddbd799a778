//! Runs the flows of one call.

mod flows;
mod phases;
mod walk;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

use self::phases::Entry;
pub use self::{flows::Flows, walk::MAX_ACTIONS_RUN};
use crate::{
    context::{Call, Callback, Contact, Stage, Take, fits, is_e164},
    flow::Flow,
    outside::{Caller, World},
    pace::Pace,
    trace::{Ended, Happening, Role, TraceEvent},
};

/// A flow, a call and a pace, ready to run.
///
/// ```
/// use std::collections::BTreeMap;
/// use connect_flow::{Call, Ended, Flow, Flows, Given, Machine, Pace, Script};
///
/// let text = |first: &str| format!(r#"{{"Version": "2019-10-30", "StartAction": "a", "Actions": [{first},
///     {{"Identifier": "bye", "Type": "DisconnectParticipant"}}]}}"#);
/// let main = Flow::read(&text(r#"{"Identifier": "a", "Type": "TransferToFlow",
///     "Parameters": {"ContactFlowId": "night"},
///     "Transitions": {"Errors": [{"ErrorType": "NoMatchingError", "NextAction": "bye"}]}}"#))?;
/// let mut flows = Flows::new();
/// flows.add("night", Flow::read(&text(r#"{"Identifier": "a", "Type": "MessageParticipant",
///     "Parameters": {"Text": "good night"}, "Transitions": {"NextAction": "bye"}}"#))?);
///
/// let call = Call::inbound("contact", None, "+911800000000", "arn:aws:connect:x:1:instance/i");
/// let outcome = Machine::new(&main, call, BTreeMap::new(), Pace::default())?
///     .with(&flows)?
///     .run(&mut Given::default(), &mut Script::default(), &mut |_| {});
/// assert_eq!((outcome.ended, outcome.actions_run), (Ended::FlowDisconnected, 3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Machine<'a> {
    entry: Entry<'a>,
    flows: Option<&'a Flows>,
    contact: Contact,
    placeholders: BTreeMap<String, String>,
    pace: Pace,
    seed: u64,
    keep_trace: bool,
}

/// The reason why a run cannot begin.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StartError {
    /// A placeholder of a flow has no value, or an empty one.
    #[error("the deployment placeholder `{name}` has no value")]
    Placeholder {
        /// The placeholder's name.
        name: String,
    },
    /// A number is not in E.164. The error does not repeat the number, because it may be a caller's.
    #[error("the {whose} number is not in the form E.164")]
    Number {
        /// `caller` or `dialled`.
        whose: &'static str,
    },
    /// The contact attributes at the start of the call are larger than Amazon Connect accepts.
    #[error("the contact attributes are larger than 32 KB")]
    Attributes,
}

impl StartError {
    /// Returns the remedy.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Placeholder { .. } => "give it a value in the placeholders of the run",
            Self::Number { .. } => "write a plus, the country code and the number, without spaces",
            Self::Attributes => "begin the call with less",
        }
    }
}

/// The result of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Outcome {
    /// How the run ended.
    pub ended: Ended,
    /// All events, in order; empty if the run keeps no trace.
    pub trace: Vec<TraceEvent>,
    /// The recorded segments of the call.
    pub takes: Vec<Take>,
    /// The contact attributes at the end.
    pub attributes: BTreeMap<String, String>,
    /// The callbacks that the flow created.
    pub callbacks: Vec<Callback>,
    /// Length of the call.
    pub elapsed_ms: u64,
    /// Number of actions that ran.
    pub actions_run: u32,
}

impl<'a> Machine<'a> {
    /// Prepares a run. `placeholders` gives the value of every `${Name}` of the flow, as the deployment would. A value
    /// is plain text; a path in it is not filled in.
    ///
    /// # Errors
    ///
    /// If a placeholder has no value, or the call's numbers or attributes are not possible.
    pub fn new(
        flow: &'a Flow,
        call: Call,
        placeholders: BTreeMap<String, String>,
        pace: Pace,
    ) -> Result<Self, StartError> {
        check(&call)?;
        let machine = Self::through(flow, call, placeholders, pace);
        machine.check_placeholders(flow)?;
        Ok(machine)
    }

    /// Prepares a run as [`Self::new`] does, without the checks.
    pub(crate) fn through(flow: &'a Flow, call: Call, placeholders: BTreeMap<String, String>, pace: Pace) -> Self {
        let role = if flow.document().is_module() { Role::Module } else { Role::Inbound };
        Self::start(Entry::Flow { flow, role }, call, placeholders, pace)
    }

    /// Prepares a callback that a flow has created. An agent takes it and hears the agent whisper; then the called
    /// person hears the flow that was added as `OutboundWhisper`. Use [`Machine::new`] for a callback with a flow of
    /// its own.
    ///
    /// # Errors
    ///
    /// As [`Machine::new`].
    pub fn callback(
        callback: &Callback,
        call: Call,
        placeholders: BTreeMap<String, String>,
        pace: Pace,
    ) -> Result<Self, StartError> {
        let call = Call { caller: Some(callback.number.clone()), initiation_method: "CALLBACK".to_owned(), ..call };
        check(&call)?;
        let mut machine = Self::start(Entry::Callback, call, placeholders, pace);
        if let Some(queue) = &callback.queue {
            machine.contact.set_queue(queue.clone(), None, false);
        }
        Ok(machine)
    }

    fn start(entry: Entry<'a>, call: Call, placeholders: BTreeMap<String, String>, pace: Pace) -> Self {
        let contact = Contact::new(call);
        Self { entry, flows: None, contact, placeholders, pace, seed: 0, keep_trace: true }
    }

    fn check_placeholders(&self, flow: &Flow) -> Result<(), StartError> {
        let unresolved = |name: &&str| self.placeholders.get(*name).is_none_or(String::is_empty);
        match flow.placeholders().find(unresolved) {
            Some(name) => Err(StartError::Placeholder { name: name.to_owned() }),
            None => Ok(()),
        }
    }

    /// Adds the other flows and modules that the call may reach.
    ///
    /// # Errors
    ///
    /// If a placeholder of one of these flows has no value.
    pub fn with(self, flows: &'a Flows) -> Result<Self, StartError> {
        flows.iter().try_for_each(|(_, flow)| self.check_placeholders(flow))?;
        Ok(self.among(flows))
    }

    /// Adds flows without checking their placeholders.
    pub(crate) fn among(self, flows: &'a Flows) -> Self {
        Self { flows: Some(flows), ..self }
    }

    /// Makes the flow a customer queue flow: the contact already waits in this queue.
    #[must_use]
    pub fn waiting_in(mut self, queue: &str) -> Self {
        self.contact.set_queue(queue.to_owned(), None, false);
        if let Entry::Flow { role, .. } = &mut self.entry {
            *role = Role::CustomerQueue;
        }
        self
    }

    /// Sets the input of the module, `$.Modules.Input`.
    #[must_use]
    pub fn with_input(mut self, input: Value) -> Self {
        self.contact.scope.input = Some(input);
        self
    }

    /// Sets the seed for `DistributeByPercentage`.
    #[must_use]
    pub fn seeded(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// Leaves the trace out of the outcome. `observe` still gets each event.
    #[must_use]
    pub fn without_trace(self) -> Self {
        Self { keep_trace: false, ..self }
    }

    /// Runs the call to its end. `observe` gets each event as it happens.
    pub fn run(self, world: &mut dyn World, caller: &mut dyn Caller, observe: &mut dyn FnMut(&TraceEvent)) -> Outcome {
        let mut stage = Stage {
            contact: self.contact,
            pace: self.pace,
            placeholders: self.placeholders,
            others: &self.flows,
            world,
            caller,
            observe,
            now_ms: 0,
            trace: self.keep_trace.then(Vec::new),
            traced_bytes: 0,
            takes: Vec::new(),
            recording_since: None,
            functions_ms: 0,
            flow: String::new(),
            role: Role::Inbound,
            flow_id: 0,
            depth: 0,
            actions_run: 0,
            caller_leaves_at: None,
            patience_until: None,
            agent_comes: None,
            waits_until: None,
            whisper_until: None,
            callbacks: Vec::new(),
            dice: fastrand::Rng::with_seed(self.seed),
        };
        let ended = phases::call(self.entry, self.flows, &mut stage);
        stage.record(false);
        stage.note(Happening::Ended { how: ended.clone() });
        Outcome {
            ended,
            trace: stage.trace.unwrap_or_default(),
            takes: stage.takes,
            attributes: stage.contact.attributes,
            callbacks: stage.callbacks,
            elapsed_ms: stage.now_ms,
            actions_run: stage.actions_run,
        }
    }
}

/// Checks that the call can be placed.
fn check(call: &Call) -> Result<(), StartError> {
    if !call.caller.as_deref().is_none_or(is_e164) {
        return Err(StartError::Number { whose: "caller" });
    }
    if !is_e164(&call.dialled) {
        return Err(StartError::Number { whose: "dialled" });
    }
    if !fits(&call.attributes) {
        return Err(StartError::Attributes);
    }
    Ok(())
}
