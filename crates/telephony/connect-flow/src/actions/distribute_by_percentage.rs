//! `DistributeByPercentage` (page `flow-control-actions-distributebypercentage`).

use super::Act;
use crate::{
    context::{Halt, Stage, Then},
    flow::{Action, ErrorType},
    language::{Object, Wrong},
    outside::Told,
    read::{Branch, Conditions, Wiring},
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

    /// The result is a number from 1 to 100, held against a row of `NumberLessThan`.
    fn run<'a>(&self, _: &Action, stage: &mut Stage<'a, '_>) -> Result<Then, Halt<'a>> {
        let percent = stage.world.percent().unwrap_or_else(|| stage.dice.u8(1..=100));
        let percent = stage.told(percent, Told::Percent);
        Ok(Then::Result(Some(percent.to_string())))
    }
}
