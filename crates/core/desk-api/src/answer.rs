//! The desk's answers. A client may rely on every field that is not optional.

use crate::{Confided, Spelled};
use jiff::Timestamp;
use jiff::civil::Date;
use lifecycle::Ticket;
use serde::{Deserialize, Serialize};

/// An answer, tagged by its outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "outcome", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Answer {
    /// The request was carried out, now or when it was sent before.
    Done(Done),
    /// The request was not carried out, and will not be.
    Rejected {
        /// The reason, and the remedy.
        why: String,
    },
    /// The requested case.
    Case(Box<CaseView>),
    /// The requested cases.
    Cases {
        /// The cases, in the order in which they are due.
        cases: Vec<CaseLine>,
        /// The beginning of the next page. The next request sends it as `after`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
        /// The pseudonym of the caller, if the cases are one caller's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caller: Option<String>,
    },
    /// The scheme catalogue: the versions that callers hear or may still hear, and each scheme's newest version.
    Schemes {
        /// The versions by scheme, the oldest first.
        schemes: Vec<SchemeLine>,
        /// The schemes with a version that this release cannot read. Callers do not hear that version.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unreadable: Vec<String>,
    },
    /// The counts of schemes in a week.
    Heard {
        /// The week, from Monday to Sunday in India, such as `2026-W48`.
        week: String,
        /// The counts by scheme. `#women` counts the questions of a subject, `#` the questions without a subject.
        heard: Vec<HeardLine>,
    },
    /// A department's answers to callers' questions.
    Answers {
        /// The answers, the newest first.
        answers: Vec<AnswerLine>,
    },
}

impl Answer {
    /// Makes a refusal with its reason.
    #[must_use]
    pub fn rejected(why: impl ToString) -> Self {
        Self::Rejected { why: why.to_string() }
    }

    /// Returns the outcome, as it is sent and logged.
    #[must_use]
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::Done(_) => "done",
            Self::Rejected { .. } => "rejected",
            Self::Case(_) => "case",
            Self::Cases { .. } => "cases",
            Self::Schemes { .. } => "schemes",
            Self::Heard { .. } => "heard",
            Self::Answers { .. } => "answers",
        }
    }
}

/// A request that was carried out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// The event that the request caused, or `nothing` if the case was already in that state.
    pub event: String,
    /// The present version of the case or of the scheme, if the actor may know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// The state, as the actor sees it.
    pub state: String,
    /// The disclosed value for the acting officer, the link to the audio of a note, or the whole of a transcript.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Confided>,
    /// The ticket of the case, if this request opened a case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Spelled<Ticket>>,
}

/// A case in a list. It shows neither the caller nor the subject of a confidential case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseLine {
    /// The ticket.
    pub ticket: Spelled<Ticket>,
    /// The state, as the actor sees it.
    pub state: String,
    /// The escalation level that must act.
    pub level: String,
    /// The code of the case's department, or `-`.
    pub department: String,
    /// The category, or `-` if there is none or it is hidden.
    pub category: String,
    /// The day at whose close it is due, in India, if the actor may know it. A moment could tell when the citizen
    /// called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Spelled<Date>>,
    /// The case's version, if the actor may know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// The promises to the citizen, if the actor may know them.
    pub promises: Vec<PromiseLine>,
}

/// A promise to the citizen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PromiseLine {
    /// The number that names the promise in `keep-promise` and `not-reached`.
    pub number: u16,
    /// The kind of the promised telephone call.
    pub kind: String,
}

/// One case with the words of its caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseView {
    /// The case, as a list shows it.
    pub case: CaseLine,
    /// The district, or `unknown`.
    pub district: String,
    /// The scheme that the case is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// The caller's words, as far as they may leave, in the order in which they were spoken or told to an agent.
    pub said: Vec<String>,
    /// The department's question, while the case waits for the citizen's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// The department's words for the citizen, in their order, for the centre, which tells them on a call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to_tell: Vec<OfficersWords>,
    /// The department that the caller's words suggest, and those words, for the staff who assign cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<String>,
    /// The voice notes whose audio is kept.
    pub notes: Vec<NoteLine>,
}

/// Words of an officer that are meant for the citizen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfficersWords {
    /// The event: `asked`, `action-taken`, `interim-replied` or `rejected`.
    pub event: String,
    /// The words.
    pub words: String,
}

/// A voice note whose audio is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NoteLine {
    /// The note's number within the case, from 1. `listen`, `read-transcript` and `release-words` name the note by it.
    /// No answer names the call: two cases of one caller would show the same call.
    pub number: u16,
    /// The note's length in seconds.
    pub seconds: u16,
    /// The reasons for which the note is hard to hear.
    pub marks: Vec<String>,
    /// `true` while the note's transcript waits for the coordinator to read it.
    pub unread: bool,
}

/// A version of a scheme in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SchemeLine {
    /// The scheme.
    pub code: String,
    /// The version's number.
    pub version: u32,
    /// The scheme's department.
    pub department: String,
    /// `draft`, `approved` or `withdrawn`.
    pub state: String,
    /// The author of the version.
    pub written_by: String,
    /// The second person, who approved the version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
    /// The first day on which callers hear the version.
    pub starts: String,
    /// The first day on which callers no longer hear the version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
}

/// The counts of one scheme in a week.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HeardLine {
    /// The scheme's code. `#women` counts the questions of a subject, `#` the questions without a subject.
    pub of: String,
    /// The number of times that callers asked for the scheme.
    pub asked: u64,
    /// The number of times that callers heard the scheme to the end.
    pub heard_out: u64,
    /// The number of complaints about the scheme that followed.
    pub complained: u64,
    /// The number of questions that no scheme version answered.
    pub questioned: u64,
}

/// A department's answer to a caller's question. The answer may be of use to every caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerLine {
    /// The ticket of the question.
    pub ticket: Spelled<Ticket>,
    /// The time of the answer.
    pub at: Spelled<Timestamp>,
    /// The scheme in question, if the caller had heard a scheme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// The caller's language.
    pub language: String,
    /// The answer.
    pub answer: String,
}
