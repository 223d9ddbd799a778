//! A caller who knows what to do: presses each key one second after it was offered, types digits when asked, and speaks
//! after the beep.

use connect_flow::{AfterSpeech, Caller, Input, Keys, Moment, Pace, Prompt, Response};
use std::collections::VecDeque;

/// The time from the end of an option to the caller's key.
const THINKS_MS: u64 = 1_000;

/// How long the caller speaks.
const SPEAKS_MS: u64 = 20_000;

/// The words for the digits in the prompts, in Hindi and English.
const DIGITS: [[&str; 10]; 2] = [
    ["ज़ीरो", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ"],
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
];

/// A caller with a list of actions.
#[derive(Debug, Clone)]
pub struct Practised {
    acts: VecDeque<String>,
}

impl Practised {
    /// Makes a caller with one action for each menu and each request for digits: a key, digits, `-` for nothing, or
    /// `bye` to hang up. `refuse` applies at the recording notice. After the last action the caller is silent.
    #[must_use]
    pub fn who_does<'a>(acts: impl IntoIterator<Item = &'a str>) -> Self {
        Self { acts: acts.into_iter().map(str::to_owned).collect() }
    }

    /// Makes a caller who presses these keys.
    #[must_use]
    pub fn who_presses(keys: &str) -> Self {
        Self { acts: keys.chars().map(String::from).collect() }
    }
}

impl Caller for Practised {
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
        if prompt.recording {
            if self.acts.front().is_some_and(|act| act == "bye") {
                return Response::HangUp { at: Moment::FromStart(SPEAKS_MS) };
            }
            let end = Keys::read("#").map_or(AfterSpeech::Silence, AfterSpeech::Press);
            return Response::Speak { ms: SPEAKS_MS, then: end };
        }
        // The news in the queue offers to record one's words. Without `words` the caller waits on.
        if matches!(prompt.input, Input::Menu { keys: ["1", "2"] }) {
            return match (self.acts.front().map(String::as_str), Keys::read("1")) {
                (Some("words"), Ok(keys)) => {
                    self.acts.pop_front();
                    Response::Press { keys, at: Moment::FromStart(THINKS_MS) }
                }
                (Some("-"), _) => {
                    self.acts.pop_front();
                    Response::Silence
                }
                _ => Response::Silence,
            };
        }
        // The recording notice offers one key, to refuse. Without `refuse` the caller says nothing and keeps the next
        // action.
        if matches!(prompt.input, Input::Menu { keys } if keys.len() == 1) {
            let refuses = self.acts.front().is_some_and(|act| act == "refuse");
            return match Keys::read("0") {
                Ok(keys) if refuses => {
                    self.acts.pop_front();
                    Response::Press { keys, at: Moment::FromStart(THINKS_MS) }
                }
                _ => Response::Silence,
            };
        }
        match self.acts.pop_front() {
            None => Response::Silence,
            Some(act) if act == "-" => Response::Silence,
            Some(act) if act == "bye" => Response::HangUp { at: Moment::FromStart(500) },
            Some(act) => {
                let key = act.chars().next().filter(|_| act.len() == 1);
                let heard = key.map_or_else(|| saying(prompt.text()), |key| offered_ms(prompt.text(), key));
                let at = Moment::FromStart(heard + THINKS_MS);
                Keys::read(&act).map_or(Response::Silence, |keys| Response::Press { keys, at })
            }
        }
    }
}

/// Returns the time at which a key's option has been said. For a key that is not offered, such as 0, it is the end of
/// the first sentence.
fn offered_ms(text: &str, key: char) -> u64 {
    let digit = |words: &[&'static str; 10]| words.get(usize::try_from(key.to_digit(10)?).ok()?).copied();
    let digits: Vec<&str> = DIGITS.iter().filter_map(digit).collect();
    let mut said = 0;
    for sentence in text.split_inclusive(['।', '.']) {
        said += sentence.len();
        let last = sentence.split_whitespace().next_back().unwrap_or_default();
        if digits.contains(&last.trim_end_matches(['।', '.']))
            || digits.iter().any(|digit| said_before_last(sentence, digit))
        {
            return saying(text.get(..said).unwrap_or(text));
        }
    }
    text.split_inclusive(['।', '.']).next().map_or(0, saying)
}

/// In "… एक दबाइए।" the key is the word before the last.
fn said_before_last(sentence: &str, digit: &str) -> bool {
    sentence.split_whitespace().rev().nth(1) == Some(digit)
}

/// Returns how long a text takes to say at the speaking rate of the flow's clock, in milliseconds.
#[must_use]
pub fn saying(text: &str) -> u64 {
    Pace::default().saying(text)
}
