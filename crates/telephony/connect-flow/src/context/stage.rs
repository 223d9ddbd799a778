//! The stage on which an action runs: the contact, the clock, the caller and the world.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    callback::Callback,
    contact::Contact,
    then::{Halt, Leave},
};
use crate::{
    language::Document,
    outside::{Agent, Caller, Heard, Told, World},
    pace::Pace,
    trace::{Ended, Happening, Role, TraceEvent, Warning},
};

/// A recorded segment of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Take {
    /// Start of the segment, from the start of the call.
    pub start_ms: u64,
    /// End of the segment, from the start of the call.
    pub end_ms: u64,
}

/// Largest size of a trace. A call that exceeds it is stopped.
const MAX_TRACE_BYTES: usize = 64 * 1024 * 1024;

/// The other flows and modules, for an action that transfers the call or invokes a module.
pub(crate) trait Others {
    /// Returns the name and the document of the flow with this id or ARN.
    fn named(&self, reference: &str) -> Option<(&str, &Document)>;

    /// Runs the flow of this name in a role, until the call leaves it.
    fn walk(&self, name: &str, role: Role, stage: &mut Stage<'_>) -> Leave;
}

pub(crate) struct Stage<'o> {
    pub contact: Contact,
    pub pace: Pace,
    pub placeholders: BTreeMap<String, String>,
    pub others: &'o dyn Others,
    pub world: &'o mut dyn World,
    pub caller: &'o mut dyn Caller,
    pub observe: &'o mut dyn FnMut(&TraceEvent),
    pub now_ms: u64,
    pub trace: Option<Vec<TraceEvent>>,
    pub traced_bytes: usize,
    pub takes: Vec<Take>,
    pub recording_since: Option<u64>,
    /// Time that functions took since the last prompt.
    pub functions_ms: u64,
    /// The name of the flow that runs.
    pub flow: String,
    pub role: Role,
    /// Identifies the flow that runs, even if it has several names.
    pub flow_id: usize,
    /// Number of modules in which the call is nested.
    pub depth: usize,
    pub actions_run: u32,
    /// The moment at which the caller hangs up, whatever happens.
    pub caller_leaves_at: Option<u64>,
    /// The moment at which the caller hangs up if nobody has answered by then.
    pub patience_until: Option<u64>,
    /// The moment at which an agent takes the call, and the agent.
    pub agent_comes: Option<(u64, Agent)>,
    /// The moment at which the run ends, because the call has waited long enough in a queue.
    pub waits_until: Option<u64>,
    /// The moment at which a whisper has lasted too long.
    pub whisper_until: Option<u64>,
    pub callbacks: Vec<Callback>,
    pub dice: fastrand::Rng,
}

impl<'o> Stage<'o> {
    pub(crate) fn note(&mut self, what: Happening) {
        let event = TraceEvent { at_ms: self.now_ms, what };
        (self.observe)(&event);
        self.traced_bytes = self.traced_bytes.saturating_add(event.weight());
        if let Some(trace) = &mut self.trace {
            trace.push(event);
        }
    }

    /// Returns true if the trace is larger than its limit.
    pub(crate) fn says_too_much(&self) -> bool {
        self.traced_bytes > MAX_TRACE_BYTES
    }

    pub(crate) fn warn(&mut self, warning: Warning) {
        self.note(Happening::Warned { warning });
    }

    /// Notes an answer from outside in the trace, so that the call can be replayed, and returns the answer.
    pub(crate) fn told<T: Clone>(&mut self, answer: T, of: fn(T) -> Told) -> T {
        self.note(Happening::Told { answer: of(answer.clone()) });
        answer
    }

    /// Asks the caller how long they wait.
    pub(crate) fn ask_patience(&mut self) {
        let patience = self.caller.patience();
        let patience = self.told(patience, Told::Patience);
        self.patience_until = patience.map(|ms| self.now_ms.saturating_add(ms));
    }

