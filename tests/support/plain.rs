//! A second telephone front, in plain text. It uses `protocol` and no part of Amazon Connect.
//!
//! The front takes the same `Caller` as the contact flow's tests, so that both fronts serve the same callers.

use crate::practised::saying;
use crate::town::{Agents, Heard};
use connect_flow::{AfterSpeech, Caller, Input as Takes, Keys, Moment, Prompt, Response};
use dialogue::{Call, Input, Key, Line, Playbook};
use helpline::{CallStep, CallerNumber, Digits, answer};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{ContactId, Ticket};
use protocol::{Act, Answer, Answered, Phrase, read_token};
use testkit::Memory;

/// How long the front waits for the first key of a menu or of digits, in milliseconds.
const WAITS_MS: u64 = 7_000;

/// How long the front waits after a prompt, if the call then goes on by itself, in milliseconds.
const GOES_ON_MS: u64 = 1_000;

/// The most digits of a PIN, and of any other input.
const DIGITS: [usize; 2] = [4, 20];

/// A call through this front.
pub struct PlainText<'a> {
    /// The playbook of the conversation.
    pub playbook: &'a Playbook,
    /// The memory in which the helpline stores its data.
    pub memory: &'a Memory,
    /// The contact's id.
    pub contact: String,
    /// The caller's number.
    pub phone: String,
    /// The state of the agents' office.
    pub agents: Agents,
    /// Draws a ticket.
    pub draw: &'a dyn Fn() -> Ticket,
    /// The time before the first step; each step is ten seconds after the previous.
    pub rings_at: Timestamp,
}

/// The result of a call.
#[derive(Debug, Default)]
pub struct Told {
    /// The prompts in the order in which they began.
    pub words: Vec<String>,
    /// The answers of the helpline.
    pub answers: Vec<Answer>,
    /// `disconnected`, `hung-up` or `queued`.
    pub ended: &'static str,
}

impl Told {
    /// Converts the result to the form that a path checks.
    #[must_use]
    pub fn heard(&self) -> Heard {
        let mut heard = Heard { ended: self.ended.to_owned(), ..Heard::default() };
        for answer in &self.answers {
            for phrases in [&answer.say, &answer.ask] {
                let lines: Vec<Line> = phrases.iter().map(Phrase::line).collect();
                heard.cues.push_str(&format!("{} ", Line::cue(&lines)));
            }
            heard.ticket = answer.ticket.clone();
            heard.urgent = answer.urgent;
        }
        heard
    }

    fn say(&mut self, phrases: &[Phrase]) -> String {
        let texts: Vec<&str> = phrases.iter().map(|phrase| phrase.text.as_str()).collect();
        let words = texts.join(" ");
        self.words.extend(Some(words.clone()).filter(|words| !words.is_empty()));
        words
    }
}

/// The caller's next input, or the end of the call.
enum Then {
    Input(Input, Option<Digits>),
    Ends(&'static str),
}

impl PlainText<'_> {
    /// Places a call.
    ///
    /// # Panics
    /// If the helpline does not answer, because these calls have no faults.
    pub async fn call(&self, caller: &mut dyn Caller) -> Told {
        let mut told = Told::default();
        let (mut input, mut digits) = (Input::Start, None);
        loop {
            let answer = self.ask(told.answers.last(), told.answers.len(), &input, digits).await;
            told.say(&answer.say);
            let then = self.does(&answer, &mut told, caller);
            told.answers.push(answer);
            match then {
                Then::Input(next, typed) => (input, digits) = (next, typed),
                Then::Ends(how) => return Told { ended: how, ..told },
            }
        }
    }

    async fn ask(&self, last: Option<&Answer>, asked: usize, input: &Input, digits: Option<Digits>) -> Answer {
        let call = last.map_or_else(|| Call::new(self.playbook), |last| read_token(&last.state, self.playbook));
        let call = call.unwrap_or_else(|| panic!("the state is read again: {last:?}"));
        let contact = ContactId::new(self.contact.clone()).unwrap_or_else(|_| panic!("{} is an id", self.contact));
        let caller = CallerNumber::new(&self.phone);
        let number = last.map_or(0, |last| last.step);
        let step = CallStep { contact, number, call, proven: true, input: input.clone(), digits, caller };
        let seconds = 10 * (i64::try_from(asked).unwrap_or(0) + 1);
        let now = self.rings_at + SignedDuration::from_secs(seconds);
        match answer(self.playbook, self.memory, &step, self.draw, now).await.map(|stepped| stepped.answered) {
            Ok(Answered::Answer(answer)) => *answer,
            other => panic!("{input:?}: {other:?}"),
        }
    }

