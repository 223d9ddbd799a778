//! `CheckHoursOfOperation` (page `flow-control-actions-checkhoursofoperation`).

use super::act::Act;
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Text, Wrong},
    model::{Action, Branch, Conditions, ErrorType, Wiring},
    outside::{Hours, HoursOf, Told},
};

#[derive(Debug)]
struct CheckHoursOfOperation {
    hours: Option<Text>,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    Ok(Box::new(CheckHoursOfOperation { hours: given.reference("HoursOfOperationId")? }))
}

impl Act for CheckHoursOfOperation {
    fn wiring(&self) -> Wiring {
        Wiring {
            conditions: Conditions::Exactly(&["True", "False"]),
            ..Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
        }
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let hours = match &self.hours {
            Some(hours) => {
                let hours = stage.needed(hours, "the hours of operation have no name")?;
                let hours = stage.world.hours(HoursOf::Hours(&hours));
                stage.told(hours, Told::Hours)
            }
            None => {
                // An agent's queue has no hours of operation (page `check-hours-of-operation`).
                if stage.contact.queue_of_agent {
                    return Err(Halt::because("the queue of an agent has no hours"));
                }
                let queue = stage.contact.queue.as_deref();
                let queue = queue.ok_or_else(|| Halt::because("no target queue is set, and no hours are named"))?;
                let hours = stage.world.hours(HoursOf::Queue(queue));
                stage.told(hours, Told::Hours)
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
