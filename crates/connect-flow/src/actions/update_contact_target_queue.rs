//! `UpdateContactTargetQueue` (page `contact-actions-updatecontacttargetqueue`).

use super::Act;
use crate::{
    flow::{Action, ErrorType},
    language::Text,
    machine::{Halt, Stage, Then},
    outside::Told,
    problem::Problem,
    read::{Branch, Object, Wiring, Wrong},
};

#[derive(Debug)]
struct UpdateContactTargetQueue {
    queue: Text,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let queue = queue_or_agent(given)?.ok_or_else(|| given.missing("QueueId"))?;
    Ok(Box::new(UpdateContactTargetQueue { queue }))
}

/// A queue, or an agent whose own queue is meant; one of them at most.
pub(super) fn queue_or_agent(given: &mut Object<'_>) -> Result<Option<Text>, Wrong> {
    match (given.reference("QueueId")?, given.reference("AgentId")?) {
        (Some(_), Some(_)) => Err(given.wrong(Problem::OnlyOne { of: "`QueueId` and `AgentId`".to_owned() })),
        (queue, agent) => Ok(queue.or(agent)),
    }
}

impl Act for UpdateContactTargetQueue {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
    }

    fn run<'a>(&self, _: &Action, stage: &mut Stage<'a, '_>) -> Result<Then, Halt<'a>> {
        let queue = stage.needed(&self.queue, "the queue has no name")?;
        target(queue, stage);
        Ok(Then::Next)
    }
}

/// Makes it the target queue.
pub(super) fn target(queue: String, stage: &mut Stage<'_, '_>) {
    let name = stage.world.queue_name(&queue);
    let name = stage.told(name, Told::QueueName);
    stage.contact.set_queue(queue, name);
}