    /// Returns the part of `ms` that passes before an interruption.
    pub(crate) fn until_interrupted(&self, ms: u64) -> u64 {
        let agent = self.agent_comes.as_ref().map(|(at, _)| *at);
        let moments = [self.caller_leaves_at, self.patience_until, agent, self.waits_until, self.whisper_until];
        let first = moments.into_iter().flatten().min();
        first.map_or(ms, |at| ms.min(at.saturating_sub(self.now_ms)))
    }

    /// Lets time pass, until the caller hangs up, an agent takes the call, or the wait in a queue ends.
    pub(crate) fn pass(&mut self, ms: u64) -> Result<(), Halt> {
        self.now_ms = self.now_ms.saturating_add(self.until_interrupted(ms));
        self.interrupted()
    }

    /// Lets the whole time pass, because nothing can interrupt it. An event within this time takes effect at the end.
    pub(crate) fn pass_whole(&mut self, ms: u64) -> Result<(), Halt> {
        self.now_ms = self.now_ms.saturating_add(ms);
        self.interrupted()
    }

    /// Waits for an interruption. In a queue there always is one: the longest wait ends it at the latest.
    pub(crate) fn hold(&mut self) -> Halt {
        match self.pass(self.pace.longest_wait_ms) {
            Err(halt) => halt,
            Ok(()) => Halt::end(self.still_waiting()),
        }
    }

    fn still_waiting(&self) -> Ended {
        match self.contact.queue.clone().filter(|_| self.contact.queued) {
            Some(queue) => Ended::Queued { queue },
            None => Ended::FlowEnded,
        }
    }

    fn interrupted(&mut self) -> Result<(), Halt> {
        let past = |at: Option<u64>| at.is_some_and(|at| at <= self.now_ms);
        if past(self.caller_leaves_at) || past(self.patience_until) {
            return Err(Halt::end(Ended::CallerHungUp));
        }
        if past(self.agent_comes.as_ref().map(|(at, _)| *at))
            && let Some((_, agent)) = self.agent_comes.take()
        {
            return Err(Halt::Leave(Leave::Agent(agent)));
        }
        if past(self.waits_until) {
            return Err(Halt::end(self.still_waiting()));
        }
        if past(self.whisper_until) {
            self.warn(Warning::WhisperTooLong);
            return Err(Halt::end(Ended::FlowDisconnected));
        }
        Ok(())
    }

    /// Returns the flow with this id or ARN, or `None` if the world says that it exists elsewhere.
    pub(crate) fn find(&mut self, reference: &str) -> Result<Option<(String, &'o Document)>, Halt> {
        if let Some((name, document)) = self.others.named(reference) {
            return Ok(Some((name.to_owned(), document)));
        }
        let there = self.world.flow_elsewhere(reference);
        if self.told(there, Told::FlowElsewhere) { Ok(None) } else { Err(Halt::because("there is no such flow")) }
    }

    /// Notes that `ms` of a prompt were heard, and lets this time pass.
    pub(crate) fn heard(&mut self, heard: &Heard<'_>, ms: u64) -> Result<(), Halt> {
        self.functions_ms = 0;
        let by_agent = self.role == Role::AgentWhisper;
        let ms = self.until_interrupted(ms);
        let (text, recording) = (heard.text.map(str::to_owned), heard.recording.map(str::to_owned));
        self.note(match by_agent {
            true => Happening::Whispered { text, recording, ms },
            false => Happening::Heard {
                text,
                recording,
                ms,
                ssml: heard.ssml.map(str::to_owned),
                voice: self.contact.voice.clone(),
            },
        });
        self.pass(ms)
    }

    /// Switches the recording on or off. Does nothing if it already is on or off.
    pub(crate) fn record(&mut self, on: bool) {
        if on == self.recording_since.is_some() {
            return;
        }
        match self.recording_since.take() {
            Some(start_ms) => self.takes.push(Take { start_ms, end_ms: self.now_ms }),
            None => self.recording_since = Some(self.now_ms),
        }
        let recording_ms =
            self.takes.iter().fold(0, |sum: u64, take| sum.saturating_add(take.end_ms.saturating_sub(take.start_ms)));
        self.note(Happening::Recording { on, recording_ms });
    }
}
