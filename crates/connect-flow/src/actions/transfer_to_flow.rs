//! `TransferToFlow` (page `flow-control-actions-transfertoflow`).

use super::Act;
use crate::{
    flow::{Action, ErrorType},
    language::Text,
    machine::{Halt, Leave, Stage, Then},
    read::{Branch, Conditions, Object, Terminal, Wiring, Wrong},
    trace::Ended,
};

#[derive(Debug)]
struct TransferToFlow {
    flow: Text,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let flow = given.reference("ContactFlowId")?.ok_or_else(|| given.missing("ContactFlowId"))?;
    Ok(Box::new(TransferToFlow { flow }))
}

impl Act for TransferToFlow {
    fn wiring(&self) -> Wiring {
        Wiring {
            terminal: Terminal::OnSuccess,
            errors: &[Branch::Required(ErrorType::NoMatchingError)],
            conditions: Conditions::None,
        }
    }

    /// There is no way back. Attributes and queue stay; those of the flow go.
    fn run<'a>(&self, _: &Action, stage: &mut Stage<'a, '_>) -> Result<Then, Halt<'a>> {
        let reference = stage.needed(&self.flow, "the flow has no name")?;
        match stage.find(&reference)? {
            Some((name, flow)) => Err(Halt::Leave(Leave::To { name, flow })),
            None => Err(Halt::end(Ended::LeftFor { flow: reference })),
        }
    }
}
