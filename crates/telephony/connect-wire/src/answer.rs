//! The answer as the strings that the contact flow reads.

use dialogue::Line;
use protocol::{Act, Answer, Phrase};
use serde::Serialize;

/// Version of the set of keys below. Functions of version N and N+1 serve a flow of version N. A flow of version 2
/// cannot play a scheme to a caller, so it connects such a caller to an agent.
pub const ANSWER_VERSION: &str = "3";

/// Stands for an empty text, because an empty string breaks contact flows.
pub const NOTHING: &str = "-";

/// The answer as a closed set of strings. Every key is always present, and no value is empty. The whole answer stays
/// far below the 32 KB that Amazon Connect accepts (administrator guide, "Invoke AWS Lambda functions").
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
    /// The call's state. The flow sends it back with the next step.
    pub state: String,
    /// The words to say in full, before anything else.
    pub say: String,
    /// The words to say until a key is pressed. With `listen`, they are said now and then while the caller speaks.
    pub ask: String,
    /// The prompts in `say`, with their values.
    pub say_cue: String,
    /// The prompts in `ask`, with their values.
    pub ask_cue: String,
    /// The language of the words, such as `hi-IN`.
    pub lang: String,
    /// `urgent` if somebody is in danger, else `none`.
    pub flag: String,
    /// The ticket of the earlier case that the call is about, or `none`. An agent who takes the call need not ask for
    /// the ticket.
    pub about: String,
    /// The ticket of the case that this call creates, or `none`.
    pub ticket: String,
    /// The desk that has the case: a department's code, `TRIAGE`, or `none`.
    pub department: String,
}

impl FlatAnswer {
    /// Returns the answer in the flow's own keys and words.
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
