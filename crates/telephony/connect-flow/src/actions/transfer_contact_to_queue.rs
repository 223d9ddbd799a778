//! `TransferContactToQueue` and `DequeueContactAndTransferToQueue`: into a queue, and from one queue into another
//! (pages `contact-actions-transfercontacttoqueue`, `contact-actions-dequeuecontactandtransfertoqueue`).

use super::{
    act::Act,
    update_contact_target_queue::{Queue, queue_or_agent, target},
};
use crate::{
    context::{Halt, Leave, Stage, Then},
    language::{Object, Wrong},
    model::{Action, Branch, ErrorType, Terminal, Wiring},
    outside::{Enqueue, Told},
};

#[derive(Debug)]
struct TransferContactToQueue;

pub(super) fn read(_: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    Ok(Box::new(TransferContactToQueue))
}

impl Act for TransferContactToQueue {
    fn wiring(&self) -> Wiring {
        Wiring {
            terminal: Terminal::OnSuccess,
            ..Wiring::plain(&[
                Branch::Required(ErrorType::QueueAtCapacity),
                Branch::Required(ErrorType::NoMatchingError),
            ])
        }
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        if stage.contact.queued {
            return Err(Halt::because("the contact waits in a queue already"));
        }
        enter(stage)
    }
}

/// Puts the contact into its target queue, which ends this flow.
fn enter(stage: &mut Stage<'_>) -> Result<Then, Halt> {
    let queue = stage.contact.queue.clone().ok_or_else(|| Halt::because("no target queue is set"))?;
    let taken = stage.world.enqueue(&queue);
    match stage.told(taken, Told::Enqueue) {
        Enqueue::Queued => Err(Halt::Leave(Leave::Queue)),
        Enqueue::AtCapacity => Err(Halt::Error(ErrorType::QueueAtCapacity, "the queue is full".into())),
        Enqueue::Failed => Err(Halt::because("there is no such queue, or it is disabled")),
    }
}

#[derive(Debug)]
struct Dequeue {
    queue: Option<Queue>,
}

/// Most contacts of one call (quotas of the page `amazon-connect-service-limits`). A transfer from queue to queue makes
/// a new contact.
const MAX_CONTACTS: u32 = 12;

pub(super) fn read_dequeue(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    Ok(Box::new(Dequeue { queue: queue_or_agent(given)? }))
}

impl Act for Dequeue {
    fn wiring(&self) -> Wiring {
        TransferContactToQueue.wiring()
    }

    /// Transfers the contact. On an error the contact stays in its queue.
    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        if !stage.contact.queued {
            return Err(Halt::because("the contact does not wait in a queue"));
        }
        if stage.contact.contacts >= MAX_CONTACTS {
            return Err(Halt::because("the call has been 12 contacts already"));
        }
        let before = (stage.contact.queue.clone(), stage.contact.queue_of_agent);
        if let Some(queue) = &self.queue {
            let name = stage.needed(&queue.name, "the queue has no name")?;
            target(name, queue.of_agent, stage);
        }
        let entered = enter(stage);
        match &entered {
            Err(Halt::Leave(_)) => stage.contact.next_segment(),
            _ => {
                if let (Some(queue), of_agent) = before {
                    target(queue, of_agent, stage);
                }
            }
        }
        entered
    }
}
