//! The phases of a call: its flows one after the other, the queue, the agent, and the flow after the agent
//! (pages `contact-initiation-methods`, `create-contact-flow`, `set-disconnect-flow`).

use std::mem;

use crate::{
    context::{Halt, Hook, Leave, Stage},
    flow::Flow,
    outside::{Agent, Told},
    trace::{ContactEvent, Ended, Happening, Role, Warning},
};

use super::{flows::Flows, walk::walk};

/// The beginning of a call.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entry<'a> {
    Flow { flow: &'a Flow, role: Role },
    Callback,
}

/// Runs a call to its end.
pub(super) fn call(entry: Entry<'_>, flows: Option<&Flows>, stage: &mut Stage<'_>) -> Ended {
    stage.note(Happening::Contact { told: ContactEvent::Initiated });
    let at = stage.caller.hangs_up_at();
    stage.caller_leaves_at = stage.told(at, Told::HangsUpAt);
    let mut leave = match entry {
        Entry::Flow { flow, role } => {
            if role == Role::CustomerQueue {
                enter_queue(stage);
                stage.ask_patience();
            }
            match walk(Flows::name_of(flow, flows).to_owned(), flow, role, stage) {
                Leave::Done if role == Role::CustomerQueue => wait(stage),
                leave => leave,
            }
        }
        Entry::Callback => called_back(stage),
    };
    let ended = loop {
        leave = match leave {
            Leave::End(ended) => break ended,
            Leave::To { name } => {
                stage.contact.scope.flow_attributes.clear();
                stage.others.walk(&name, Role::Inbound, stage)
            }
            Leave::Queue => queued(stage),
            Leave::Agent(agent) => taken(&agent, stage),
            // The end of a flow that talks to the caller is the end of the call (page `end-flow-resume`).
            Leave::Done if matches!(stage.role, Role::Inbound | Role::CustomerRemaining) => {
                break Ended::FlowDisconnected;
            }
            Leave::Done | Leave::Return { .. } => break Ended::FlowEnded,
        };
    };
    if let Some(reason) = ended.disconnect_reason() {
        stage.note(Happening::Contact { told: ContactEvent::Disconnected { reason } });
        stage.note(Happening::Contact { told: ContactEvent::Completed });
    }
    ended
}

/// Waits in the target queue, with the queue's flow, until an agent takes the call.
fn queued(stage: &mut Stage<'_>) -> Leave {
    enter_queue(stage);
    stage.ask_patience();
    stage.contact.scope.flow_attributes.clear();
    match hook(Hook::CustomerQueue, stage) {
        Some(name) => match stage.others.walk(&name, Role::CustomerQueue, stage) {
            Leave::Done => wait(stage),
            leave => leave,
        },
        None => wait(stage),
    }
}

fn enter_queue(stage: &mut Stage<'_>) {
    let queue = stage.contact.queue.clone().unwrap_or_default();
    stage.contact.queued = true;
    stage.contact.clear_buffer();
    stage.world.at(stage.now_ms);
    if stage.contact.lacks_queue_name() {
        let name = stage.world.queue_name(&queue);
        let name = stage.told(name, Told::QueueName);
        let of_agent = stage.contact.queue_of_agent;
        stage.contact.set_queue(queue.clone(), name, of_agent);
    }
    stage.note(Happening::Queued { queue: queue.clone() });
    stage.note(Happening::Contact { told: ContactEvent::Queued });
    let agent = stage.world.agent(&queue);
    let now = stage.now_ms;
    stage.agent_comes = stage.told(agent, Told::Agent).map(|agent| (now.saturating_add(agent.after_ms), agent));
    stage.waits_until = Some(now.saturating_add(stage.pace.longest_wait_ms));
}

/// Waits in silence. If neither an agent nor the caller will end the wait, the run ends at once.
fn wait(stage: &mut Stage<'_>) -> Leave {
    let somebody = [stage.caller_leaves_at, stage.patience_until].iter().any(Option::is_some);
    if stage.agent_comes.is_none() && !somebody {
        stage.waits_until = Some(stage.now_ms);
    }
    left(stage.hold())
}

fn left(halt: Halt) -> Leave {
    match halt {
        Halt::Leave(leave) => leave,
        // Waiting never ends with an error.
        Halt::Error(..) => Leave::Done,
    }
}

