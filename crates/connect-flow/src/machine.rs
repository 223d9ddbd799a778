//! Runs a flow for one call.

use std::collections::BTreeMap;

use serde::Serialize;
use thiserror::Error;

use crate::{
    caller::Caller,
    contact::{Call, Contact, is_e164},
    flow::{Action, ErrorType, Flow},
    pace::Pace,
    stage::{Halt, Stage, Take, Then},
    trace::{Ended, Happening, StopReason, TraceEvent},
    world::World,
};

/// Most actions that one run takes before it is stopped: far more than a person would listen to.
pub const MAX_ACTIONS_RUN: u32 = 10_000;

/// A flow, a call and a pace, ready to run.
#[derive(Debug)]
pub struct Machine<'a> {
    flow: &'a Flow,
    contact: Contact,
    placeholders: BTreeMap<String, String>,
    pace: Pace,
}

/// Why a run cannot begin.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StartError {
    /// A placeholder of the flow has no value, or an empty one.
    #[error("the deployment placeholder `{name}` has no value")]
    Placeholder {
        /// Its name.
        name: String,
    },
    /// A number is not in E.164. It is not repeated here, since it may be a caller's.
    #[error("the {whose} number is not in the form E.164")]
    Number {
        /// `caller` or `dialled`.
        whose: &'static str,
    },
    /// The attributes that the call begins with are larger than Amazon Connect takes.
    #[error("the contact attributes are larger than 32 KB")]
    Attributes,
}

impl StartError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Placeholder { .. } => "give it a value in the placeholders of the run",
            Self::Number { .. } => "write a plus, the country code and the number, without spaces",
            Self::Attributes => "begin the call with less",
        }
    }
}

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// How it ended.
    pub ended: Ended,
    /// Everything that happened, in order.
    pub trace: Vec<TraceEvent>,
    /// The recorded stretches of the call.
    pub takes: Vec<Take>,
    /// The contact attributes at the end.
    pub attributes: BTreeMap<String, String>,
    /// How long the call was.
    pub elapsed_ms: u64,
}

impl<'a> Machine<'a> {
    /// Prepares a run. `placeholders` gives the value of every `${Name}` of the flow, as the
    /// deployment would; the value is plain text and may not hold paths.
    ///
    /// # Errors
    ///
    /// When a placeholder has no value, or the call could not have been placed.
    pub fn new(
        flow: &'a Flow,
        call: Call,
        placeholders: BTreeMap<String, String>,
        pace: Pace,
    ) -> Result<Self, StartError> {
        let unresolved = |name: &&str| placeholders.get(*name).is_none_or(String::is_empty);
        if let Some(name) = flow.placeholders().find(unresolved) {
            return Err(StartError::Placeholder { name: name.to_owned() });
        }
        if !call.caller.as_deref().is_none_or(is_e164) {
            return Err(StartError::Number { whose: "caller" });
        }
        if !is_e164(&call.dialled) {
            return Err(StartError::Number { whose: "dialled" });
        }
        let mut contact = Contact::new(call);
        contact.set_attributes(&BTreeMap::new()).map_err(|_| StartError::Attributes)?;
        Ok(Self { flow, contact, placeholders, pace })
    }

    /// Runs the call to its end; `observe` is told each event as it happens.
    pub fn run(self, world: &mut dyn World, caller: &mut dyn Caller, observe: &mut dyn FnMut(&TraceEvent)) -> Outcome {
        let mut stage = Stage {
            contact: self.contact,
            pace: self.pace,
            placeholders: self.placeholders,
            world,
            caller,
            observe,
            now_ms: 0,
            trace: Vec::new(),
            takes: Vec::new(),
            recording_since: None,
            rounds: BTreeMap::new(),
            functions_ms: 0,
        };
        let ended = walk(self.flow, &mut stage);
        stage.record(false);
        stage.note(Happening::Ended { how: ended.clone() });
        Outcome {
            ended,
            trace: stage.trace,
            takes: stage.takes,
            attributes: stage.contact.attributes,
            elapsed_ms: stage.now_ms,
        }
    }
}

fn walk(flow: &Flow, stage: &mut Stage<'_>) -> Ended {
    let mut next = flow.start;
    let mut last = "";
    // The reader has checked every target, so the loop ends early only by an end of the call.
    for _ in 0..MAX_ACTIONS_RUN {
        let Some(action) = flow.actions.get(next) else { break };
        last = &action.identifier;
        let identifier = action.identifier.clone();
        stage.note(Happening::Action { identifier, action_type: action.action_type });
        match step(action, stage) {
            Ok(target) => next = target,
            Err(ended) => return ended,
        }
    }
    stopped(last, StopReason::TooManyActions { actions: MAX_ACTIONS_RUN })
}

fn step(action: &Action, stage: &mut Stage<'_>) -> Result<usize, Ended> {
    let (error, cause) = match action.act.run(action, stage) {
        Ok(Then::Next) => match action.wires.next {
            Some(next) => return Ok(next),
            None => (ErrorType::NoMatchingError, "there is no next action".into()),
        },
        Ok(Then::Result(result)) => match chosen(action, result.as_deref(), stage) {
            Some(next) => return Ok(next),
            None => (ErrorType::NoMatchingCondition, "no condition is true".into()),
        },
        Err(Halt::End(ended)) => return Err(ended),
        Err(Halt::Error(error, cause)) => (error, cause),
    };
    stage.note(Happening::Failed { error, cause: cause.clone() });
    let forgiven = action.wires.next.filter(|_| action.act.succeeds_without_error_branch());
    let target = action.wires.error(error).or(forgiven);
    target.ok_or_else(|| stopped(&action.identifier, StopReason::NoBranch { error, cause }))
}

/// The target of the first condition that is true. Without a result none is.
fn chosen(action: &Action, result: Option<&str>, stage: &mut Stage<'_>) -> Option<usize> {
    let result = result?;
    action.wires.conditions.iter().find_map(|condition| {
        let operand = match condition.operand.whole_path() {
            Some(path) => stage.leaf(path)?,
            None => stage.text(&condition.operand),
        };
        condition.operator.holds(result, &operand).then_some(condition.next)
    })
}

fn stopped(action: &str, reason: StopReason) -> Ended {
    Ended::Stopped { action: action.to_owned(), remedy: reason.remedy(), reason }
}
