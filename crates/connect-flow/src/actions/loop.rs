//! `Loop` (page `flow-control-actions-loop`).

use super::Act;
use crate::{
    flow::{Action, ErrorType},
    problem::ReadError,
    read::{Branch, Conditions, Object, Terminal, Wiring},
    stage::{Halt, Stage, Then},
    text::Text,
};

#[derive(Debug)]
struct Loop {
    count: Text,
}

const MAX_COUNT: u64 = 100;

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, ReadError> {
    let count = given.number_text("LoopCount", &(0..=MAX_COUNT))?;
    Ok(Box::new(Loop { count: count.ok_or_else(|| given.missing("LoopCount"))? }))
}

impl Act for Loop {
    fn wiring(&self) -> Wiring {
        Wiring {
            terminal: Terminal::No,
            errors: &[Branch::Optional(ErrorType::NoMatchingError)],
            conditions: Conditions::Exactly(&["ContinueLooping", "DoneLooping"]),
        }
    }

    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let count = stage.number(&self.count, 0..=MAX_COUNT, "the loop count is not a number from 0 to 100")?;
        let rounds = stage.rounds.entry(action.identifier.clone()).or_default();
        let result = if *rounds < count {
            *rounds = rounds.saturating_add(1);
            "ContinueLooping"
        } else {
            *rounds = 0;
            "DoneLooping"
        };
        Ok(Then::Result(Some(result.to_owned())))
    }
}