    /// Carries out an answer; returns the next input, or the end of the call.
    fn does(&self, answer: &Answer, told: &mut Told, caller: &mut dyn Caller) -> Then {
        match answer.act {
            Act::Menu => key(caller, &told.say(&answer.ask), WAITS_MS),
            Act::Chunk => key(caller, &told.say(&answer.ask), GOES_ON_MS),
            Act::Pin => typed(caller, &told.say(&answer.ask), DIGITS[0]),
            Act::Number => typed(caller, &told.say(&answer.ask), DIGITS[1]),
            Act::Record => match prompted(caller, &told.say(&answer.ask), Takes::Menu { keys: &["0"] }, GOES_ON_MS) {
                Response::HangUp { .. } => Then::Ends("hung-up"),
                Response::Press { .. } => Then::Input(Input::Key(refuse_key()), None),
                _ => Then::Input(Input::Beep, None),
            },
            Act::Listen => speaks(caller),
            Act::Person => Then::Input(
                match self.agents {
                    Agents::Away => Input::NobodyFree,
                    Agents::Busy => Input::Queue(Some(600)),
                    Agents::Free => Input::Queue(Some(20)),
                },
                None,
            ),
            Act::Connect => Then::Ends("queued"),
            Act::End => Then::Ends("disconnected"),
        }
    }
}

fn refuse_key() -> Key {
    Key::new('0').unwrap_or_else(|| unreachable!("it is a key"))
}

/// Returns the caller's response to a prompt; a key that comes too late counts as silence.
fn prompted(caller: &mut dyn Caller, text: &str, input: Takes<'_>, waits_ms: u64) -> Response {
    let ms = saying(text);
    let heard =
        connect_flow::Heard { action: "plain text", text: Some(text), ssml: None, recording: None, at_ms: 0, ms };
    let prompt =
        Prompt { action: "plain text", heard: Some(heard), input, recording: false, time_limit_ms: waits_ms, at_ms: 0 };
    match caller.respond(&prompt) {
        Response::Press { at: Moment::FromStart(at), .. } if at > ms + waits_ms => Response::Silence,
        response => response,
    }
}

fn key(caller: &mut dyn Caller, text: &str, waits_ms: u64) -> Then {
    let keys = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"];
    match prompted(caller, text, Takes::Menu { keys: &keys }, waits_ms) {
        Response::HangUp { .. } => Then::Ends("hung-up"),
        Response::Press { keys, .. } => {
            let first = keys.as_str().chars().next().and_then(Key::new);
            Then::Input(first.map_or(Input::Silence, Input::Key), None)
        }
        _ => Then::Input(Input::Silence, None),
    }
}

fn typed(caller: &mut dyn Caller, text: &str, most: usize) -> Then {
    match prompted(caller, text, Takes::Store { maximum_length: most, terminator: "#" }, WAITS_MS) {
        Response::HangUp { .. } => Then::Ends("hung-up"),
        Response::Press { keys, .. } => match of_the(&keys, most).as_str() {
            "*" => Then::Input(Key::new('*').map_or(Input::Silence, Input::Key), None),
            digits => Then::Input(Input::Digits, Digits::new(digits)),
        },
        _ => Then::Input(Input::Digits, None),
    }
}

/// Returns the digits before the end key, at most `most`.
fn of_the(keys: &Keys, most: usize) -> String {
    keys.as_str().chars().take_while(|key| *key != '#').take(most).collect()
}

/// Lets the caller speak after the beep.
fn speaks(caller: &mut dyn Caller) -> Then {
    let prompt = Prompt {
        action: "plain text",
        heard: None,
        input: Takes::Menu { keys: &["#"] },
        recording: true,
        time_limit_ms: 45_000,
        at_ms: 0,
    };
    match caller.respond(&prompt) {
        Response::HangUp { .. } | Response::Speak { then: AfterSpeech::HangUp, .. } => Then::Ends("hung-up"),
        _ => Then::Input(Input::NoteEnded, None),
    }
}
