//! `TransferToFlow` (page `flow-control-actions-transfertoflow`).

use super::act::Act;
use crate::{
    context::{Halt, Leave, Stage, Then},
    language::{Document, Object, Text, Wrong},
    model::{Action, Branch, ErrorType, Terminal, Wiring},
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

/// Returns true if a call can be transferred to the flow: the flow is no module, and its metadata do not give it a type
/// for other purposes, such as a whisper.
fn is_for_calls(flow: &Document) -> bool {
    const FOR_OTHERS: [&str; 6] =
        ["customerQueue", "customerHold", "agentHold", "agentWhisper", "customerWhisper", "outboundWhisper"];
    let named = flow.flow_type().is_some_and(|name| FOR_OTHERS.contains(&name));
    !flow.is_module() && !named
}

impl Act for TransferToFlow {
    fn wiring(&self) -> Wiring {
        Wiring { terminal: Terminal::OnSuccess, ..Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)]) }
    }

    /// Transfers the call to another flow for good. Contact attributes and target queue stay; flow attributes are lost.
    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let reference = stage.needed(&self.flow, "the flow has no name")?;
        match stage.find(&reference)? {
            Some((_, flow)) if !is_for_calls(flow) => Err(Halt::because("it is no flow that a call goes on to")),
            Some((name, _)) => Err(Halt::Leave(Leave::To { name })),
            None => Err(Halt::end(Ended::LeftFor { flow: reference })),
        }
    }
}
