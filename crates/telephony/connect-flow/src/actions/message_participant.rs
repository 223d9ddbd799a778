//! `MessageParticipant` (page `participant-actions-messageparticipant`).

use super::{
    act::Act,
    prompt::{self, Source},
};
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Wrong},
    model::{Action, Branch, ErrorType, Wiring},
};

#[derive(Debug)]
struct MessageParticipant {
    prompt: Source,
    /// `true` if keys in the DTMF buffer skip the message, and new keys cut it short.
    skips: bool,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let prompt = prompt::read(given)?.ok_or_else(|| given.missing(prompt::KEYS))?;
    let skips = given.flag("SkipWhenDTMFBufferEnabled")?.unwrap_or(false);
    Ok(Box::new(MessageParticipant { prompt, skips }))
}

impl Act for MessageParticipant {
    fn wiring(&self) -> Wiring {
        Wiring { forgiving: true, ..Wiring::plain(&[Branch::Optional(ErrorType::NoMatchingError)]) }
    }

    /// Plays the message in full. A key cuts it short only if the flow says so.
    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let sound = self.prompt.sound(stage)?;
        sound.play(self.skips, action, stage)?;
        Ok(Then::Next)
    }
}
