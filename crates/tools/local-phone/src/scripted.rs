//! A caller who follows a script.

use crate::Error;
use crate::audio::{SAMPLE_MS, length_ms};
use crate::script::Script;
use crate::words::Words;
use connect_flow::{AfterSpeech, Caller, Heard, Input, Keys, Moment, Prompt, Reaction, Response};
use std::collections::VecDeque;

/// The key that ends a note.
const END_OF_NOTE: &str = "#";

pub(crate) struct Scripted<'a> {
    keys: VecDeque<String>,
    /// `false` for a caller without any keys, who does not end a note with a key either.
    presses_keys: bool,
    note_ms: u64,
    hang_up_after: Option<u32>,
    words: &'a Words,
}

impl<'a> Scripted<'a> {
    pub(crate) fn new(script: &Script, words: &'a Words) -> Result<Self, Error> {
        Ok(Self {
            keys: script.keys.iter().cloned().collect(),
            presses_keys: !script.keys.is_empty(),
            note_ms: script.record.as_deref().map_or(Ok(SAMPLE_MS), length_ms)?,
            hang_up_after: script.hang_up_after,
            words,
        })
    }

    /// The keys that no prompt took.
    pub(crate) fn unused(self) -> Vec<String> {
        self.keys.into()
    }

    fn hangs_up(&self) -> bool {
        self.hang_up_after.is_some_and(|after| self.words.answered() >= after)
    }

    /// Returns the next key, if it is meant for this prompt.
    fn key_for(&mut self, input: Input<'_>) -> Option<Keys> {
        let next = self.keys.front()?;
        let fits = match input {
            // A prompt with a single key is no menu, so the caller keeps a key for the next menu.
            Input::Menu { keys: [only] } => only == next,
            Input::Menu { .. } => next.len() == 1,
            _ => true,
        };
        if !fits {
            return None;
        }
        self.keys.pop_front().and_then(|keys| Keys::read(&keys).ok())
    }
}

