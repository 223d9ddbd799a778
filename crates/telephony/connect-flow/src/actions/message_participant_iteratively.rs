//! `MessageParticipantIteratively` (pages `participant-actions-messageparticipantiteratively`, `loop-prompts`).

use super::{
    act::Act,
    prompt::{self, Source},
};
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Wrong},
    model::{Action, Branch, Conditions, ErrorType, Terminal, Wiring},
    problem::Problem,
};

#[derive(Debug)]
struct MessageParticipantIteratively {
    messages: Vec<Source>,
    /// Time after which the messages are interrupted; `None` if they are not interrupted.
    interrupt_ms: Option<u64>,
    /// `true` if the messages continue after an interruption, `false` if they start again from the first.
    goes_on: bool,
}

const INTERRUPTED: &str = "MessagesInterrupted";

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let mut messages = Vec::new();
    for (place, value) in given.array("Messages")? {
        let mut message = Object::read(place, value)?;
        messages.push(prompt::read(&mut message)?.ok_or_else(|| message.missing(prompt::KEYS))?);
        message.finish();
    }
    if messages.is_empty() {
        return Err(given.place("Messages").wrong(Problem::Empty));
    }
    let every = given.has("InterruptFrequencySeconds");
    let seconds = every.then(|| given.integer("InterruptFrequencySeconds", 1..=u64::MAX)).transpose()?;
    let goes_on = given.flag("ContinueMessagingDuringInterrupt")?.unwrap_or(false);
    let interrupt_ms = seconds.map(|seconds| seconds.saturating_mul(1_000));
    Ok(Box::new(MessageParticipantIteratively { messages, interrupt_ms, goes_on }))
}

impl Act for MessageParticipantIteratively {
    fn wiring(&self) -> Wiring {
        Wiring {
            terminal: Terminal::OnSuccess,
            conditions: Conditions::Among(&[INTERRUPTED]),
            ..Wiring::plain(&[Branch::Optional(ErrorType::NoMatchingError)])
        }
    }

    fn is_interrupted(&self) -> bool {
        true
    }

    /// Plays the messages in turn until they are interrupted or the wait in the queue ends. The trace holds each
    /// message once, although a caller hears the messages again and again.
    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        if !stage.contact.queued {
            return Err(Halt::because("only a call that waits in a queue hears these messages"));
        }
        let until = self.interrupt_ms.map(|ms| stage.now_ms.saturating_add(ms));
        let this = (stage.flow_id, action.identifier.clone());
        let heard_before = if self.goes_on { stage.contact.next_message.get(&this).copied().unwrap_or(0) } else { 0 };
        for (index, message) in self.messages.iter().enumerate().skip(heard_before) {
            let left = until.map_or(u64::MAX, |at| at.saturating_sub(stage.now_ms));
            if left == 0 {
                break;
            }
            stage.contact.next_message.insert(this.clone(), index.saturating_add(1));
            match message.sound(stage) {
                // A message that cannot be played is left out if the action has no branch for errors.
                Err(Halt::Error(..)) if action.wires.error(ErrorType::NoMatchingError).is_none() => {}
                sound => sound?.play_within(left, false, action, stage)?,
            }
        }
        match until {
            Some(at) => {
                stage.pass(at.saturating_sub(stage.now_ms))?;
                Ok(Then::Result(Some(INTERRUPTED.to_owned())))
            }
            None => Err(stage.hold()),
        }
    }
}
