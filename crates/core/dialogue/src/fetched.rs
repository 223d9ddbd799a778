//! Data that no script holds, above all schemes, fetched for one step of a call. It never travels with the call: the
//! next step fetches it anew, so that a scheme version that has ended is not spoken any more.

use jiff::civil::Date;
use lifecycle::{Assignment, LanguageCode, SchemeCode, Ticket};
use std::collections::BTreeMap;

/// Words in each language.
pub type Said = BTreeMap<LanguageCode, String>;

/// A version of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemeId {
    /// The scheme.
    pub code: SchemeCode,
    /// The number of the version.
    pub version: u32,
}

/// A scheme in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The version that is heard now.
    pub id: SchemeId,
    /// The scheme's name, as people say it.
    pub name: Said,
    /// The subject under which the scheme is found, such as `women`.
    pub subject: String,
    /// `true` for the featured scheme: the coordinator has given it the first key for now.
    pub featured: bool,
}

/// The content of a scheme version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenScheme {
    /// The scheme version.
    pub id: SchemeId,
    /// `true` until the scheme's department approves this version.
    pub draft: bool,
    /// The words, one chunk at a time.
    pub chunks: Vec<Said>,
    /// The questions that show if the scheme may be for the caller, each with the answer that speaks for it (`true`:
    /// yes).
    pub questions: Vec<(Said, bool)>,
    /// The scheme's usual problem, such as "money stopped".
    pub trouble: Said,
    /// The department and category for a complaint about that problem.
    pub to: Assignment,
    /// `true` if the scheme can be sent to a phone as an SMS.
    pub texted: bool,
    /// `true` if the scheme pays people, who then ask where their money is.
    pub pays: bool,
}

/// The state of a caller's payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payment {
    /// The department has no system that can be asked.
    NotOffered,
    /// The money was paid on that day.
    Paid(Date),
    /// The money will be paid by that day.
    Due(Date),
    /// The money is held back.
    Stopped,
    /// The department knows nobody with this phone.
    NobodyKnown,
    /// The department's system does not answer now.
    Unknown,
}

/// The data fetched for one step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetched {
    /// The schemes that are heard now; `None` before they are fetched.
    pub listed: Option<Vec<Listed>>,
    /// The fetched scheme versions, by scheme.
    pub told: BTreeMap<SchemeCode, Found>,
    /// `true` if the requested SMS will be sent; `None` before it is requested.
    pub sent: Option<bool>,
    /// The state of the caller's payment; `None` before it is fetched.
    pub payment: Option<Payment>,
    /// The answer to the citizen's question; `None` before it is fetched, `Some(None)` if it cannot be read.
    pub answer: Option<Option<String>>,
}

/// The result of fetching a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The version that is heard now. It may be newer than the requested one.
    Text(SpokenScheme),
    /// The scheme is heard no more.
    Over,
    /// The scheme cannot be read now.
    Unknown,
}

/// The data or action that a step lacks. It is fetched or done, and the step is taken again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wants {
    /// The list of schemes.
    List,
    /// The content of this scheme.
    Text(SchemeCode),
    /// This scheme version as an SMS to the caller's phone.
    Sms(SchemeId),
    /// The state of the caller's payment from this scheme.
    Payment(SchemeCode),
    /// The answer to the question of this ticket.
    Answer(Ticket),
}

/// A statistic about schemes, counted by scheme and week, never by caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeMetric {
    /// The caller asked for this scheme, and it began to be told.
    Asked(SchemeCode),
    /// The caller heard this scheme to its last chunk.
    HeardOut(SchemeCode),
    /// A complaint about this scheme's usual problem was registered.
    Complained(SchemeCode),
    /// The caller has a question that no scheme version answers: about a scheme (its code), about a subject if no
    /// scheme was chosen (`#women`), or about neither (`#`).
    Questioned(String),
}

/// The position of a call in a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InScheme {
    /// The version that is heard.
    pub id: SchemeId,
    /// The position in that version.
    pub place: SchemePlace,
    /// The department and category for a complaint about the scheme. They are kept in case the version ends meanwhile.
    pub to: Assignment,
}

/// A position in a scheme version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemePlace {
    /// The chunk with that index is heard.
    Chunk(u8),
    /// The caller is asked what to do next.
    End,
    /// The question with that index is asked; `true` if all answers so far speak for the scheme.
    Question(u8, bool),
}
