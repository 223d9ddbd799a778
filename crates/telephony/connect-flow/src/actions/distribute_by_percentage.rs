//! `DistributeByPercentage` (page `flow-control-actions-distributebypercentage`).

use super::act::Act;
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Wrong},
    model::{Action, Branch, Conditions, ErrorType, Wiring},
    outside::Told,
};

#[derive(Debug)]
struct DistributeByPercentage;

pub(super) fn read(_: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    Ok(Box::new(DistributeByPercentage))
}

impl Act for DistributeByPercentage {
    fn wiring(&self) -> Wiring {
        Wiring {
            conditions: Conditions::Any,
            ..Wiring::plain(&[
                Branch::Required(ErrorType::NoMatchingCondition),
                Branch::Optional(ErrorType::NoMatchingError),
            ])
        }
    }

    /// The result is a number from 1 to 100. The conditions compare it by `NumberLessThan`, one after the other.
    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let percent = stage.world.percent().unwrap_or_else(|| stage.dice.u8(1..=100));
        let percent = stage.told(percent, Told::Percent);
        Ok(Then::Result(Some(percent.to_string())))
    }
}
