//! An action of an unknown type. The flow is read all the same, but a call that reaches the action stops.

use super::act::Act;
use crate::{
    context::{Halt, Stage, Then},
    model::{Action, Conditions, Terminal, Wiring},
    trace::{Ended, StopReason},
};

#[derive(Debug)]
pub(crate) struct Unknown {
    /// The type as the flow writes it.
    pub found: String,
}

impl Act for Unknown {
    fn wiring(&self) -> Wiring {
        Wiring { terminal: Terminal::OnSuccess, conditions: Conditions::Any, ..Wiring::plain(&[]) }
    }

    fn run(&self, action: &Action, _: &mut Stage<'_>) -> Result<Then, Halt> {
        let reason = StopReason::UnknownType { action_type: self.found.clone() };
        Err(Halt::end(Ended::stopped(&action.identifier, reason)))
    }
}
