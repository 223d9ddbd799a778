//! What can be heard at a moment and no script holds, schemes above all, fetched for one step of a call. It never travels
//! with the call: what is heard next is fetched anew, so that a text that has ended is not spoken on.

use jiff::civil::Date;
use lifecycle::{Assignment, LanguageCode, SchemeCode, Ticket};
use std::collections::BTreeMap;

/// Words in each language.
pub type Said = BTreeMap<LanguageCode, String>;

/// Which text of which scheme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemeId {
    /// The scheme.
    pub code: SchemeCode,
    /// Its text.
    pub version: u32,
}

/// A scheme in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Which text is heard of it now.
    pub id: SchemeId,
    /// Its name as people say it.
    pub name: Said,
    /// Under what it is found, such as `women`.
    pub subject: String,
    /// Whether the coordinator has given it the first key for now.
    pub of_the_moment: bool,
}

/// A scheme's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Which.
    pub id: SchemeId,
    /// Whether its department has not approved it yet.
    pub draft: bool,
    /// What is said, a chunk at a time.
    pub chunks: Vec<Said>,
    /// What is asked of who wants to know whether it is for them, and whether yes speaks for it.
    pub questions: Vec<(Said, bool)>,
    /// What goes wrong with it, such as "money stopped".
    pub trouble: Said,
    /// Where a complaint about that goes.
    pub to: Assignment,
    /// Whether it can be sent to a phone as an SMS.
    pub texted: bool,
    /// Whether it pays people, who then ask where their money is.
    pub pays: bool,
}

/// What is known of a caller's money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payment {
    /// No system of the department's can be asked.
    NotOffered,
    /// It was paid that day.
    Paid(Date),
    /// It will be paid by that day.
    Due(Date),
    /// It is held back.
    Stopped,
    /// The department knows nobody by this phone.
    NobodyKnown,
    /// The department's system does not answer now.
    Unknown,
}

/// What was fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// The schemes that are heard now; `None` until they were fetched.
    pub listed: Option<Vec<Listed>>,
    /// The texts that were fetched, by scheme.
    pub told: BTreeMap<SchemeCode, Found>,
    /// Whether the SMS that was asked for will be sent.
    pub sent: Option<bool>,
    /// What is known of the caller's money.
    pub payment: Option<Payment>,
    /// The answer to the question that is spoken of; `Some(None)`: it cannot be read.
    pub answer: Option<Option<String>>,
}

/// What was found of a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The text that is heard now. It may be a newer one than was asked for.
    Text(Told),
    /// It is heard no more.
    Over,
    /// Nothing can be read.
    Unknown,
}

/// What a step lacks: fetched or done, and the step taken again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wants {
    /// The list.
    List,
    /// The text of this scheme.
    Text(SchemeCode),
    /// This text as an SMS to the caller's phone.
    Sms(SchemeId),
    /// Where the caller's money of this scheme is.
    Payment(SchemeCode),
    /// The answer to the question that is spoken of.
    Answer(Ticket),
}

/// What a call teaches about schemes; counted by scheme and week, never by caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Learned {
    /// This scheme was asked for, and began to be told.
    Asked(SchemeCode),
    /// Its last chunk was heard.
    HeardOut(SchemeCode),
    /// What goes wrong with it was complained of, and registered.
    Complained(SchemeCode),
    /// A question that no text answers: about a scheme, or where none was chosen about a subject, `#women`, or about none
    /// of them, `#`.
    Questioned(String),
}

/// Where a call is in a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InScheme {
    /// The text that is heard.
    pub id: SchemeId,
    /// Where in it.
    pub place: SchemePlace,
    /// Where a complaint about it goes, also when the text has ended meanwhile.
    pub to: Assignment,
}

/// A place in a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemePlace {
    /// The chunk of that number is heard.
    Chunk(u8),
    /// What can be done next is asked.
    End,
    /// The question of that number is asked; whether all answers so far speak for it.
    Question(u8, bool),
}
