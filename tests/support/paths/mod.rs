//! The paths through the conversation. Each path is written once, and runs in process and on a deployed stack, in Hindi
//! and English.

mod danger;
mod earlier;
mod new;
mod people;
mod pins;

use crate::desk;
use crate::practised::Practised;
use crate::town::{Agents, Heard, Town};
use desk_api::Answer;
use serde_json::{Value, json};

/// A path: its name, which states the expected behaviour, and the function that walks it.
pub type Path = (&'static str, fn(&mut Walk<'_>));

/// Returns all paths.
#[must_use]
pub fn all() -> Vec<Path> {
    [new::PATHS, earlier::PATHS, pins::PATHS, danger::PATHS, people::PATHS].concat()
}

/// A language: the keys that choose it in a first call, and the other language that its speakers are offered.
#[derive(Debug, Clone, Copy)]
pub struct Tongue {
    /// The keys that choose the language.
    pub keys: &'static [&'static str],
    /// The code of the other language that is offered.
    pub next: &'static str,
}

impl Tongue {
    /// The language in which calls begin.
    pub const HINDI: Self = Self { keys: &[], next: "en" };
    /// The second language.
    pub const ENGLISH: Self = Self { keys: &["9"], next: "hi" };
    /// The draft of a third language, for towns that speak draft languages.
    pub const BUNDELI: Self = Self { keys: &["9", "9"], next: "hi" };
}

/// A caller on a path, in one language.
pub struct Walk<'a> {
    town: &'a mut dyn Town,
    tongue: Tongue,
    phone: String,
    other_phone: String,
    /// `true` if this phone has already called in this language, so that the helpline remembers the language.
    spoken: bool,
    commands: u32,
}

/// The PIN that the caller chooses for a case.
const PIN: &str = "4271";
/// The second PIN, for duress.
const DURESS: &str = "9081";

/// An officer of the ration department.
const OFFICER: &str = "officer:FCS:L1:ramesh";
/// An agent of the helpline.
const AGENT: &str = "agent:asha";

impl<'a> Walk<'a> {
    /// Makes a caller with two phones: `phone`, which is new to the helpline, and `other_phone`.
    pub fn new(town: &'a mut dyn Town, tongue: Tongue, phone: &str, other_phone: &str) -> Self {
        let (phone, other_phone) = (phone.to_owned(), other_phone.to_owned());
        Self { town, tongue, phone, other_phone, spoken: false, commands: 0 }
    }

    /// Calls with these actions; see [`Practised::who_does`].
    pub fn calls(&mut self, acts: &[&str]) -> Heard {
        self.calls_while(Agents::Free, acts)
    }

    /// Calls, and chooses the language again.
    fn calls_anew(&mut self, acts: &[&str]) -> Heard {
        self.spoken = false;
        self.calls(acts)
    }

    fn calls_while(&mut self, agents: Agents, acts: &[&str]) -> Heard {
        let phone = self.phone.clone();
        let first = !std::mem::replace(&mut self.spoken, true);
        self.place(&phone, agents, acts, first)
    }

    /// Calls from another person's phone.
    fn calls_from_elsewhere(&mut self, acts: &[&str]) -> Heard {
        self.calls_from_elsewhere_while(Agents::Free, acts)
    }

    fn calls_from_elsewhere_while(&mut self, agents: Agents, acts: &[&str]) -> Heard {
        let phone = self.other_phone.clone();
        self.place(&phone, agents, acts, true)
    }

    fn place(&mut self, phone: &str, agents: Agents, acts: &[&str], choose: bool) -> Heard {
        let choice = if choose { self.tongue.keys } else { &[] };
        let mut caller = Practised::who_does(choice.iter().chain(acts).copied());
        self.town.call(phone, agents, &mut caller)
    }

    /// Calls for the first time about something new; returns the ticket.
    fn has_a_case(&mut self) -> String {
        let heard = self.calls(&["1", "1", "1", "-"]);
        let ticket = heard.ticket.unwrap_or_default();
        self.stands(&ticket, "triaged L1 FCS");
        ticket
    }

    /// Calls for the first time about something new, and chooses both PINs; returns the ticket.
    fn has_a_case_with_pins(&mut self) -> String {
        let heard = self.calls(&["1", "1", "1", "3", PIN, DURESS]);
        said(&heard, &["choose_a_pin", "pin_kept", "pins_kept"]);
        let ticket = heard.ticket.unwrap_or_default();
        self.stands(&ticket, "triaged L1 FCS");
        ticket
    }

    /// Asks a question that its department answers; returns the ticket.
    fn has_an_answer(&mut self, answer: &str) -> String {
        let ticket = self.calls(&["1"]).ticket.unwrap_or_default();
        self.staff(AGENT, &ticket, "sort", json!({ "department": "FCS", "category": "general", "kind": "query" }));
        self.staff(OFFICER, &ticket, "take-action", json!({ "note": answer }));
        ticket
    }

    /// Gives a command of the staff, which must be carried out.
    fn staff(&mut self, by: &str, ticket: &str, command: &str, given: Value) {
        self.commands += 1;
        let id = format!("{}-{}", self.phone.trim_start_matches('+'), self.commands);
        let seen = (!by.starts_with("agent")).then(|| self.town.version(ticket));
        let answer = self.town.staff(by, desk::command(ticket, &id, command, &given, seen).into());
        assert!(matches!(answer, Answer::Done(_)), "{by} {command}: {answer:?}");
    }

    fn stands(&self, ticket: &str, expected: &str) {
        assert_eq!(self.town.case(ticket), expected, "case {ticket}");
    }

    fn happened(&self, ticket: &str, event: &str) -> bool {
        self.town.events(ticket).iter().any(|happened| happened == event)
    }
}

/// Asserts that all these prompts were heard.
fn said(heard: &Heard, prompts: &[&str]) {
    for prompt in prompts {
        assert!(heard.said(prompt), "`{prompt}` was not said: {}", heard.cues);
    }
}

/// Asserts that none of these prompts was heard.
fn not_said(heard: &Heard, prompts: &[&str]) {
    for prompt in prompts {
        assert!(!heard.said(prompt), "`{prompt}` was said: {}", heard.cues);
    }
}
