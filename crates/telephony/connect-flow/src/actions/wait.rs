//! `Wait` (pages `flow-control-actions-wait`, `wait`).

use serde_json::json;

use super::{
    act::Act,
    service::{Spoken, asked},
};
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Text, Wrong},
    model::{Action, Branch, Conditions, ErrorType, Wiring},
};

#[derive(Debug)]
struct Wait {
    seconds: Text,
    events: Vec<String>,
    /// `true` if the flow continues at once. In Amazon Connect it also continues by `WaitCompleted` when the time is
    /// over; here it does not.
    goes_on: bool,
}

/// Longest wait: a week (page `wait`).
const MAX_SECONDS: u64 = 604_800;
const COMPLETED: &str = "WaitCompleted";

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    const KEY: &str = "TimeLimitSeconds";
    let seconds = given.number_text(KEY, &(1..=MAX_SECONDS))?.ok_or_else(|| given.missing(KEY))?;
    let events = match given.has("Events") {
        true => given.words("Events", &["CustomerReturned", "BotParticipantDisconnected"])?,
        false => Vec::new(),
    };
    let goes_on = given.flag("ContinueExecution")?.unwrap_or(false);
    given.number_text("MinimumWaitTimeSeconds", &(0..=MAX_SECONDS))?;
    Ok(Box::new(Wait { seconds, events, goes_on }))
}

impl Act for Wait {
    fn wiring(&self) -> Wiring {
        Wiring {
            conditions: Conditions::Among(&[COMPLETED, "CustomerReturned", "BotParticipantDisconnected", "Continue"]),
            ..Wiring::plain(&[
                Branch::Required(ErrorType::NoMatchingError),
                Branch::Optional(ErrorType::ParticipantNotFound),
            ])
        }
    }

    /// Waits for an event, or continues meanwhile. In a call, a wait without an event fails.
    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let seconds =
            stage.number(&self.seconds, 1..=MAX_SECONDS, "the time is not a number of seconds up to a week")?;
        if self.goes_on {
            return Ok(Then::Result(Some("Continue".to_owned())));
        }
        if self.events.is_empty() {
            return Err(Halt::because("in a call there is nothing to wait for"));
        }
        let (event, _) =
            asked(action, json!({ "TimeLimitSeconds": seconds, "Events": self.events }), Spoken::default(), stage)?;
        // Any other result is no event that the action waits for.
        let event = event.filter(|event| self.events.contains(event));
        if event.is_none() {
            stage.pass(seconds.saturating_mul(1_000))?;
        }
        Ok(Then::Result(Some(event.unwrap_or_else(|| COMPLETED.to_owned()))))
    }
}
