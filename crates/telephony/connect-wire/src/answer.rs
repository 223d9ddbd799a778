//! What the contact flow reads back.

use dialogue::{Line, Playbook, Reply, Step};
use directory::TRIAGE;
use lifecycle::DepartmentCode;
use protocol::write_token;
use serde::Serialize;

/// Version of the set of keys below. A flow of version N is served by functions of version N and N+1: whom a flow of
/// version 2 is to tell of a scheme, it leads to a person.
pub const ANSWER_VERSION: &str = "3";

/// Stands where there is nothing to say: an empty string is where contact flows break.
pub const NOTHING: &str = "-";

/// A closed set of strings: every key is always there, none is empty, all together stay far below the 32 KB
/// that Amazon Connect takes (administrator guide, "Invoke AWS Lambda functions").
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// [`ANSWER_VERSION`].
    pub v: &'static str,
    /// What to do: `menu`, `say_menu`, `chunk`, `pin`, `number`, `record`, `listen`, `agent`, `say_agent`, `connect`,
    /// `say_connect` or `end`.
    #[serde(rename = "do")]
    pub act: &'static str,
    /// The number of the next step.
    pub step: String,
    /// Where the call is; comes back with the next step.
    pub state: String,
    /// Said in full before anything else.
    pub say: String,
    /// Said until a key is pressed; with `listen`, now and then while the caller speaks.
    pub ask: String,
    /// Which prompts `say` is made of.
    pub say_cue: String,
    /// Which prompts `ask` is made of.
    pub ask_cue: String,
    /// The language spoken, such as `hi-IN`.
    pub lang: String,
    /// `urgent` where somebody is in danger, else `none`.
    pub flag: String,
    /// The earlier case that the call speaks of, or `none`: whoever takes the call need not ask for it.
    pub about: String,
    /// The ticket of the case that this call makes, or `none`.
    pub ticket: String,
    /// Who has the case: a department's code, `TRIAGE`, or `none`.
    pub department: String,
}

impl Answer {
    /// The answer to step `number` of a call.
    #[must_use]
    pub fn of(playbook: &Playbook, step: &Step, number: u32) -> Self {
        let (act, say, ask): (_, &[Line], &[Line]) = match &step.reply {
            Reply::Menu { say, ask } if say.is_empty() => ("menu", &[], ask),
            Reply::Menu { say, ask } => ("say_menu", say, ask),
            Reply::Chunk { ask } => ("chunk", &[], ask),
            Reply::Digits { ask, secret: true, .. } => ("pin", &[], ask),
            Reply::Digits { ask, secret: false, .. } => ("number", &[], ask),
            Reply::Record { notice } => ("record", &[], notice),
            Reply::Listen { keep } => ("listen", &[], keep),
            Reply::Person { say, .. } if say.is_empty() => ("agent", &[], &[]),
            Reply::Person { say, .. } => ("say_agent", say, &[]),
            Reply::Connect { say, .. } if say.is_empty() => ("connect", &[], &[]),
            Reply::Connect { say, .. } => ("say_connect", say, &[]),
            Reply::End { say } => ("end", say, &[]),
        };
        let said = |lines: &[Line]| filled(playbook.say(lines, &step.call.language));
        let case = step.call.case.as_ref();
        let department = case.and_then(|case| case.department.as_ref()).map(DepartmentCode::as_str);
        let department = department.or_else(|| case.filter(|case| case.at_triage).map(|_| TRIAGE)).unwrap_or("none");
        Self {
            v: ANSWER_VERSION,
            act,
            step: number.saturating_add(1).to_string(),
            state: write_token(&step.call),
            say: said(say),
            ask: said(ask),
            say_cue: filled(Line::cue(say)),
            ask_cue: filled(Line::cue(ask)),
            lang: filled(playbook.locale(&step.call.language).to_owned()),
            flag: match step.reply {
                Reply::Person { urgent: true, .. } | Reply::Connect { urgent: true, .. } => "urgent".to_owned(),
                _ => "none".to_owned(),
            },
            about: step.call.caller.earlier.as_ref().map_or_else(|| "none".to_owned(), |e| e.ticket.to_string()),
            ticket: case.map_or_else(|| "none".to_owned(), |c| c.ticket.to_string()),
            department: department.to_owned(),
        }
    }
}

fn filled(text: String) -> String {
    if text.trim().is_empty() { NOTHING.to_owned() } else { text }
}
