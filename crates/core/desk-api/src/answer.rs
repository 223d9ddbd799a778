//! The desk's answers. A client may rely on every field that is not optional.

use crate::{Confided, Spelled};
use jiff::Timestamp;
use lifecycle::Ticket;
use serde::{Deserialize, Serialize};

/// An answer, tagged by its outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "outcome", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Answer {
    /// The request was carried out, now or before.
    Done(Done),
    /// It was not, and will not be.
    Rejected {
        /// Why, and what to do instead.
        why: String,
    },
    /// The case asked for.
    Case(Box<CaseView>),
    /// The cases asked for.
    Cases {
        /// In the order in which they are due.
        cases: Vec<CaseLine>,
        /// The beginning of the next page: the `after` of the next request.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
        /// Whose they are, under a pseudonym, where they are one caller's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caller: Option<String>,
    },
    /// The texts of schemes that are at hand.
    Schemes {
        /// By scheme, the oldest first.
        schemes: Vec<SchemeLine>,
        /// The schemes with a text that this release cannot read, and so nobody hears.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unreadable: Vec<String>,
    },
    /// The counts of schemes in a week.
    Heard {
        /// The week, Monday to Sunday in India, such as `2026-W48`.
        week: String,
        /// By scheme; `#women` has the questions of a subject, `#` those of none.
        heard: Vec<HeardLine>,
    },
    /// A department's answers to questions.
    Answers {
        /// The newest first.
        answers: Vec<AnswerLine>,
    },
}

impl Answer {
    /// The refusal that says why.
    #[must_use]
    pub fn rejected(why: impl ToString) -> Self {
        Self::Rejected { why: why.to_string() }
    }

    /// Its outcome, as it is sent and logged.
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
    /// The event that followed, or `nothing` where the case was in that state already.
    pub event: String,
    /// The version that the case or the text has now, if the actor may know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// The state, as the actor sees it.
    pub state: String,
    /// The disclosed value for the acting officer; for a note the link to its sound, for a transcript the whole text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Confided>,
    /// The case, where this request opened it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Spelled<Ticket>>,
}

/// A case in a list. Never its subject, if it is quiet; never who called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseLine {
    /// Its number.
    pub ticket: Spelled<Ticket>,
    /// Its state, as the actor sees it.
    pub state: String,
    /// The level that must act.
    pub level: String,
    /// Its department's code, or `-`.
    pub department: String,
    /// Its category, or `-` where there is none or it is hidden.
    pub category: String,
    /// When it is due, if the actor may know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Spelled<Timestamp>>,
    /// Its version, if the actor may know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// The promises to the citizen, if the actor may know them.
    pub promises: Vec<PromiseLine>,
}

/// Something that the citizen was promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PromiseLine {
    /// The number by which `keep-promise` and `not-reached` name it.
    pub number: u16,
    /// The kind of call.
    pub kind: String,
}

/// One case with the words of its caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseView {
    /// As it stands in a list.
    pub case: CaseLine,
    /// The district, or `unknown`.
    pub district: String,
    /// The scheme that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// The caller's words, as far as they may leave, in their order.
    pub said: Vec<String>,
    /// The department that those words speak for, and which words: for those who sort.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<String>,
    /// The notes of which sound is kept.
    pub notes: Vec<NoteLine>,
}

/// A note of which sound is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NoteLine {
    /// The call, by which `listen` asks for the sound.
    pub contact: String,
    /// The note's length in seconds.
    pub seconds: u16,
    /// Reasons for which it is hard to hear.
    pub marks: Vec<String>,
    /// `true` while its text waits for the coordinator to read it.
    pub unread: bool,
}

/// A text of a scheme in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SchemeLine {
    /// The scheme.
    pub code: String,
    /// The text's version.
    pub version: u32,
    /// Its department.
    pub department: String,
    /// `draft`, `approved` or `withdrawn`.
    pub state: String,
    /// Its author.
    pub written_by: String,
    /// The second person, who approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
    /// The first day on which it is heard.
    pub starts: String,
    /// The first day on which it is heard no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
}

/// The counts of one scheme in a week.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HeardLine {
    /// The scheme; `#women` has the questions of a subject, `#` those of none.
    pub of: String,
    /// Times that it was asked for.
    pub asked: u64,
    /// Times that it was heard to the end.
    pub heard_out: u64,
    /// Complaints about it that followed.
    pub complained: u64,
    /// Questions that no text answered.
    pub questioned: u64,
}

/// An answer to a question, which may be worth telling everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerLine {
    /// The question's case.
    pub ticket: Spelled<Ticket>,
    /// When it was answered.
    pub at: Spelled<Timestamp>,
    /// The scheme that was asked about, where one was heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// The language of the caller.
    pub language: String,
    /// The answer.
    pub answer: String,
}
