//! `UpdateContactTargetQueue` (page `contact-actions-updatecontacttargetqueue`).

use super::act::Act;
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Text, Wrong},
    model::{Action, Branch, ErrorType, Wiring},
    outside::Told,
    problem::Problem,
};

#[derive(Debug)]
struct UpdateContactTargetQueue {
    queue: Queue,
}

/// A queue, or an agent's own queue.
#[derive(Debug)]
pub(super) struct Queue {
    pub name: Text,
    pub of_agent: bool,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let queue = queue_or_agent(given)?.ok_or_else(|| given.missing("QueueId"))?;
    Ok(Box::new(UpdateContactTargetQueue { queue }))
}

/// Reads `QueueId` or `AgentId`, of which at most one may be given.
pub(super) fn queue_or_agent(given: &mut Object<'_>) -> Result<Option<Queue>, Wrong> {
    match (given.reference("QueueId")?, given.reference("AgentId")?) {
        (Some(_), Some(_)) => Err(given.wrong(Problem::OnlyOne { of: "`QueueId` and `AgentId`".to_owned() })),
        (Some(name), None) => Ok(Some(Queue { name, of_agent: false })),
        (None, agent) => Ok(agent.map(|name| Queue { name, of_agent: true })),
    }
}

impl Act for UpdateContactTargetQueue {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let queue = stage.needed(&self.queue.name, "the queue has no name")?;
        target(queue, self.queue.of_agent, stage);
        Ok(Then::Next)
    }
}

/// Makes `queue` the target queue.
pub(super) fn target(queue: String, of_agent: bool, stage: &mut Stage<'_>) {
    let name = stage.world.queue_name(&queue);
    let name = stage.told(name, Told::QueueName);
    stage.contact.set_queue(queue, name, of_agent);
}
