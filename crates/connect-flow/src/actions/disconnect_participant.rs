//! `DisconnectParticipant` (page `participant-actions-disconnectparticipant`).

use super::Act;
use crate::{
    flow::Action,
    problem::ReadError,
    read::{Conditions, Object, Terminal, Wiring},
    stage::{Halt, Stage, Then},
    trace::Ended,
};

#[derive(Debug)]
struct DisconnectParticipant;

pub(super) fn read(_: &mut Object<'_>) -> Result<Box<dyn Act>, ReadError> {
    Ok(Box::new(DisconnectParticipant))
}

impl Act for DisconnectParticipant {
    fn wiring(&self) -> Wiring {
        Wiring { terminal: Terminal::Always, errors: &[], conditions: Conditions::None }
    }

    fn run(&self, _: &Action, _: &mut Stage<'_>) -> Result<Then, Halt> {
        Err(Halt::End(Ended::FlowDisconnected))
    }
}
