//! Plays a prompt and waits for the caller, for `GetParticipantInput` and `ConnectParticipantWithLexBot`.

use super::prompt::Sound;
use crate::{
    context::{Halt, Stage},
    model::Action,
    outside::{AfterSpeech, Input, Keys, Moment, Prompt, Response, Told},
    pace::Pace,
    trace::{Ended, Happening, Warning},
};

/// A question to the caller.
#[derive(Debug)]
pub(super) struct Question<'q> {
    /// The prompt that is played first; a key cuts it short.
    pub sound: Option<&'q Sound>,
    pub input: Input<'q>,
    /// How long the flow waits for the first key after the end of the prompt (assumed, because the pages do not say
    /// when this time begins).
    pub time_limit_ms: u64,
}

/// The caller's input, at the moment of the first key or the last word.
#[derive(Debug)]
pub(super) enum Said {
    Nothing,
    Keys(Keys),
    /// Speech; the words, if they are known.
    Words(Option<String>),
}

impl Question<'_> {
    pub(super) fn ask(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Said, Halt> {
        let heard = self.sound.map(|sound| sound.heard(action, stage.now_ms));
        let response = stage.caller.respond(&Prompt {
            action: &action.identifier,
            heard,
            input: self.input,
            recording: stage.recording_since.is_some(),
            time_limit_ms: self.time_limit_ms,
            at_ms: stage.now_ms,
        });
        let response = stage.told(response, Told::Responded);
        let prompt_ms = heard.map_or(0, |heard| heard.ms);
        let to_a_bot = matches!(self.input, Input::Bot { .. });
        let plan = Plan::of(response, prompt_ms, to_a_bot, &stage.pace);
        // A bot listens to the end once the caller has begun to speak.
        let listens_ms = plan.speech_ms.filter(|_| to_a_bot).unwrap_or(0);
        let limit = prompt_ms.saturating_add(self.time_limit_ms.max(listens_ms));
        let in_time = plan.at_ms <= limit;
        let end = plan.at_ms.min(limit);
        if let Some(heard) = heard {
            stage.heard(&heard, prompt_ms.min(end))?;
        }
        let silence = end.saturating_sub(prompt_ms);
        if let Some(ms) = plan.speech_ms {
            let ms = stage.until_interrupted(ms.min(silence));
            stage.note(Happening::Spoke { ms, recorded: stage.recording_since.is_some() });
        }
        stage.pass(silence)?;
        match plan.then {
            AfterSpeech::HangUp if in_time => Err(Halt::end(Ended::CallerHungUp)),
            AfterSpeech::Press(keys) if in_time => Ok(Said::Keys(keys)),
            _ if plan.speech_ms.is_some() => Ok(Said::Words(plan.words)),
            _ => Ok(Said::Nothing),
        }
    }
}

/// Most keys that the DTMF buffer holds (page `touchtone-buffering`).
const MAX_BUFFERED: usize = 30;

impl Stage<'_> {
    /// Keeps unused keys for the next input if the DTMF buffer is on. Otherwise they are lost.
    pub(super) fn keep_keys(&mut self, keys: &str) {
        if keys.is_empty() {
            return;
        }
        let Some(buffer) = &mut self.contact.buffer else {
            return self.warn(Warning::KeysLost { keys: keys.to_owned() });
        };
        let room = MAX_BUFFERED.saturating_sub(buffer.len());
        buffer.extend(keys.chars().take(room));
        let lost: String = keys.chars().skip(room).collect();
        if !lost.is_empty() {
            self.warn(Warning::BufferFull { keys: lost });
        }
    }
}

/// The caller's response, with its times counted from the start of the prompt.
#[derive(Debug)]
struct Plan {
    speech_ms: Option<u64>,
    words: Option<String>,
    /// The time at which `then` happens.
    at_ms: u64,
    then: AfterSpeech,
}

impl Plan {
    fn of(response: Response, prompt_ms: u64, to_a_bot: bool, pace: &Pace) -> Self {
        let moment = |at| match at {
            Moment::Usual => prompt_ms.saturating_add(pace.key_press_ms),
            Moment::FromStart(ms) => ms,
            Moment::AfterPrompt(ms) => prompt_ms.saturating_add(ms),
        };
        let silent = |at_ms, then| Self { speech_ms: None, words: None, at_ms, then };
        // A bot stops listening when the caller has spoken. Any other input still waits for keys.
        let spoken = |ms: u64, words, then| {
            let waits = then == AfterSpeech::Silence && !to_a_bot;
            let at_ms = if waits { u64::MAX } else { prompt_ms.saturating_add(ms) };
            Self { speech_ms: Some(ms), words, at_ms, then }
        };
        match response {
            Response::Silence => silent(u64::MAX, AfterSpeech::Silence),
            Response::Press { keys, at } => silent(moment(at), AfterSpeech::Press(keys)),
            Response::HangUp { at } => silent(moment(at), AfterSpeech::HangUp),
            Response::Speak { ms, then } => spoken(ms, None, then),
            Response::Say { words } => spoken(pace.saying(&words), Some(words), AfterSpeech::Silence),
        }
    }
}
