//! `UpdateFlowLoggingBehavior` (page `flow-control-actions-updateflowloggingbehavior`).

use super::act::Act;
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Wrong},
    model::{Action, Wiring},
};

#[derive(Debug)]
struct UpdateFlowLoggingBehavior;

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    const KEY: &str = "FlowLoggingBehavior";
    given.choice(KEY, &[("Enabled", ()), ("Disabled", ())])?.ok_or_else(|| given.missing(KEY))?;
    Ok(Box::new(UpdateFlowLoggingBehavior))
}

impl Act for UpdateFlowLoggingBehavior {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[])
    }

    /// Does nothing: a run writes no logs, and its trace does not depend on this setting.
    fn run(&self, _: &Action, _: &mut Stage<'_>) -> Result<Then, Halt> {
        Ok(Then::Next)
    }
}
