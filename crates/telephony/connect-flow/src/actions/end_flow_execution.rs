//! `EndFlowExecution` and `EndFlowModuleExecution` (pages `flow-control-actions-endflowexecution`, `end-flow-resume`,
//! `endflowmoduleexecution`).

use super::act::Act;
use crate::{
    context::{Halt, Leave, Stage, Then},
    language::{Object, Template, Text, Wrong},
    model::{Action, Terminal, Wiring},
};

const ENDS: Wiring = Wiring { terminal: Terminal::Always, ..Wiring::plain(&[]) };

#[derive(Debug)]
struct EndFlowExecution;

pub(super) fn read(_: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    Ok(Box::new(EndFlowExecution))
}

impl Act for EndFlowExecution {
    fn wiring(&self) -> Wiring {
        ENDS
    }

    fn run(&self, _: &Action, _: &mut Stage<'_>) -> Result<Then, Halt> {
        Err(Halt::Leave(Leave::Done))
    }
}

#[derive(Debug)]
struct EndFlowModuleExecution {
    result: Option<Text>,
    data: Option<Template>,
}

pub(super) fn read_module(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let result = given.text("Result")?;
    let place = given.place("ResultData");
    let data = given.get("ResultData").map(Template::read).transpose().map_err(|problem| place.wrong(problem))?;
    Ok(Box::new(EndFlowModuleExecution { result, data }))
}

impl Act for EndFlowModuleExecution {
    fn wiring(&self) -> Wiring {
        ENDS
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let result = self.result.as_ref().map(|result| stage.text(result));
        let data = self.data.as_ref().map(|data| stage.fill(data)).transpose()?;
        Err(Halt::Leave(Leave::Return { result, data }))
    }
}