impl Caller for Scripted<'_> {
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
        if prompt.recording {
            let (ms, then) = if self.hangs_up() {
                (self.note_ms / 2, AfterSpeech::HangUp)
            } else {
                let end = Keys::read(END_OF_NOTE).ok().filter(|_| self.presses_keys);
                (self.note_ms, end.map_or(AfterSpeech::Silence, AfterSpeech::Press))
            };
            // The rest of a long note is spoken at the flow's next recording prompt.
            self.note_ms = self.note_ms.saturating_sub(prompt.time_limit_ms);
            return match then {
                AfterSpeech::Silence if ms == 0 => Response::Silence,
                then => Response::Speak { ms, then },
            };
        }
        if self.hangs_up() {
            return Response::HangUp { at: Moment::FromStart(prompt.heard.map_or(0, |heard| heard.ms / 2)) };
        }
        match self.key_for(prompt.input) {
            Some(keys) => Response::Press { keys, at: prompt.in_time() },
            None => Response::Silence,
        }
    }

    fn hear(&mut self, heard: &Heard<'_>) -> Reaction {
        if self.hangs_up() { Reaction::HangUp { at_ms: heard.ms / 2 } } else { Reaction::Listen }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const MENU: Input<'static> = Input::Menu { keys: &["0", "1", "2"] };
    const NOTICE: Input<'static> = Input::Menu { keys: &["0"] };

    fn caller<'a>(keys: &str, hang_up_after: Option<u32>, words: &'a Words) -> Scripted<'a> {
        let script = Script {
            from: "+919000000001".into(),
            keys: keys.chars().map(String::from).collect(),
            record: None,
            hang_up_after,
        };
        Scripted::new(&script, words).unwrap()
    }

    fn prompt(input: Input<'_>, recording: bool) -> Prompt<'_> {
        let heard = Heard { action: "ask", text: Some("…"), ssml: None, recording: None, at_ms: 0, ms: 4_000 };
        Prompt { action: "ask", heard: Some(heard), input, recording, time_limit_ms: 7_000, at_ms: 0 }
    }

    fn pressed(response: &Response) -> Option<&str> {
        match response {
            Response::Press { keys, .. } => Some(keys.as_str()),
            _ => None,
        }
    }

    #[test]
    fn keys_are_used_up_at_menus_and_then_the_caller_is_silent() {
        let words = Words::default();
        let mut caller = caller("12", None, &words);
        assert_eq!(pressed(&caller.respond(&prompt(MENU, false))), Some("1"));
        assert_eq!(pressed(&caller.respond(&prompt(MENU, false))), Some("2"));
        assert_eq!(caller.respond(&prompt(MENU, false)), Response::Silence);
    }

    #[test]
    fn keys_that_no_prompt_took_are_left() {
        let words = Words::default();
        let mut caller = caller("123", None, &words);
        caller.respond(&prompt(MENU, false));
        assert_eq!(caller.unused(), ["2", "3"]);
    }

    #[test]
    fn the_notice_takes_a_key_only_if_it_is_the_one_it_offers() {
        let words = Words::default();
        let mut one = caller("1", None, &words);
        assert_eq!(one.respond(&prompt(NOTICE, false)), Response::Silence);
        assert_eq!(pressed(&one.respond(&prompt(MENU, false))), Some("1"), "the key was kept for the menu");
        assert_eq!(pressed(&caller("0", None, &words).respond(&prompt(NOTICE, false))), Some("0"));
    }

    #[test]
    fn the_note_is_spoken_and_ended_with_hash_and_uses_up_no_key() {
        let words = Words::default();
        let mut caller = caller("1", None, &words);
        let ended = Response::Speak { ms: SAMPLE_MS, then: AfterSpeech::Press(Keys::read("#").unwrap()) };
        assert_eq!(caller.respond(&prompt(MENU, true)), ended);
        assert_eq!(pressed(&caller.respond(&prompt(MENU, false))), Some("1"));
    }

    #[test]
    fn a_long_note_goes_on_when_the_flow_has_said_that_it_listens() {
        let words = Words::default();
        let mut caller = Scripted { note_ms: 16_000, ..caller("1", None, &words) };
        let end = || AfterSpeech::Press(Keys::read("#").unwrap());
        assert_eq!(caller.respond(&prompt(MENU, true)), Response::Speak { ms: 16_000, then: end() });
        assert_eq!(caller.respond(&prompt(MENU, true)), Response::Speak { ms: 9_000, then: end() });
        let mut silent = Scripted { note_ms: 0, ..self::caller("", None, &words) };
        assert_eq!(silent.respond(&prompt(MENU, true)), Response::Silence);
    }

    #[test]
    fn who_has_no_keys_lets_the_note_run_out() {
        let words = Words::default();
        let spoken = Response::Speak { ms: SAMPLE_MS, then: AfterSpeech::Silence };
        assert_eq!(caller("", None, &words).respond(&prompt(MENU, true)), spoken);
    }

    #[test]
    fn the_caller_hangs_up_in_the_middle_of_what_follows_the_answer() {
        let words = Words::default();
        let mut caller = caller("111", Some(2), &words);
        words.note(&json!({}));
        assert_eq!(pressed(&caller.respond(&prompt(MENU, false))), Some("1"), "one answer is not two");
        words.note(&json!({}));
        assert_eq!(caller.respond(&prompt(NOTICE, false)), Response::HangUp { at: Moment::FromStart(2_000) });
        let heard = Heard { action: "say", text: Some("…"), ssml: None, recording: None, at_ms: 0, ms: 600 };
        assert_eq!(caller.hear(&heard), Reaction::HangUp { at_ms: 300 });
        let cut = Response::Speak { ms: SAMPLE_MS / 2, then: AfterSpeech::HangUp };
        assert_eq!(caller.respond(&prompt(MENU, true)), cut);
    }
}
