//! The words that the contact flow reads back.

use dialogue::Line;
use protocol::{Act, Answer, Phrase};
use serde::Serialize;

/// Version of the set of keys below. A flow of version N is served by functions of version N and N+1: whom a flow of
/// version 2 is to tell of a scheme, it leads to a person.
pub const ANSWER_VERSION: &str = "3";

/// Stands where there is nothing to say: an empty string is where contact flows break.
pub const NOTHING: &str = "-";

/// A closed set of strings: every key is always there, none is empty, all together stay far below the 32 KB
/// that Amazon Connect takes (administrator guide, "Invoke AWS Lambda functions").
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlatAnswer {
    /// [`ANSWER_VERSION`].
    pub v: &'static str,
    /// The next act: `menu`, `say_menu`, `chunk`, `pin`, `number`, `record`, `listen`, `agent`, `say_agent`, `connect`,
    /// `say_connect` or `end`.
    #[serde(rename = "do")]
    pub act: &'static str,
    /// The number of the next step.
    pub step: String,
    /// The call's state; the flow sends it back with the next step.
    pub state: String,
    /// Said in full before anything else.
    pub say: String,
    /// Said until a key is pressed; with `listen`, now and then while the caller speaks.
    pub ask: String,
    /// The prompts in `say`, with their values.
    pub say_cue: String,
    /// The prompts in `ask`, with their values.
    pub ask_cue: String,
    /// The language spoken, such as `hi-IN`.
    pub lang: String,
    /// `urgent` where somebody is in danger, else `none`.
    pub flag: String,
    /// The earlier case that the call speaks of, or `none`: an agent who takes the call need not ask.
    pub about: String,
    /// The ticket of the case that this call makes, or `none`.
    pub ticket: String,
    /// The desk that has the case: a department's code, `TRIAGE`, or `none`.
    pub department: String,
}

impl FlatAnswer {
    /// The answer in the flow's own words.
    #[must_use]
    pub fn of(answer: &Answer) -> Self {
        let silent = answer.say.is_empty();
        let act = match answer.act {
            Act::Menu if silent => "menu",
            Act::Menu => "say_menu",
            Act::Chunk => "chunk",
            Act::Pin => "pin",
            Act::Number => "number",
            Act::Record => "record",
            Act::Listen => "listen",
            Act::Person if silent => "agent",
            Act::Person => "say_agent",
            Act::Connect if silent => "connect",
            Act::Connect => "say_connect",
            Act::End => "end",
        };
        let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
        Self {
            v: ANSWER_VERSION,
            act,
            step: answer.step.to_string(),
            state: answer.state.clone(),
            say: said(&answer.say),
            ask: said(&answer.ask),
            say_cue: cue(&answer.say),
            ask_cue: cue(&answer.ask),
            lang: filled(answer.locale.clone()),
            flag: if answer.urgent { "urgent" } else { "none" }.to_owned(),
            about: or_none(&answer.about),
            ticket: or_none(&answer.ticket),
            department: or_none(&answer.department),
        }
    }
}

fn said(phrases: &[Phrase]) -> String {
    let texts: Vec<&str> = phrases.iter().map(|phrase| phrase.text.as_str()).collect();
    filled(texts.join(" "))
}

fn cue(phrases: &[Phrase]) -> String {
    let lines: Vec<Line> = phrases.iter().map(Phrase::line).collect();
    filled(Line::cue(&lines))
}

fn filled(text: String) -> String {
    if text.trim().is_empty() { NOTHING.to_owned() } else { text }
}
