//! `UpdateContactTextToSpeechVoice` (page `contact-actions-updatecontacttexttospeechvoice`).

use super::act::Act;
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Text, Wrong},
    model::{Action, Branch, ErrorType, Wiring},
    outside::Told,
};

#[derive(Debug)]
struct UpdateContactTextToSpeechVoice {
    voice: Text,
    engine: Option<Text>,
}

const DEFAULT_VOICE: &str = "Joanna";
const ENGINES: [&str; 3] = ["standard", "neural", "generative"];

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    const KEY: &str = "TextToSpeechVoice";
    let voice = given.text(KEY)?.ok_or_else(|| given.missing(KEY))?;
    let engine = given.text("TextToSpeechEngine")?;
    // An unsupported style is no error: the voice then speaks without a style.
    given.text("TextToSpeechStyle")?;
    Ok(Box::new(UpdateContactTextToSpeechVoice { voice, engine }))
}

impl Act for UpdateContactTextToSpeechVoice {
    fn wiring(&self) -> Wiring {
        Wiring { forgiving: true, ..Wiring::plain(&[Branch::Optional(ErrorType::NoMatchingError)]) }
    }

    /// Sets the voice. After an error the default voice speaks the later prompts.
    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        DEFAULT_VOICE.clone_into(&mut stage.contact.voice);
        let voice = stage.needed(&self.voice, "the voice has no name")?;
        let engine = self.engine.as_ref().map(|engine| stage.text(engine).to_ascii_lowercase());
        if engine.as_ref().is_some_and(|engine| !ENGINES.contains(&engine.as_str())) {
            return Err(Halt::because("there is no such speech engine"));
        }
        let speaks = stage.world.speaks(&voice, engine.as_deref());
        if !stage.told(speaks, Told::Speaks) {
            return Err(Halt::because("there is no such voice for this engine"));
        }
        stage.contact.voice = voice;
        Ok(Then::Next)
    }
}
