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
    /// The flow goes on at once, and again when the time is over.
    goes_on: bool,
}

/// A week (page `wait`).
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

    /// In a call a plain wait fails: it waits for an event, or goes on meanwhile.
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
        // Any other word is no event that is waited for.
        let event = event.filter(|event| self.events.contains(event));
        if event.is_none() {
            stage.pass(seconds.saturating_mul(1_000))?;
        }
        Ok(Then::Result(Some(event.unwrap_or_else(|| COMPLETED.to_owned()))))
    }
}
