//! What an action may touch while it runs: the contact, the clock and the people around it.

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

/// A stretch of the call that was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Take {
    /// When it began.
    pub start_ms: u64,
    /// When it ended.
    pub end_ms: u64,
}

/// Most that is kept of what happened; a call that says more is stopped.
const MAX_TRACE_BYTES: usize = 64 * 1024 * 1024;

/// The flows and modules beside the one that runs, for an action that hands the call on.
pub(crate) trait Others {
    /// The flow with this id or ARN: its name among them, and its document.
    fn named(&self, reference: &str) -> Option<(&str, &Document)>;

    /// Runs the flow of this name in a role, until it is left.
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
    /// How long functions took since the last prompt.
    pub functions_ms: u64,
    /// The flow that runs, by name, and what for.
    pub flow: String,
    pub role: Role,
    /// Which of all flows it is, whatever it is called.
    pub flow_id: usize,
    /// How deep in modules it is.
    pub depth: usize,
    pub actions_run: u32,
    /// When the caller hangs up, wherever the call then is.
    pub caller_leaves_at: Option<u64>,
    /// When the caller hangs up who waits for somebody.
    pub patience_until: Option<u64>,
    /// When an agent takes the call, and who.
    pub agent_comes: Option<(u64, Agent)>,
    /// When waiting in a queue is given up.
    pub waits_until: Option<u64>,
    /// When a whisper has lasted too long.
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

    /// Whether more has happened than can be kept.
    pub(crate) fn says_too_much(&self) -> bool {
        self.traced_bytes > MAX_TRACE_BYTES
    }

    pub(crate) fn warn(&mut self, warning: Warning) {
        self.note(Happening::Warned { warning });
    }

    /// Keeps what somebody outside said, so that the call can be replayed.
    pub(crate) fn told<T: Clone>(&mut self, answer: T, of: fn(T) -> Told) -> T {
        self.note(Happening::Told { answer: of(answer.clone()) });
        answer
    }

    /// Asks the caller how long they hold on.
    pub(crate) fn ask_patience(&mut self) {
        let patience = self.caller.patience();
        let patience = self.told(patience, Told::Patience);
        self.patience_until = patience.map(|ms| self.now_ms.saturating_add(ms));
    }

    /// How much of so much time passes before something interrupts it.
    pub(crate) fn until_interrupted(&self, ms: u64) -> u64 {
        let agent = self.agent_comes.as_ref().map(|(at, _)| *at);
        let moments = [self.caller_leaves_at, self.patience_until, agent, self.waits_until, self.whisper_until];
        let first = moments.into_iter().flatten().min();
        first.map_or(ms, |at| ms.min(at.saturating_sub(self.now_ms)))
    }

    /// Lets time pass, unless the caller hangs up, an agent takes the call or waiting is given up before.
    pub(crate) fn pass(&mut self, ms: u64) -> Result<(), Halt> {
        self.now_ms = self.now_ms.saturating_add(self.until_interrupted(ms));
        self.interrupted()
    }

    /// Lets time pass that nothing interrupts, because it has already been committed: what comes in it waits.
    pub(crate) fn pass_whole(&mut self, ms: u64) -> Result<(), Halt> {
        self.now_ms = self.now_ms.saturating_add(ms);
        self.interrupted()
    }

    /// Waits until something interrupts it: in a queue something always does, at the latest the longest wait.
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

    /// The flow with this id or ARN; none when it is known to be elsewhere.
    pub(crate) fn find(&mut self, reference: &str) -> Result<Option<(String, &'o Document)>, Halt> {
        if let Some((name, document)) = self.others.named(reference) {
            return Ok(Some((name.to_owned(), document)));
        }
        let there = self.world.flow_elsewhere(reference);
        if self.told(there, Told::FlowElsewhere) { Ok(None) } else { Err(Halt::because("there is no such flow")) }
    }

    /// Notes that so much of a prompt was heard, and lets its time pass.
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

    /// Switches the recording; nothing happens when it is so already.
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
