//! `MessageParticipant` (page `participant-actions-messageparticipant`).

use super::{
    Act,
    prompt::{self, Source},
};
use crate::{
    flow::{Action, ErrorType},
    problem::ReadError,
    read::{Branch, Object, Wiring},
    stage::{Halt, Stage, Then},
    trace::Ended,
};

#[derive(Debug)]
struct MessageParticipant {
    prompt: Source,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, ReadError> {
    let prompt = prompt::read(given)?.ok_or_else(|| given.missing(prompt::KEYS))?;
    // Without a buffer of keys, which is not supported, there is nothing to skip for.
    given.flag("SkipWhenDTMFBufferEnabled")?;
    Ok(Box::new(MessageParticipant { prompt }))
}

impl Act for MessageParticipant {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Optional(ErrorType::NoMatchingError)])
    }

    fn succeeds_without_error_branch(&self) -> bool {
        true
    }

    /// Plays in full: a key does not cut it.
    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let sound = self.prompt.sound(stage)?;
        let heard = sound.heard(action, stage.now_ms);
        let hung_up = stage.caller.hear(&heard);
        stage.heard(&heard, hung_up.map_or(heard.ms, |moment| moment.min(heard.ms)));
        if hung_up.is_some() {
            return Err(Halt::End(Ended::CallerHungUp));
        }
        Ok(Then::Next)
    }
}
