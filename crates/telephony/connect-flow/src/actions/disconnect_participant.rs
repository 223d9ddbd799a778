//! `DisconnectParticipant` (page `participant-actions-disconnectparticipant`).

use super::act::Act;
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Wrong},
    model::{Action, Terminal, Wiring},
    trace::Ended,
};

#[derive(Debug)]
struct DisconnectParticipant;

pub(super) fn read(_: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    Ok(Box::new(DisconnectParticipant))
}

impl Act for DisconnectParticipant {
    fn wiring(&self) -> Wiring {
        Wiring { terminal: Terminal::Always, ..Wiring::plain(&[]) }
    }

    fn run(&self, _: &Action, _: &mut Stage<'_>) -> Result<Then, Halt> {
        Err(Halt::end(Ended::FlowDisconnected))
    }
}
