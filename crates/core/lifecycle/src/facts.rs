//! Facts: every part of a case, event or command as a name and a plain value.
//!
//! One declaration gives a type, its stored form and the way back, so the same code reads the ledger, an export and an
//! officer's command. A fact is a text or a whole number. An absent fact is left out.

use jiff::Timestamp;
use std::collections::BTreeMap;

/// A plain value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number. A moment is written as its seconds since 1970, UTC.
    Number(i64),
}

/// Facts by name, in the order of names.
pub type Facts = BTreeMap<String, Value>;

/// The error for a fact that is missing or malformed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` {what}")]
pub struct BadFact {
    /// The fact's name.
    pub name: String,
    /// The fault, to be read after the fact's name.
    pub what: &'static str,
}

/// A type that is written as one plain value.
pub trait Fact: Sized {
    /// Returns the plain value, or `None` if the fact is left out.
    fn write(&self) -> Option<Value>;

    /// Reads what [`Fact::write`] wrote. `None` is an absent fact, which is a value for some types.
    ///
    /// # Errors
    /// The fault, to be read after the fact's name.
    fn read(given: Option<&Value>) -> Result<Self, &'static str>;
}

/// Writes one fact, unless it is absent.
pub fn put(facts: &mut Facts, name: &str, fact: &impl Fact) {
    if let Some(value) = fact.write() {
        facts.insert(name.to_owned(), value);
    }
}

/// Reads one fact.
///
/// # Errors
/// A [`BadFact`] that names the fact.
pub fn get<T: Fact>(facts: &Facts, name: &str) -> Result<T, BadFact> {
    T::read(facts.get(name)).map_err(|what| BadFact { name: name.to_owned(), what })
}

const MISSING: &str = "is missing";

/// Reads a text that must be there.
pub(crate) fn text(given: Option<&Value>) -> Result<&str, &'static str> {
    match given {
        Some(Value::Text(text)) => Ok(text),
        Some(Value::Number(_)) => Err("is a number, not a text"),
        None => Err(MISSING),
    }
}

fn number(given: Option<&Value>) -> Result<i64, &'static str> {
    match given {
        Some(Value::Number(number)) => Ok(*number),
        Some(Value::Text(_)) => Err("is a text, not a number"),
        None => Err(MISSING),
    }
}

impl<T: Fact> Fact for Option<T> {
    fn write(&self) -> Option<Value> {
        self.as_ref().and_then(Fact::write)
    }
    fn read(given: Option<&Value>) -> Result<Self, &'static str> {
        given.map(|value| T::read(Some(value))).transpose()
    }
}

impl Fact for bool {
    fn write(&self) -> Option<Value> {
        self.then(|| Value::Text("yes".to_owned()))
    }
    fn read(given: Option<&Value>) -> Result<Self, &'static str> {
        match given {
            None => Ok(false),
            Some(Value::Text(yes)) if yes == "yes" => Ok(true),
            Some(Value::Text(no)) if no == "no" => Ok(false),
            Some(_) => Err("is neither `yes` nor `no`"),
        }
    }
}

impl Fact for String {
    fn write(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::Text(self.clone()))
    }
    fn read(given: Option<&Value>) -> Result<Self, &'static str> {
        given.map_or(Ok(Self::new()), |value| text(Some(value)).map(str::to_owned))
    }
}

impl Fact for Timestamp {
    fn write(&self) -> Option<Value> {
        Some(Value::Number(self.as_second()))
    }
    fn read(given: Option<&Value>) -> Result<Self, &'static str> {
        match given {
            // A person writes a moment as text, in a command.
            Some(Value::Text(text)) => text.parse().map_err(|_| "is no moment such as 2026-12-24T11:30:00+05:30"),
            other => Self::from_second(number(other)?).map_err(|_| "is no moment"),
        }
    }
}

