//! `TransferContactToQueue` (page `contact-actions-transfercontacttoqueue`).

use super::Act;
use crate::{
    flow::{Action, ErrorType},
    problem::ReadError,
    read::{Branch, Conditions, Object, Terminal, Wiring},
    stage::{Halt, Stage, Then},
    trace::{Ended, Happening},
    world::Enqueue,
};

#[derive(Debug)]
struct TransferContactToQueue;

pub(super) fn read(_: &mut Object<'_>) -> Result<Box<dyn Act>, ReadError> {
    Ok(Box::new(TransferContactToQueue))
}

impl Act for TransferContactToQueue {
    fn wiring(&self) -> Wiring {
        Wiring {
            terminal: Terminal::OnSuccess,
            errors: &[Branch::Required(ErrorType::QueueAtCapacity), Branch::Required(ErrorType::NoMatchingError)],
            conditions: Conditions::None,
        }
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let queue = stage.contact.queue.clone().ok_or_else(|| Halt::because("no target queue is set"))?;
        match stage.world.enqueue(&queue) {
            Enqueue::Queued => {
                stage.note(Happening::Queued { queue: queue.clone() });
                Err(Halt::End(Ended::Queued { queue }))
            }
            Enqueue::AtCapacity => Err(Halt::Error(ErrorType::QueueAtCapacity, "the queue is full".into())),
            Enqueue::Failed => Err(Halt::because("there is no such queue, or it is disabled")),
        }
    }
}
