//! The answer to a step, in a form that suits every front end.

use crate::token::write_token;
use dialogue::{Arg, Line, Playbook, Reply, Step};
use directory::TRIAGE;
use lifecycle::{DepartmentCode, LanguageCode};
use serde::{Deserialize, Serialize};

/// Version of the form of [`Answer`]. It has no keys that only one front end needs; a front end derives those itself.
pub const ANSWER_VERSION: u32 = 1;

/// The telephone's next act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Say `say` in full, then say `ask` until a key is pressed, and wait for the key.
    Menu,
    /// Say `ask` until a key is pressed. Go on at once after `ask` if no key was pressed.
    Chunk,
    /// Say `ask` until the first digit, and take a PIN. No log may hold the PIN.
    Pin,
    /// Say `ask` until the first digit, and take a number or an id.
    Number,
    /// Say `ask` until a key is pressed, then beep and record. The key that refuses the recording prevents both.
    Record,
    /// Let the caller speak, and say `ask` now and then.
    Listen,
    /// Say `say`, and check if an agent is available and how long the queue is.
    Person,
    /// Say `say`, and hand the call to an agent.
    Connect,
    /// Say `say`, and end the call.
    End,
}

/// One prompt as a caller hears it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// The words, in the call's language.
    pub text: String,
    /// The prompt's name in the prompt files.
    pub prompt: String,
    /// The values in the prompt, in order, each with its name and text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(String, String)>,
}

impl Phrase {
    fn of(playbook: &Playbook, line: &Line, language: &LanguageCode) -> Self {
        Self {
            text: playbook.say(std::slice::from_ref(line), language),
            prompt: line.prompt.clone(),
            values: line.args.iter().map(|arg| (arg.name().to_owned(), arg.value())).collect(),
        }
    }

    /// Returns the prompt with its values, so that it can be said in another language too. A value that this release
    /// does not know is left out.
    #[must_use]
    pub fn line(&self) -> Line {
        let args = self.values.iter().filter_map(|(name, value)| Arg::read(name, value)).collect();
        Line { prompt: self.prompt.clone(), args }
    }
}

/// The answer to a step, the same for every front end, with its words already made. A repeat of the step gets the same
/// answer, even after a deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// [`ANSWER_VERSION`].
    pub v: u32,
    /// The next act.
    #[serde(rename = "do")]
    pub act: Act,
    /// The phrases to say in full, before anything else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub say: Vec<Phrase>,
    /// The phrases to say until a key is pressed; with [`Act::Listen`], now and then while the caller speaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<Phrase>,
    /// The locale of the words for a speech synthesiser, such as `hi-IN`.
    pub locale: String,
    /// The call's state as a token. The front end sends it back with the next step.
    pub state: String,
    /// The number of the next step.
    pub step: u32,
    /// `true` if somebody is in danger.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// The ticket of the earlier case that the call is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The ticket of the case that this call creates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The desk that has the case: a department's code, or `TRIAGE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
}

impl Answer {
    /// Returns the answer to step `number` of a call.
    #[must_use]
    pub fn of(playbook: &Playbook, step: &Step, number: u32) -> Self {
        let (act, say, ask): (_, &[Line], &[Line]) = match &step.reply {
            Reply::Menu { say, ask } => (Act::Menu, say, ask),
            Reply::Chunk { ask } => (Act::Chunk, &[], ask),
            Reply::Digits { ask, secret: true, .. } => (Act::Pin, &[], ask),
            Reply::Digits { ask, secret: false, .. } => (Act::Number, &[], ask),
            Reply::Record { notice } => (Act::Record, &[], notice),
            Reply::Listen { keep } => (Act::Listen, &[], keep),
            Reply::Person { say, .. } => (Act::Person, say, &[]),
            Reply::Connect { say, .. } => (Act::Connect, say, &[]),
            Reply::End { say } => (Act::End, say, &[]),
        };
        let call = &step.call;
        let phrases = |lines: &[Line]| lines.iter().map(|line| Phrase::of(playbook, line, &call.language)).collect();
        let case = call.case.as_ref();
        let department = case.and_then(|case| case.department.as_ref()).map(DepartmentCode::as_str);
        let department = department.or_else(|| case.filter(|case| case.at_triage).map(|_| TRIAGE));
        Self {
            v: ANSWER_VERSION,
            act,
            say: phrases(say),
            ask: phrases(ask),
            locale: playbook.locale(&call.language).to_owned(),
            state: write_token(call),
            step: number.saturating_add(1),
            urgent: matches!(step.reply, Reply::Person { urgent: true, .. } | Reply::Connect { urgent: true, .. }),
            about: call.caller.earlier.as_ref().map(|earlier| earlier.ticket.to_string()),
            ticket: case.map(|case| case.ticket.to_string()),
            department: department.map(str::to_owned),
        }
    }
}
