//! The caller at the page, in real time: prompts go to the page, the person's actions come back.

use crate::line::{Line, Manner, Next, Signal};
use crate::speech::parts;
use connect_flow::{AfterSpeech, Caller, Heard, Input, Keys, Moment, Prompt, Reaction, Response};
use local_phone::Words;
use serde_json::json;
use std::cell::Cell;
use std::time::{Duration, Instant};

/// The key that ends a typed note. Any key would do.
const END_OF_NOTE: char = '#';

/// Longest wait from one stored digit to the next; Amazon Connect's default.
const GAP: Duration = Duration::from_secs(5);

/// A page that speaks reports the end of each prompt. Without a report, a prompt ends after this many times its usual
/// length, plus the time that speech may take to start.
const LONGEST_SPEECH: u32 = 3;
const SPEECH_STARTS: Duration = Duration::from_secs(10);

/// A person at the page.
pub(crate) struct AtThePage<'a> {
    line: &'a Line,
    words: &'a Words,
    /// The time at which the caller began to speak.
    speaking: Option<Instant>,
    /// The rest of a note that is longer than the flow's recording limit, in milliseconds.
    left_ms: u64,
    /// How long the caller waited for an agent before hanging up, in milliseconds.
    pub(crate) waits: Option<&'a Cell<Option<u64>>>,
}

/// The end of a prompt.
enum Played {
    ToItsEnd,
    CutShort { after_ms: u64, by: Signal },
}

impl<'a> AtThePage<'a> {
    pub(crate) fn new(line: &'a Line, words: &'a Words) -> Self {
        Self { line, words, speaking: None, left_ms: 0, waits: None }
    }

    fn tell(&self, heard: &Heard<'_>) -> u64 {
        let language = self.line.known().language;
        let text = heard.text.unwrap_or_default();
        self.line.tell(
            if heard.text.is_some() { "heard" } else { "beep" },
            json!({
                "parts": parts(text, language.as_deref()),
                "english": self.words.english(text),
                "at_ms": heard.at_ms,
                "ms": heard.ms,
            }),
        )
    }

    /// Waits until the prompt has been played: for its length, or until the page reports that it was heard.
    fn play(&self, number: u64, heard: &Heard<'_>, mut cuts: impl FnMut(&Signal, u64) -> bool) -> Played {
        let (began, usual) = (Instant::now(), Duration::from_millis(heard.ms));
        let until = |manner: Manner| {
            let longest = usual.saturating_mul(LONGEST_SPEECH).saturating_add(SPEECH_STARTS);
            began.checked_add(if manner.aloud { longest } else { usual })
        };
        loop {
            // The page may speak slower than the flow's clock, so an input before the prompt's end is dated before that
            // end.
            let after_ms = || millis(began).min(heard.ms.saturating_sub(1));
            match self.line.next(until) {
                Next::TimeUp => return Played::ToItsEnd,
                Next::Signal(Signal::Heard(n)) if n == number => return Played::ToItsEnd,
                Next::Signal(signal) if cuts(&signal, after_ms()) => {
                    return Played::CutShort { after_ms: after_ms(), by: signal };
                }
                Next::Signal(_) => {}
            }
        }
    }

    /// Answers a prompt that waits for a key.
    fn key(&mut self, prompt: &Prompt<'_>) -> Response {
        let began = self.wait_for(prompt.time_limit_ms);
        loop {
            let at = Moment::AfterPrompt(millis(began).min(prompt.time_limit_ms.saturating_sub(1)));
            match self.line.next(deadline(began, prompt.time_limit_ms)) {
                Next::TimeUp => return Response::Silence,
                Next::Signal(Signal::Key(key)) => return self.pressed(prompt.input, key, at),
                Next::Signal(Signal::HangUp(_)) => return Response::HangUp { at },
                Next::Signal(Signal::Speaking | Signal::Spoken(_)) => {
                    self.line.tell("hint", json!({ "text": "Nobody listens now: the helpline waits for a key." }));
                }
                Next::Signal(_) => {}
            }
        }
    }

    fn wait_for(&self, limit_ms: u64) -> Instant {
        self.line.tell("waits", json!({ "ms": limit_ms }));
        Instant::now()
    }

    /// Returns one key of a menu, or all the digits of a stored input.
    fn pressed(&self, input: Input<'_>, first: char, at: Moment) -> Response {
        let mut keys = String::from(first);
        if let Input::Store { maximum_length, terminator } = input {
            while !ends(&keys, maximum_length, terminator) {
                let pressed = Instant::now();
                self.line.tell("digits", json!({ "keys": keys }));
                match self.line.next(deadline(pressed, u64::try_from(GAP.as_millis()).unwrap_or(u64::MAX))) {
                    Next::TimeUp => break,
                    Next::Signal(Signal::Key(key)) => keys.push(key),
                    Next::Signal(Signal::HangUp(_)) => return Response::HangUp { at },
                    Next::Signal(_) => {}
                }
            }
        }
        Keys::read(&keys).map_or(Response::Silence, |keys| Response::Press { keys, at })
    }

