//! `CheckHoursOfOperation` (page `flow-control-actions-checkhoursofoperation`).

use super::Act;
use crate::{
    flow::{Action, ErrorType},
    problem::ReadError,
    read::{Branch, Conditions, Object, Terminal, Wiring},
    stage::{Halt, Stage, Then},
    text::Text,
    world::{Hours, HoursOf},
};

#[derive(Debug)]
struct CheckHoursOfOperation {
    hours: Option<Text>,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, ReadError> {
    Ok(Box::new(CheckHoursOfOperation { hours: given.reference("HoursOfOperationId")? }))
}

impl Act for CheckHoursOfOperation {
    fn wiring(&self) -> Wiring {
        Wiring {
            terminal: Terminal::No,
            errors: &[Branch::Required(ErrorType::NoMatchingError)],
            conditions: Conditions::Exactly(&["True", "False"]),
        }
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let hours = match &self.hours {
            Some(hours) => {
                let hours = stage.needed(hours, "the hours of operation have no name")?;
                stage.world.hours(HoursOf::Hours(&hours))
            }
            None => {
                let queue = stage.contact.queue.as_deref();
                let queue = queue.ok_or_else(|| Halt::because("no target queue is set, and no hours are named"))?;
                stage.world.hours(HoursOf::Queue(queue))
            }
        };
        let open = match hours {
            Hours::Open => "True",
            Hours::Closed => "False",
            Hours::Unknown => return Err(Halt::because("there are no such hours of operation")),
        };
        Ok(Then::Result(Some(open.to_owned())))
    }
}
