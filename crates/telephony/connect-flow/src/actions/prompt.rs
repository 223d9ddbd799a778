//! The prompt of an action: text, SSML or a recorded prompt.

use crate::{
    context::{Halt, Stage},
    language::{Object, Text, Wrong},
    model::Action,
    outside::{Heard, Reaction, Told},
    problem::Problem,
    speech::{self, Speech},
    trace::{Ended, Role, Warning},
};

pub(super) const KEYS: &str = "PromptId, Text, SSML or Media";

#[derive(Debug)]
pub(super) enum Source {
    /// Text; it is read as SSML if it begins with `<speak`.
    Spoken(Text),
    Ssml(Text),
    /// The id of a recorded prompt, or the address of an audio file.
    Recorded(Text),
}

/// A prompt as the listener will hear it.
#[derive(Debug)]
pub(super) struct Sound {
    text: Option<String>,
    ssml: Option<String>,
    recording: Option<String>,
    pub ms: u64,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Option<Source>, Wrong> {
    let media = given.object("Media")?.map(media).transpose()?;
    let sources = [
        given.reference("PromptId")?.map(Source::Recorded),
        given.text("Text")?.map(Source::Spoken),
        given.text("SSML")?.map(Source::Ssml),
        media,
    ];
    let mut sources = sources.into_iter().flatten();
    let source = sources.next();
    source.iter().for_each(|source| source.check(given));
    match sources.next() {
        None => Ok(source),
        Some(_) => Err(given.wrong(Problem::OnlyOne { of: KEYS.to_owned() })),
    }
}

fn media(mut given: Object<'_>) -> Result<Source, Wrong> {
    let uri = given.text("Uri")?.ok_or_else(|| given.missing("Uri"))?;
    given.choice("SourceType", &[("S3", ())])?.ok_or_else(|| given.missing("SourceType"))?;
    given.choice("MediaType", &[("Audio", ())])?.ok_or_else(|| given.missing("MediaType"))?;
    given.finish();
    Ok(Source::Recorded(uri))
}

impl Source {
    /// Remarks on malformed SSML. Text with a path is not checked, because it may be well formed once it is filled in.
    fn check(&self, given: &Object<'_>) {
        let (key, text) = match self {
            Self::Spoken(text) => ("Text", text),
            Self::Ssml(text) => ("SSML", text),
            Self::Recorded(_) => return,
        };
        let words = text.to_string();
        let markup = key == "SSML" || words.trim_start().starts_with("<speak");
        if text.is_static() && markup && speech::read_ssml(&words).is_none() {
            given.place(key).remark(Problem::Ssml);
        }
    }

    /// Returns the prompt as it will be heard, or the error that prevents it (page `play`).
    pub(super) fn sound(&self, stage: &mut Stage<'_>) -> Result<Sound, Halt> {
        let (text, ssml) = match self {
            Self::Recorded(name) => {
                let recording = stage.needed(name, "the prompt has no name")?;
                return Ok(Sound {
                    text: None,
                    ssml: None,
                    recording: Some(recording),
                    ms: stage.pace.recorded_prompt_ms,
                });
            }
            Self::Spoken(text) => {
                let text = stage.text(text);
                let ssml = text.trim_start().starts_with("<speak");
                (text, ssml)
            }
            Self::Ssml(text) => (stage.text(text), true),
        };
        if text.chars().count() > speech::MAX_CHARACTERS {
            return Err(Halt::because("the prompt is longer than 6,000 characters"));
        }
        let (Speech { words, pause_ms }, markup) = if ssml {
            let speech = speech::read_ssml(&text);
            (speech.ok_or_else(|| Halt::because("the prompt is not well-formed SSML"))?, Some(text))
        } else {
            (Speech { words: text, pause_ms: 0 }, None)
        };
        if words.chars().count() > speech::MAX_SPOKEN_CHARACTERS {
            return Err(Halt::because("the prompt says more than 3,000 characters"));
        }
        // One blank is how a flow says nothing on purpose: an empty text is refused.
        if words != " " && words.trim().is_empty() && pause_ms == 0 {
            stage.warn(Warning::NothingSaid);
        }
        let ms = stage.pace.saying(&words).saturating_add(pause_ms);
        let text = if ssml { words.split_whitespace().collect::<Vec<_>>().join(" ") } else { words };
        Ok(Sound { text: Some(text), ssml: markup, recording: None, ms })
    }
}

impl Sound {
    /// Plays the prompt to the flow's listener. The caller may hang up, or press keys for the next input. Such keys cut
    /// the prompt short if `skips` is set and the DTMF buffer is on.
    pub(super) fn play(&self, skips: bool, action: &Action, stage: &mut Stage<'_>) -> Result<(), Halt> {
        self.play_within(u64::MAX, skips, action, stage)
    }

    /// Plays the prompt as [`Self::play`] does, for at most `most_ms`.
    pub(super) fn play_within(
        &self,
        most_ms: u64,
        skips: bool,
        action: &Action,
        stage: &mut Stage<'_>,
    ) -> Result<(), Halt> {
        let whole_ms = self.ms.min(most_ms);
        let heard = self.heard(action, stage.now_ms);
        let buffered = stage.contact.buffer.is_some();
        if skips && stage.contact.buffer.as_ref().is_some_and(|keys| !keys.is_empty()) {
            return Ok(());
        }
        if stage.role == Role::AgentWhisper {
            return stage.heard(&heard, whole_ms);
        }
        let reaction = stage.caller.hear(&heard);
        match stage.told(reaction, Told::Reacted) {
            Reaction::Listen => stage.heard(&heard, whole_ms),
            Reaction::HangUp { at_ms } => {
                stage.heard(&heard, at_ms.min(whole_ms))?;
                Err(Halt::end(Ended::CallerHungUp))
            }
            Reaction::Press { keys, at_ms } => {
                stage.heard(&heard, if skips && buffered { at_ms.min(whole_ms) } else { whole_ms })?;
                stage.keep_keys(keys.as_str());
                Ok(())
            }
        }
    }

    pub(super) fn heard<'a>(&'a self, action: &'a Action, at_ms: u64) -> Heard<'a> {
        Heard {
            action: &action.identifier,
            text: self.text.as_deref(),
            ssml: self.ssml.as_deref(),
            recording: self.recording.as_deref(),
            at_ms,
            ms: self.ms,
        }
    }
}
