//! `CreateCallbackContact` (pages `interactions-createcallbackcontact`, `transfer-to-queue`).

use serde_json::json;

use super::{
    act::Act,
    service::{Spoken, asked},
    update_contact_target_queue::{Queue, queue_or_agent},
};
use crate::{
    context::{Callback, Halt, Stage, Then},
    language::{Object, Text, Wrong},
    model::{Action, Branch, ErrorType, Wiring},
};

#[derive(Debug)]
struct CreateCallbackContact {
    queue: Option<Queue>,
    initial_delay_s: u64,
    retry_delay_s: u64,
    attempts: u64,
    flow: Option<Text>,
    caller_id: Option<Text>,
    mode: Option<Text>,
}

/// Longest delay: three days (page `interactions-createcallbackcontact`).
const MAX_DELAY_SECONDS: u64 = 259_200;

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let queue = queue_or_agent(given)?;
    let initial_delay_s = given.integer("InitialCallDelaySeconds", 1..=MAX_DELAY_SECONDS)?;
    let retry_delay_s = given.integer("RetryDelaySeconds", 1..=MAX_DELAY_SECONDS)?;
    // The page requires at least 1, but flows that the console wrote have 0.
    let attempts = given.integer("MaximumConnectionAttempts", 0..=u64::MAX)?;
    let flow = given.reference("ContactFlowId")?;
    let caller_id = given.reference("CallerId")?;
    let mode = given.text("CallbackMode")?;
    Ok(Box::new(CreateCallbackContact { queue, initial_delay_s, retry_delay_s, attempts, flow, caller_id, mode }))
}

impl Act for CreateCallbackContact {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
    }

    /// Notes the callback; the present call goes on.
    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let queue = match &self.queue {
            Some(queue) => Some(stage.needed(&queue.name, "the queue has no name")?),
            None => stage.contact.queue.clone(),
        };
        let flow = self.flow.as_ref().map(|flow| stage.needed(flow, "the flow has no name")).transpose()?;
        let number = stage.contact.callback_number.clone();
        let number = number.ok_or_else(|| Halt::because("there is no number to call back"))?;
        asked(
            action,
            json!({ "CallbackNumber": number, "QueueId": queue, "ContactFlowId": flow }),
            Spoken::default(),
            stage,
        )?;
        let callback = Callback {
            number,
            queue,
            initial_delay_s: self.initial_delay_s,
            attempts: self.attempts,
            retry_delay_s: self.retry_delay_s,
            flow,
            caller_id: self.caller_id.as_ref().map(|number| stage.text(number)),
            mode: self.mode.as_ref().map(|mode| stage.text(mode)),
        };
        stage.callbacks.push(callback);
        Ok(Then::Next)
    }
}