macro_rules! number_facts {
    ($($kind:ty),*) => { $(
        impl Fact for $kind {
            fn write(&self) -> Option<Value> {
                Some(Value::Number((*self).into()))
            }
            fn read(given: Option<&Value>) -> Result<Self, &'static str> {
                match given {
                    Some(Value::Text(text)) => text.parse().map_err(|_| "is no number that fits"),
                    other => Self::try_from(number(other)?).map_err(|_| "is no number that fits"),
                }
            }
        }
    )* };
}
number_facts!(u8, u16, u32);

/// Sequences of events are written as one text, separated by spaces.
impl Fact for Vec<u32> {
    fn write(&self) -> Option<Value> {
        let all: Vec<String> = self.iter().map(ToString::to_string).collect();
        (!all.is_empty()).then(|| Value::Text(all.join(" ")))
    }
    fn read(given: Option<&Value>) -> Result<Self, &'static str> {
        let Some(value) = given else { return Ok(Self::new()) };
        let numbers = text(Some(value))?.split(' ').map(str::parse);
        numbers.collect::<Result<_, _>>().map_err(|_| "are no sequences such as `4 9`")
    }
}

/// Declares an enum of words: a closed vocabulary with one stored form for each word.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$word_doc])* $word),* }

        impl $name {
            /// All words, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$word),*];

            /// Returns the form in which the word is stored and sent.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$word => $text),* }
            }

            /// Reads what `as_str` wrote.
            #[must_use]
            pub fn parse(given: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.as_str() == given)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::facts::Fact for $name {
            fn write(&self) -> Option<$crate::facts::Value> {
                Some($crate::facts::Value::Text(self.as_str().to_owned()))
            }
            fn read(given: Option<&$crate::facts::Value>) -> Result<Self, &'static str> {
                Self::parse($crate::facts::text(given)?).ok_or(concat!("is none of:" $(, " ", $text)*))
            }
        }
    };
}

/// Declares a struct whose fields are facts.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $kind),* }

        impl $name {
            /// The names of the facts.
            pub const FACTS: &'static [&'static str] = &[$(stringify!($field)),*];

            /// Adds the record to `facts`.
            pub fn write(&self, facts: &mut $crate::facts::Facts) {
                $($crate::facts::put(facts, stringify!($field), &self.$field);)*
            }

            /// Reads the record from `facts`.
            ///
            /// # Errors
            /// A [`BadFact`](crate::BadFact) that names the first fact that is missing or wrong.
            pub fn read(facts: &$crate::facts::Facts) -> Result<Self, $crate::facts::BadFact> {
                Ok(Self { $($field: $crate::facts::get(facts, stringify!($field))?),* })
            }
        }
    };
}

/// Declares an enum whose variants have a stored name and facts, and a second enum of the bare kinds.
macro_rules! variants {
    ($(#[$doc:meta])* $name:ident, $(#[$kind_doc:meta])* $kinds:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $text:literal { $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)? }),* $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant { $($(#[$field_doc])* $field: $kind),* }),* }

        words! {
            $(#[$kind_doc])*
            $kinds { $($(#[$variant_doc])* $variant = $text),* }
        }

        impl $name {
            /// Returns the kind.
            #[must_use]
            pub fn kind(&self) -> $kinds {
                match self { $(Self::$variant { .. } => $kinds::$variant),* }
            }

            /// Adds the facts of the variant to `facts`, without its name.
            pub fn write(&self, facts: &mut $crate::facts::Facts) {
                let _ = &facts;
                match self {
                    $(Self::$variant { $($field),* } => { $($crate::facts::put(facts, stringify!($field), $field);)* }),*
                }
            }

            /// Reads the facts of one kind.
            ///
            /// # Errors
            /// A [`BadFact`](crate::BadFact) that names the first fact that is missing or wrong.
            pub fn read(kind: $kinds, facts: &$crate::facts::Facts) -> Result<Self, $crate::facts::BadFact> {
                let _ = &facts;
                Ok(match kind {
                    $($kinds::$variant => Self::$variant { $($field: $crate::facts::get(facts, stringify!($field))?),* }),*
                })
            }
        }

        impl $kinds {
            /// Returns the names of the facts of this kind.
            #[must_use]
            pub fn facts(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$(stringify!($field)),*]),* }
            }
        }
    };
}

pub(crate) use {record, variants, words};
