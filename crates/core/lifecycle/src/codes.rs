//! Short codes with a fixed form, so that a mistyped code cannot become a key, a topic or a log line.

use crate::facts::{Fact, Value, text};
use std::collections::BTreeSet;
use std::fmt;

/// The error for a text that does not have the form of its code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no {kind}: {rule}")]
pub struct BadCode {
    given: String,
    kind: &'static str,
    rule: &'static str,
}

macro_rules! code {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $rule:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            #[doc = concat!("Takes `given` if it has the form of a ", $kind, ": ", $rule, ".")]
            ///
            /// # Errors
            /// [`BadCode`], which names the given text and the rule.
            pub fn new(given: impl Into<String>) -> Result<Self, BadCode> {
                let given = given.into();
                let check: fn(&str) -> bool = $check;
                if check(&given) {
                    Ok(Self(given))
                } else {
                    let given = given.chars().take(20).collect();
                    Err(BadCode { given, kind: $kind, rule: $rule })
                }
            }

            /// Returns the code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Fact for $name {
            fn write(&self) -> Option<Value> {
                Some(Value::Text(self.0.clone()))
            }
            fn read(given: Option<&Value>) -> Result<Self, &'static str> {
                Self::new(text(given)?).map_err(|_| concat!("is no ", $kind, ": ", $rule))
            }
        }
    };
}

fn kebab(s: &str) -> bool {
    (1..=40).contains(&s.len())
        && s.starts_with(|c: char| c.is_ascii_lowercase())
        && s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

code!(
    /// A department of the State, such as `FCS` (food, civil supplies).
    DepartmentCode,
    "department code",
    "2 to 8 capital letters",
    |s| (2..=8).contains(&s.len()) && s.chars().all(|c| c.is_ascii_uppercase())
);
code!(
    /// The subject of a case within its department, such as `general` or `ration-not-given`.
    CategoryCode,
    "category code",
    "1 to 40 of a-z, 0-9 and dash, beginning with a letter",
    kebab
);
code!(
    /// A scheme of the State and the name of its file, such as `ladli-behna`. A code is never reused and never renamed.
    SchemeCode,
    "scheme code",
    "1 to 40 of a-z, 0-9 and dash, beginning with a letter",
    kebab
);
code!(
    /// A district of the State, or `unknown` until somebody knows it.
    District,
    "district",
    "1 to 40 of a-z, 0-9 and dash, beginning with a letter",
    kebab
);
code!(
    /// A language by its ISO 639 code, such as `hi`.
    LanguageCode,
    "language code",
    "2 or 3 small letters",
    |s| (2..=3).contains(&s.len()) && s.chars().all(|c| c.is_ascii_lowercase())
);
code!(
    /// One telephone contact, by the id that the telephone system gives it.
    ContactId,
    "contact id",
    "1 to 64 of A-Z, a-z, 0-9 and dash",
    |s| (1..=64).contains(&s.len()) && s.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
);

code!(
    /// The id of a command on a case. The sender draws it once and sends it with every repeat.
    CommandId,
    "command id",
    "1 to 80 of A-Z, a-z, 0-9 and dash",
    |s| (1..=80).contains(&s.len()) && s.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
);

impl CommandId {
    /// Returns the id of the command of that purpose for a contact, such as `note-` and the contact's id. A repeat gets
    /// the same id.
    #[must_use]
    pub fn of(purpose: CommandPurpose, contact: &ContactId) -> Self {
        Self(format!("{}-{contact}", purpose.as_str()))
    }
}

/// The purpose of a command that the system itself gives, once for each contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandPurpose {
    /// The voice note is kept.
    Note,
    /// The note's transcript is attached.
    Transcript,
    /// The note's transcript is given up.
    LostTranscript,
}

impl CommandPurpose {
    /// Returns the prefix of the stored ids.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Transcript => "text",
            Self::LostTranscript => "lost",
        }
    }
}

