//! An action of a type that is in no reference: kept, and a call that comes to it stops.

use super::Act;
use crate::{
    context::{Halt, Stage, Then},
    flow::Action,
    read::{Conditions, Terminal, Wiring},
    trace::{Ended, StopReason},
};

#[derive(Debug)]
pub(crate) struct Unknown {
    /// The type as it was written.
    pub found: String,
}

impl Act for Unknown {
    fn wiring(&self) -> Wiring {
        Wiring { terminal: Terminal::OnSuccess, conditions: Conditions::Any, ..Wiring::plain(&[]) }
    }

    fn run<'a>(&self, action: &Action, _: &mut Stage<'a, '_>) -> Result<Then, Halt<'a>> {
        let reason = StopReason::UnknownType { action_type: self.found.clone() };
        Err(Halt::end(Ended::stopped(&action.identifier, reason)))
    }
}
