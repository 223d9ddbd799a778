//! A scheme: what is said of it, and to whom it speaks.

use crate::{Said, SchemeCode, seconds, written};
use jiff::civil::Date;
use lifecycle::{CategoryCode, DepartmentCode, LanguageCode};
use serde::{Deserialize, Serialize};

/// Names that a file may write, and nothing else.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $said:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$each])* #[serde(rename = $said)] $variant,)+
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name in a file.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $said,)+ }
            }

            /// The one of this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == name)
            }
        }
    };
}

named! {
    /// What a caller chooses by: one menu of the phone, so one key each.
    Subject {
        /// Money and help for women and mothers.
        Women = "women",
        /// Children, school, college.
        Children = "children-and-students",
        /// Fields, cattle, pumps, lost crops.
        Farming = "farming",
        /// Pensions, disability, who is left alone.
        Pension = "pension-and-support",
        /// Hospital and treatment.
        Health = "health",
        /// Ration, gas, light, water, a house and its land.
        Home = "home",
        /// Work, wages, a trade.
        Work = "work-and-wages",
        /// Police, roads, licences, rights.
        Other = "other",
    }
}

named! {
    /// What a chunk tells.
    About {
        /// What the scheme is.
        What = "what",
        /// For whom it is.
        Who = "who",
        /// What it gives.
        Amount = "amount",
        /// What to bring.
        Bring = "bring",
        /// Where to go.
        Place = "place",
        /// Whether its form is open.
        Form = "form",
    }
}

named! {
    /// Whether one can apply now.
    Form {
        /// There is a time for it, and this is it.
        Open = "open",
        /// Not now.
        Closed = "closed",
        /// At any time, or nobody need apply.
        Always = "always",
        /// The department has not said.
        Unknown = "unknown",
    }
}

named! {
    /// What a caller answers to a question.
    Answer {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
}

/// A scheme of a department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    /// Its code, never reused.
    #[serde(with = "written")]
    pub code: SchemeCode,
    /// Whose it is.
    #[serde(with = "written")]
    pub department: DepartmentCode,
    /// What a complaint about it is in that department.
    #[serde(with = "written")]
    pub trouble: CategoryCode,
    /// Where a caller looks for it.
    pub subject: Subject,
    /// Its name as people say it; in Hindi in the form that "के लिए" asks for.
    pub name: Said,
    /// What is spoken, running on without keys.
    pub chunks: Vec<Chunk>,
    /// Whether one can apply now.
    pub form: Form,
    /// What tells whether it is for the caller.
    pub questions: Vec<Question>,
    /// Where every figure comes from.
    pub facts: Vec<Fact>,
    /// What goes wrong, as the option that leads to a complaint says it: "पैसा रुका हो", "Money stopped".
    pub trouble_said: Said,
    /// What is texted.
    pub sms: Said,
    /// Under which ids India's operators know that text (TRAI's DLT registers); without them no operator delivers it.
    #[serde(default)]
    pub sms_templates: Option<Said>,
    /// Whether it pays people, who then ask where their money is.
    #[serde(default)]
    pub pays: bool,
    /// The first day in India on which it is spoken.
    #[serde(with = "written")]
    pub starts: Date,
    /// The first day on which it no longer is.
    #[serde(with = "written")]
    pub ends: Option<Date>,
}

/// What is said in one breath.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    /// What it tells.
    pub about: About,
    /// Its words.
    pub said: Said,
}

/// A question that is answered with yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its words.
    pub said: Said,
    /// The answer that speaks for the scheme.
    pub speaks_for: Answer,
}

/// A figure and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its words as they stand in a chunk or a question.
    pub said: Said,
    /// Its words or digits as they stand in what is texted.
    pub written: Option<Said>,
    /// The address of its source.
    pub source: String,
    /// The day of the source.
    #[serde(with = "written")]
    pub date: Date,
}

impl Scheme {
    /// Seconds of all its chunks in a language.
    #[must_use]
    pub fn seconds(&self, language: &LanguageCode) -> f64 {
        self.chunks.iter().map(|chunk| seconds(chunk.said.in_language(language))).sum()
    }
}
