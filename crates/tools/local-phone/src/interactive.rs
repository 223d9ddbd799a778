//! A caller who types at the terminal.

use crate::audio::SAMPLE_MS;
use crate::script::is_key;
use crate::tell::{beside, clock};
use crate::words::Words;
use connect_flow::{AfterSpeech, Caller, Heard, Input, Keys, Moment, Prompt, Reaction, Response};
use std::io::BufRead;

pub(crate) struct Interactive<'a> {
    pub(crate) input: &'a mut dyn BufRead,
    pub(crate) show: &'a dyn Fn(&str),
    pub(crate) words: &'a Words,
}

/// A person's input at a prompt.
enum Typed {
    Key(Keys),
    Nothing,
    HangUp,
}

impl Interactive<'_> {
    fn tell(&self, heard: &Heard<'_>) {
        let text = heard.text.unwrap_or("(beep)");
        if text.trim().is_empty() {
            return; // the prompt of a wait
        }
        (self.show)(&format!("☎ {}  {text}", clock(heard.at_ms)));
        if let Some(english) = self.words.english(text) {
            (self.show)(&beside(&english));
        }
    }

    fn ask(&mut self, what: &str, most: usize) -> Typed {
        (self.show)(&format!("  ▸ {what}"));
        loop {
            let mut line = String::new();
            if !self.input.read_line(&mut line).is_ok_and(|bytes| bytes > 0) {
                return Typed::HangUp; // the input has ended
            }
            let typed = line.trim();
            match typed {
                "" => return Typed::Nothing,
                "h" | "H" => return Typed::HangUp,
                _ if typed.len() <= most && typed.chars().all(is_key) => {
                    if let Ok(keys) = Keys::read(typed) {
                        return Typed::Key(keys);
                    }
                }
                _ => {}
            }
            let keys = if most == 1 { "one key" } else { "keys" };
            (self.show)(&format!("  ▸ {keys}: 0 to 9, * or #; Enter presses nothing; h hangs up"));
        }
    }
}

impl Caller for Interactive<'_> {
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
        if let Some(heard) = &prompt.heard {
            self.tell(heard);
        }
        if prompt.recording {
            let then = match self.ask("speak now; a key or Enter ends your words, h hangs up", 1) {
                Typed::Key(keys) => AfterSpeech::Press(keys),
                Typed::Nothing => Keys::read("#").map_or(AfterSpeech::Silence, AfterSpeech::Press),
                Typed::HangUp => AfterSpeech::HangUp,
            };
            return Response::Speak { ms: SAMPLE_MS, then };
        }
        // One character more than the digits, for the key that ends them.
        let (what, most) = match prompt.input {
            Input::Store { maximum_length, .. } => ("digits, with # at their end", maximum_length + 1),
            _ => ("a key", 1),
        };
        match self.ask(&format!("{what}, Enter for nothing, h to hang up"), most) {
            Typed::Key(keys) => Response::Press { keys, at: prompt.in_time() },
            Typed::Nothing => Response::Silence,
            Typed::HangUp => Response::HangUp { at: Moment::Usual },
        }
    }

    fn hear(&mut self, heard: &Heard<'_>) -> Reaction {
        self.tell(heard);
        Reaction::Listen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    #[track_caller]
    fn check(typed: &str, recording: bool, expected: &Response) {
        let shown = RefCell::new(Vec::new());
        let words = Words::default();
        let mut input = typed.as_bytes();
        let show = |line: &str| shown.borrow_mut().push(line.to_owned());
        let mut caller = Interactive { input: &mut input, show: &show, words: &words };
        let heard = Heard {
            action: "menu", text: Some("नमस्ते"), ssml: None, recording: None, at_ms: 1_500, ms: 3_000
        };
        let prompt = Prompt {
            action: "menu",
            heard: Some(heard),
            input: Input::Menu { keys: &["1", "9"] },
            recording,
            time_limit_ms: 7_000,
            at_ms: 1_500,
        };
        assert_eq!(&caller.respond(&prompt), expected, "{typed:?}");
        assert_eq!(shown.borrow()[0], "☎ 0:01.5  नमस्ते", "the prompt is heard before a key is asked for");
    }

    #[test]
    fn a_key_silence_and_a_hang_up_are_typed() {
        check("9\n", false, &Response::press("9").unwrap());
        check("\n", false, &Response::Silence);
        check("h\n", false, &Response::HangUp { at: Moment::Usual });
        check("", false, &Response::HangUp { at: Moment::Usual });
        check("12\nx\n1\n", false, &Response::press("1").unwrap());
    }

    #[test]
    fn words_end_with_a_key_or_with_enter() {
        let then = AfterSpeech::Press(Keys::read("#").unwrap());
        check("\n", true, &Response::Speak { ms: SAMPLE_MS, then });
        check("h\n", true, &Response::Speak { ms: SAMPLE_MS, then: AfterSpeech::HangUp });
    }
}