code!(
    /// A member of the staff, by the id in the State's directory of users. It is never a name or a phone number.
    StaffId,
    "staff id",
    "1 to 40 of a-z, 0-9, dot and dash, beginning with a letter",
    |s| {
        (1..=40).contains(&s.len())
            && s.starts_with(|c: char| c.is_ascii_lowercase())
            && s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.')
    }
);
code!(
    /// The legal ground on which words are recorded, as the State names it, such as `dpdp-2023-s7-b`.
    LegalGround,
    "legal ground",
    "1 to 40 of a-z, 0-9 and dash, beginning with a letter",
    kebab
);
code!(
    /// A text in somebody's own words: a question, a report, a reason.
    Words,
    "text",
    "1 to 4000 characters, line breaks but no other control characters",
    |s| (1..=Words::MOST).contains(&s.chars().count())
        && !s.trim().is_empty()
        && !s.chars().any(|c| c.is_control() && c != '\n')
);
impl Words {
    /// The most characters of a text.
    pub const MOST: usize = 4000;
}

code!(
    /// The location of a file that belongs to a case, such as a photograph of a mended pump.
    Attachment,
    "attachment",
    "1 to 200 of A-Z, a-z, 0-9, dot, dash, slash and underscore",
    |s| (1..=200).contains(&s.len())
        && s.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '_'))
);
code!(
    /// A value that the citizen disclosed, encrypted before it comes here: the ledger cannot read it.
    Sealed,
    "sealed value",
    "1 to 4000 characters of base64",
    |s| (1..=4000).contains(&s.len()) && s.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '='))
);

/// Implements [`Fact`] for a collection of codes: one text, with a space between.
macro_rules! several {
    ($list:ty, $name:ident) => {
        impl Fact for $list {
            fn write(&self) -> Option<Value> {
                let all: Vec<&str> = self.iter().map($name::as_str).collect();
                (!all.is_empty()).then(|| Value::Text(all.join(" ")))
            }
            fn read(given: Option<&Value>) -> Result<Self, &'static str> {
                let Some(value) = given else { return Ok(Self::new()) };
                let words = text(Some(value))?.split(' ');
                words.map(|word| $name::read(Some(&Value::Text(word.to_owned())))).collect()
            }
        }
    };
}
several!(Vec<Attachment>, Attachment);
several!(BTreeSet<StaffId>, StaffId);
several!(Vec<ContactId>, ContactId);

impl District {
    /// Returns the district of a case whose district nobody knows yet.
    #[must_use]
    pub fn unknown() -> Self {
        Self("unknown".into())
    }
}

impl LanguageCode {
    /// The language of a text for a caller in whose language there is none: nearly everybody in the State understands
    /// Hindi, also a caller who speaks Bundeli or Malwi.
    pub const UNDERSTOOD: &'static str = "hi";

    /// The item in `self`, else the one in Hindi, else any.
    pub fn choose<'a, K: AsRef<str>, T>(&self, items: impl Iterator<Item = (K, T)> + Clone + 'a) -> Option<T> {
        let of = |wanted: &str| items.clone().find(|(known, _)| known.as_ref() == wanted);
        let chosen = of(self.as_str()).or_else(|| of(Self::UNDERSTOOD)).or_else(|| items.clone().next());
        chosen.map(|(_, item)| item)
    }
}

impl CategoryCode {
    /// Returns the category that every department has, used until somebody sorts the case more finely.
    #[must_use]
    pub fn general() -> Self {
        Self("general".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_the_wrong_form_is_refused_with_its_rule() {
        let refused = |e: Result<DepartmentCode, BadCode>| e.unwrap_err().to_string();
        assert_eq!(refused(DepartmentCode::new("fcs")), "`fcs` is no department code: 2 to 8 capital letters");
        assert_eq!(refused(DepartmentCode::new("F")), "`F` is no department code: 2 to 8 capital letters");
        assert!(ContactId::new("c#1").is_err(), "a key separator in a contact id would forge keys");
        assert!(CategoryCode::new("ration-not-given").is_ok());
        assert!(LanguageCode::new("hin").is_ok());
    }

    #[test]
    fn a_refusal_does_not_repeat_more_than_a_glimpse_of_what_it_was_given() {
        let said = ContactId::new("#".repeat(5000)).unwrap_err().to_string();
        assert!(said.len() < 120, "{said}");
    }
}
