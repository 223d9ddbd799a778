//! `TransferContactToAgent` (page `contact-actions-transfercontacttoagent`).

use super::act::Act;
use crate::{
    context::{Halt, Leave, Stage, Then},
    language::{Object, Wrong},
    model::{Action, Terminal, Wiring},
    outside::Told,
    trace::Ended,
};

#[derive(Debug)]
struct TransferContactToAgent;

pub(super) fn read(_: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    Ok(Box::new(TransferContactToAgent))
}

impl Act for TransferContactToAgent {
    fn wiring(&self) -> Wiring {
        Wiring { terminal: Terminal::OnSuccess, ..Wiring::plain(&[]) }
    }

    /// Connects the call to the agent for whom the transfer is meant. If that agent is busy, the call ends.
    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        stage.contact.clear_buffer();
        let agent = stage.world.agent(&stage.contact.queue.clone().unwrap_or_default());
        let Some(agent) = stage.told(agent, Told::Agent) else { return Err(Halt::end(Ended::FlowDisconnected)) };
        stage.pass(agent.after_ms)?;
        Err(Halt::Leave(Leave::Agent(agent)))
    }
}
