//! `UpdateContactTargetQueue` (page `contact-actions-updatecontacttargetqueue`).

use super::Act;
use crate::{
    flow::{Action, ErrorType},
    problem::ReadError,
    read::{Branch, Object, Wiring},
    stage::{Halt, Stage, Then},
    text::Text,
};

#[derive(Debug)]
struct UpdateContactTargetQueue {
    queue: Text,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, ReadError> {
    if given.has("AgentId") {
        return Err(given.refuse("AgentId", "the queue of one agent"));
    }
    let queue = given.reference("QueueId")?.ok_or_else(|| given.missing("QueueId"))?;
    Ok(Box::new(UpdateContactTargetQueue { queue }))
}

impl Act for UpdateContactTargetQueue {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let queue = stage.needed(&self.queue, "the queue has no name")?;
        let name = stage.world.queue_name(&queue);
        stage.contact.set_queue(queue, name);
        Ok(Then::Next)
    }
}
