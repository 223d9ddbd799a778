//! `DisconnectParticipant` (page `participant-actions-disconnectparticipant`).

use super::Act;
use crate::{
    context::{Halt, Stage, Then},
    flow::Action,
    language::{Object, Wrong},
    read::{Terminal, Wiring},
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

    fn run<'a>(&self, _: &Action, _: &mut Stage<'a, '_>) -> Result<Then, Halt<'a>> {
        Err(Halt::end(Ended::FlowDisconnected))
    }
}
