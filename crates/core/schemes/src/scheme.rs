//! A scheme: its spoken texts, its questions, its SMS and the sources of its figures.

use crate::{Said, SchemeCode, seconds, written};
use jiff::civil::Date;
use lifecycle::{CategoryCode, DepartmentCode, LanguageCode};
use serde::{Deserialize, Serialize};

/// Declares a closed list of names that a file may use.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $said:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$each])* #[serde(rename = $said)] $variant,)+
        }

        impl $name {
            /// All values, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the value's name in a file.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $said,)+ }
            }

            /// Returns the value with this name, if there is one.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == name)
            }
        }
    };
}

named! {
    /// The subjects by which a caller chooses a scheme. They are one menu of the phone, so each has one key.
    Subject {
        /// Money and help for women and mothers.
        Women = "women",
        /// Children, school, college.
        Children = "children-and-students",
        /// Fields, cattle, pumps, lost crops.
        Farming = "farming",
        /// Pensions, disability, people who are left alone.
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
    /// The topic of a chunk.
    About {
        /// The scheme's purpose.
        What = "what",
        /// The people who are eligible.
        Who = "who",
        /// The benefit.
        Amount = "amount",
        /// The papers to bring.
        Bring = "bring",
        /// The office to go to.
        Place = "place",
        /// The state of the application form.
        Form = "form",
    }
}

named! {
    /// The state of the application form: open, closed, always open or unknown.
    Form {
        /// People can apply only at a fixed time, and that time is now.
        Open = "open",
        /// Nobody can apply now.
        Closed = "closed",
        /// People can apply at any time, or need not apply at all.
        Always = "always",
        /// The department has not told the helpline when people can apply.
        Unknown = "unknown",
    }
}

named! {
    /// A caller's answer to a question.
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
    /// The scheme's code, never reused.
    #[serde(with = "written")]
    pub code: SchemeCode,
    /// The department that runs the scheme.
    #[serde(with = "written")]
    pub department: DepartmentCode,
    /// The category, in that department, of a complaint about the scheme.
    #[serde(with = "written")]
    pub trouble: CategoryCode,
    /// The subject under which a caller finds the scheme.
    pub subject: Subject,
    /// The name that people use; in Hindi in the form that stands before "के लिए".
    pub name: Said,
    /// The spoken text. The chunks follow each other without a key.
    pub chunks: Vec<Chunk>,
    /// The state of the application form.
    pub form: Form,
    /// The questions that tell a caller whether they are eligible.
    pub questions: Vec<Question>,
    /// The source of every figure.
    pub facts: Vec<Fact>,
    /// The usual trouble, in the words of the menu option that leads to a complaint: "पैसा रुका हो", "Money stopped".
    pub trouble_said: Said,
    /// The text of the SMS.
    pub sms: Said,
    /// The ids of the SMS's templates in the registers of India's operators (TRAI's DLT registers). Without them no
    /// operator delivers the SMS.
    #[serde(default)]
    pub sms_templates: Option<Said>,
    /// `true` if the scheme pays people, so that callers ask about their money.
    #[serde(default)]
    pub pays: bool,
    /// The first day in India on which callers hear the scheme.
    #[serde(with = "written")]
    pub starts: Date,
    /// The first day in India on which callers no longer hear the scheme, if it ends.
    #[serde(with = "written")]
    pub ends: Option<Date>,
}

/// The part of a scheme's text that is spoken in one breath.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    /// The topic.
    pub about: About,
    /// The words.
    pub said: Said,
}

/// A question that is answered with yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The words of the question.
    pub said: Said,
    /// The answer that makes the caller eligible.
    pub speaks_for: Answer,
}

/// A figure and its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The words of the figure, as they stand in a chunk or a question.
    pub said: Said,
    /// The words or digits of the figure, as they stand in the SMS, if they differ.
    pub written: Option<Said>,
    /// The address of its source.
    pub source: String,
    /// The date of the source.
    #[serde(with = "written")]
    pub date: Date,
}

impl Scheme {
    /// Returns the seconds that all chunks together take in a language.
    #[must_use]
    pub fn seconds(&self, language: &LanguageCode) -> f64 {
        self.chunks.iter().map(|chunk| seconds(chunk.said.in_language(language))).sum()
    }
}