    /// Answers a recording prompt. The page says how long the caller spoke.
    fn note(&mut self, prompt: &Prompt<'_>) -> Response {
        let limit = prompt.time_limit_ms;
        if self.left_ms > 0 {
            return self.speak(self.left_ms, limit);
        }
        let began = self.wait_for(limit);
        loop {
            let until = |manner: Manner| {
                // A caller who speaks is timed in real time, even if the flow's limits wait.
                let limited = !manner.patient || self.speaking.is_some();
                began.checked_add(Duration::from_millis(limit)).filter(|_| limited)
            };
            let spoken = self.speaking.map(|since| millis(since.max(began)).min(limit.saturating_sub(1)));
            let at = Moment::AfterPrompt(millis(began).min(limit.saturating_sub(1)));
            match self.line.next(until) {
                Next::TimeUp if spoken.is_some() => {
                    return Response::Speak { ms: limit, then: AfterSpeech::Silence };
                }
                Next::TimeUp => return Response::Silence,
                Next::Signal(Signal::Speaking) => self.speaking = Some(Instant::now()),
                Next::Signal(Signal::Spoken(ms)) => {
                    self.speaking = None;
                    return self.speak(spoken.unwrap_or(ms), limit);
                }
                Next::Signal(Signal::Key(key)) => {
                    self.speaking = None;
                    let Ok(keys) = Keys::read(&key.to_string()) else { continue };
                    return match spoken {
                        Some(ms) => Response::Speak { ms, then: AfterSpeech::Press(keys) },
                        None => Response::Press { keys, at },
                    };
                }
                Next::Signal(Signal::HangUp(ms)) => {
                    return match spoken.or(ms) {
                        Some(ms) => Response::Speak { ms: ms.min(limit), then: AfterSpeech::HangUp },
                        None => Response::HangUp { at },
                    };
                }
                Next::Signal(_) => {}
            }
        }
    }

    /// Speaks for `ms` and presses a key at the end. The part beyond the flow's limit is spoken at the next prompt.
    fn speak(&mut self, ms: u64, limit: u64) -> Response {
        self.left_ms = ms.saturating_sub(limit);
        let end = Keys::read(&END_OF_NOTE.to_string());
        Response::Speak { ms: ms.max(1), then: end.map_or(AfterSpeech::Silence, AfterSpeech::Press) }
    }
}

impl Caller for AtThePage<'_> {
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
        let (input, keys, maximum, terminator) = match prompt.input {
            Input::Menu { keys } => ("key", keys, None, None),
            Input::Store { maximum_length, terminator } => {
                ("digits", [].as_slice(), Some(maximum_length), Some(terminator))
            }
            _ => ("words", [].as_slice(), None, None),
        };
        let input = if prompt.recording { "note" } else { input };
        self.line.tell(
            "asks",
            json!({
                "input": input, "keys": keys, "maximum": maximum, "terminator": terminator,
                "limit_ms": prompt.time_limit_ms,
            }),
        );
        // The prompt of a wait is one blank.
        let heard = prompt.heard.as_ref().filter(|heard| heard.text != Some(" "));
        if let Some(heard) = heard {
            let number = self.tell(heard);
            let cuts = |signal: &Signal, _| matches!(signal, Signal::Key(_) | Signal::HangUp(_));
            if let Played::CutShort { after_ms, by } = self.play(number, heard, cuts) {
                let at = Moment::FromStart(after_ms);
                return match by {
                    Signal::Key(key) => self.pressed(prompt.input, key, at),
                    _ => Response::HangUp { at },
                };
            }
        }
        if prompt.recording { self.note(prompt) } else { self.key(prompt) }
    }

    fn hear(&mut self, heard: &Heard<'_>) -> Reaction {
        let number = self.tell(heard);
        let (mut keys, mut first, mut speaks) = (String::new(), None, false);
        let played = self.play(number, heard, |signal, after_ms| {
            match signal {
                Signal::Key(key) => {
                    first.get_or_insert(after_ms);
                    keys.push(*key);
                }
                // A caller who speaks during the beep has begun the note.
                Signal::Speaking => speaks = true,
                _ => {}
            }
            matches!(signal, Signal::HangUp(_))
        });
        if speaks {
            self.speaking = Some(Instant::now());
        }
        if let Played::CutShort { after_ms, .. } = played {
            return Reaction::HangUp { at_ms: after_ms };
        }
        match (Keys::read(&keys), first) {
            (Ok(keys), Some(at_ms)) => Reaction::Press { keys, at_ms },
            _ => Reaction::Listen,
        }
    }

    fn patience(&mut self) -> Option<u64> {
        self.waits.and_then(Cell::get)
    }
}

/// Returns true if stored digits are complete or cancelled; `*` cancels them.
fn ends(keys: &str, maximum_length: usize, terminator: &str) -> bool {
    let ended = !terminator.is_empty() && keys.ends_with(terminator);
    ended || keys.ends_with('*') || keys.len() >= maximum_length
}

fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// The deadline of the flow's limit; none if the limits wait for the caller.
fn deadline(began: Instant, limit_ms: u64) -> impl Fn(Manner) -> Option<Instant> {
    move |manner| began.checked_add(Duration::from_millis(limit_ms)).filter(|_| !manner.patient)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENT: Manner = Manner { aloud: false, patient: true };
    const DIGITS: Input<'static> = Input::Store { maximum_length: 8, terminator: "#" };
    const MENU: Input<'static> = Input::Menu { keys: &["1", "9"] };

    fn line(signals: &[Signal]) -> Line {
        let line = Line::new("c-1".into(), None, PATIENT);
        signals.iter().for_each(|signal| line.signal(signal.clone()));
        line
    }

    fn keys(keys: &str) -> Vec<Signal> {
        keys.chars().map(Signal::Key).collect()
    }

    fn heard() -> Heard<'static> {
        Heard { action: "ask", text: Some("नमस्ते"), ssml: None, recording: None, at_ms: 0, ms: 4_000 }
    }

    fn prompt(input: Input<'static>, heard: Option<Heard<'static>>, recording: bool) -> Prompt<'static> {
        Prompt { action: "ask", heard, input, recording, time_limit_ms: 45_000, at_ms: 0 }
    }

    fn response(signals: &[Signal], prompt: &Prompt<'_>) -> Response {
        AtThePage::new(&line(signals), &Words::default()).respond(prompt)
    }

    fn pressed(response: &Response) -> (&str, bool) {
        match response {
            Response::Press { keys, at } => (keys.as_str(), matches!(at, Moment::FromStart(_))),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_key_cuts_the_prompt_short_and_one_after_it_does_not() {
        let menu = prompt(MENU, Some(heard()), false);
        assert_eq!(pressed(&response(&keys("1"), &menu)), ("1", true));
        let after = [Signal::Heard(1), Signal::Key('9')];
        assert_eq!(pressed(&response(&after, &menu)), ("9", false));
    }

    #[test]
    fn digits_are_kept_until_they_are_complete() {
        let digits = prompt(DIGITS, None, false);
        assert_eq!(pressed(&response(&keys("42710839"), &digits)).0, "42710839", "the longest");
        assert_eq!(pressed(&response(&keys("427#"), &digits)).0, "427#", "the key that ends them");
        assert_eq!(pressed(&response(&keys("42*"), &digits)).0, "42*", "the key that cancels them");
    }

    #[test]
    fn silence_is_the_end_of_the_flows_own_limit_unless_it_waits() {
        let impatient = Line::new("c-1".into(), None, Manner::default());
        let words = Words::default();
        let short = Prompt { time_limit_ms: 1, ..prompt(MENU, None, false) };
        assert_eq!(AtThePage::new(&impatient, &words).respond(&short), Response::Silence);
        let waits = line(&keys("1"));
        assert_eq!(pressed(&AtThePage::new(&waits, &words).respond(&short)).0, "1");
    }

    #[test]
    fn a_typed_note_ends_with_a_key_and_a_long_one_goes_on_at_the_next_prompt() {
        let line = line(&[Signal::Spoken(60_000)]);
        let words = Words::default();
        let mut caller = AtThePage::new(&line, &words);
        let end = || AfterSpeech::Press(Keys::read("#").unwrap());
        let note = prompt(MENU, None, true);
        assert_eq!(caller.respond(&note), Response::Speak { ms: 60_000, then: end() });
        assert_eq!(caller.respond(&note), Response::Speak { ms: 15_000, then: end() });
    }

    #[test]
    fn who_hangs_up_in_the_note_has_spoken_what_they_typed() {
        let note = prompt(MENU, None, true);
        let cut = response(&[Signal::HangUp(Some(3_000))], &note);
        assert_eq!(cut, Response::Speak { ms: 3_000, then: AfterSpeech::HangUp });
        assert!(matches!(response(&[Signal::HangUp(None)], &note), Response::HangUp { .. }));
    }

    #[test]
    fn who_speaks_where_a_key_is_asked_for_is_told_so() {
        let line = line(&[Signal::Spoken(1_000), Signal::Key('1')]);
        let words = Words::default();
        assert_eq!(pressed(&AtThePage::new(&line, &words).respond(&prompt(MENU, None, false))).0, "1");
        let (news, _) = line.news(0, Duration::ZERO);
        assert!(news.iter().any(|told| told["kind"] == "hint"), "{news:?}");
    }

    #[test]
    fn keys_in_a_message_are_handed_on_with_the_moment_of_the_first() {
        let line = line(&[Signal::Key('1'), Signal::Key('2'), Signal::Heard(0)]);
        let words = Words::default();
        let reaction = AtThePage::new(&line, &words).hear(&heard());
        assert!(matches!(&reaction, Reaction::Press { keys, .. } if keys.as_str() == "12"), "{reaction:?}");
    }
}
