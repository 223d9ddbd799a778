//! `Loop` (page `flow-control-actions-loop`).

use super::act::{Act, Hints};
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Text, Wrong},
    model::{Action, Branch, Conditions, ErrorType, Wiring},
};

#[derive(Debug)]
struct Loop {
    count: Text,
}

const MAX_COUNT: u64 = 100;

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let count = given.number_text("LoopCount", &(0..=MAX_COUNT))?;
    Ok(Box::new(Loop { count: count.ok_or_else(|| given.missing("LoopCount"))? }))
}

impl Act for Loop {
    fn wiring(&self) -> Wiring {
        Wiring {
            conditions: Conditions::Exactly(&["ContinueLooping", "DoneLooping"]),
            // Old blocks have no error branch. An error in an old block follows `NextAction`, whose target is the same
            // as that of `DoneLooping`.
            forgiving: true,
            ..Wiring::plain(&[Branch::Optional(ErrorType::NoMatchingError)])
        }
    }

    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let count = stage.number(&self.count, 0..=MAX_COUNT, "the loop count is not a number from 0 to 100")?;
        let this = (stage.flow_id, action.identifier.clone());
        let rounds = stage.contact.rounds.entry(this).or_default();
        let result = if *rounds < count {
            *rounds = rounds.saturating_add(1);
            "ContinueLooping"
        } else {
            *rounds = 0;
            "DoneLooping"
        };
        Ok(Then::Result(Some(result.to_owned())))
    }

    fn hints(&self, hints: &mut dyn Hints) {
        if let Some(path) = self.count.whole_path() {
            hints.counts(&path.names, MAX_COUNT);
        }
    }
}