/// An agent takes the call. The whispers play one after the other, then agent and caller talk.
fn taken(agent: &Agent, stage: &mut Stage<'_>) -> Leave {
    leave_queue(agent, stage);
    for (which, role) in [(Hook::AgentWhisper, Role::AgentWhisper), (Hook::CustomerWhisper, Role::CustomerWhisper)] {
        if let Some(leave) = whisper(which, role, stage) {
            return leave;
        }
    }
    talk(agent, stage)
}

/// An agent takes a callback and hears the agent whisper. Then the called person hears the outbound whisper, and both
/// talk.
fn called_back(stage: &mut Stage<'_>) -> Leave {
    let queue = stage.contact.queue.clone().unwrap_or_default();
    enter_queue(stage);
    match wait(stage) {
        Leave::Agent(agent) => {
            leave_queue(&agent, stage);
            if let Some(leave) = whisper(Hook::AgentWhisper, Role::AgentWhisper, stage) {
                return leave;
            }
            let outbound = stage.others.named(OUTBOUND_WHISPER);
            if let Some((name, _)) = outbound
                && let Some(leave) = whispered(name, Role::OutboundWhisper, stage)
            {
                return leave;
            }
            talk(&agent, stage)
        }
        Leave::End(Ended::FlowEnded) => Leave::End(Ended::Queued { queue }),
        leave => leave,
    }
}

/// The name, in [`Flows`], of the outbound whisper flow, which the called person hears. No hook sets it.
const OUTBOUND_WHISPER: &str = "OutboundWhisper";

fn leave_queue(agent: &Agent, stage: &mut Stage<'_>) {
    stage.contact.queued = false;
    stage.contact.clear_buffer();
    (stage.agent_comes, stage.waits_until, stage.patience_until) = (None, None, None);
    stage.contact.set_agent(agent);
}

fn whisper(which: Hook, role: Role, stage: &mut Stage<'_>) -> Option<Leave> {
    let name = hook(which, stage)?;
    whispered(&name, role, stage)
}

/// Longest whisper. After it the call is disconnected (page `set-whisper-flow`).
const MAX_WHISPER_MS: u64 = 120_000;

/// Plays a whisper. Returns `None` if it was heard to its end.
fn whispered(name: &str, role: Role, stage: &mut Stage<'_>) -> Option<Leave> {
    let outer = mem::take(&mut stage.contact.scope);
    stage.whisper_until = Some(stage.now_ms.saturating_add(MAX_WHISPER_MS));
    let leave = stage.others.walk(name, role, stage);
    stage.whisper_until = None;
    stage.contact.scope = outer;
    (!matches!(leave, Leave::Done | Leave::Return { .. })).then_some(leave)
}

fn talk(agent: &Agent, stage: &mut Stage<'_>) -> Leave {
    // The recording of the flow ends when the conversation begins (page `about-recording-behavior`).
    stage.record(false);
    stage.note(Happening::Contact { told: ContactEvent::ConnectedToAgent { user_name: agent.user_name.clone() } });
    if !stage.contact.recorded.is_empty() {
        stage.note(Happening::ConversationRecorded { participants: stage.contact.recorded.clone() });
    }
    if let Err(halt) = stage.pass(agent.talk_ms) {
        return left(halt);
    }
    stage.contact.forget_agent();
    if !agent.hangs_up_first {
        return Leave::End(Ended::CallerHungUp);
    }
    match hook(Hook::CustomerRemaining, stage) {
        Some(name) => {
            stage.contact.scope.flow_attributes.clear();
            stage.others.walk(&name, Role::CustomerRemaining, stage)
        }
        None => Leave::End(Ended::AgentHungUp),
    }
}

/// Returns the name of a hook's flow, else of the instance's default for the hook. Returns `None` if the hook is off or
/// its flow was not given.
fn hook(which: Hook, stage: &mut Stage<'_>) -> Option<String> {
    if stage.contact.hooks_off.contains(&which) {
        return None;
    }
    let set = stage.contact.hooks.get(&which).cloned();
    let reference = set.as_deref().unwrap_or(which.as_str());
    let found = stage.others.named(reference);
    if found.is_none()
        && let Some(flow) = set
    {
        stage.warn(Warning::FlowNotHere { hook: which.as_str(), flow });
        return None;
    }
    found.map(|(name, _)| name.to_owned())
}
