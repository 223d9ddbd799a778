//! Values that are a single text in JSON: tickets, codes, moments, and the words of closed lists.

use crate::BadRequest;
use crate::bad::{meant, measured};
use jiff::Timestamp;
use jiff::civil::Date;
use lifecycle::{
    Actor, CategoryCode, CommandId, CommandKind, ContactId, DepartmentCode, Fact, LanguageCode, Level, Role,
    SchemeCode, StaffId, Ticket, Value, Words, may,
};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// A value that is written as a single text, and is read from that text.
pub trait Spelling: Sized + fmt::Display {
    /// Reads a text that `to_string` wrote.
    ///
    /// # Errors
    /// The fault, as the part of a sentence that follows the field's name.
    fn read(given: &str) -> Result<Self, String>;

    /// Returns all possible texts if the type is a closed list, or else none.
    #[must_use]
    fn words() -> Vec<&'static str> {
        Vec::new()
    }
}

macro_rules! as_its_fact {
    ($($kind:ty),*) => { $(
        impl Spelling for $kind {
            fn read(given: &str) -> Result<Self, String> {
                Fact::read(Some(&Value::Text(given.to_owned()))).map_err(str::to_owned)
            }
        }
    )* };
}
as_its_fact!(CategoryCode, CommandId, ContactId, DepartmentCode, LanguageCode, SchemeCode, Timestamp);

impl Spelling for Words {
    fn read(given: &str) -> Result<Self, String> {
        Fact::read(Some(&Value::Text(given.to_owned()))).map_err(|why| measured(why, given))
    }
}

impl Spelling for Date {
    fn read(given: &str) -> Result<Self, String> {
        given.parse().map_err(|_| "is no day such as 2026-12-24".to_owned())
    }
}

impl Spelling for Ticket {
    fn read(given: &str) -> Result<Self, String> {
        Self::parse(given).map_err(|why| format!("is no ticket: {why}"))
    }
}

impl Spelling for Actor {
    fn read(given: &str) -> Result<Self, String> {
        match Self::parse(given) {
            Some(Self::System) => Err("is nobody of the staff".to_owned()),
            Some(actor) => Ok(actor),
            None => Err(nobody(given)),
        }
    }
}

/// The parts of an actor that are lacking, and the form of an actor of that role.
fn nobody(given: &str) -> String {
    let mut parts = given.split(':');
    let role = parts.next().and_then(Role::parse);
    let form = match role {
        Some(Role::Citizen) => "citizen",
        Some(Role::Agent) => "agent:asha",
        Some(Role::Officer) => "officer:FCS:L1:ramesh",
        Some(Role::Nodal) => "nodal:FCS:sunita",
        Some(Role::Coordinator) => "coordinator:kiran",
        Some(Role::Apex) => "apex:cs",
        Some(Role::System) | None => {
            return "names nobody: write `citizen`, `agent:asha`, `officer:FCS:L1:ramesh`, `nodal:FCS:sunita`, \
                    `coordinator:kiran` or `apex:cs`"
                .to_owned();
        }
    };
    let parts: Vec<&str> = parts.collect();
    let is_level = |part: &&str| Level::parse(part).is_some();
    let lacking = [
        (form.matches(':').count() > 1, parts.iter().any(|part| DepartmentCode::new(*part).is_ok()), "a department"),
        (role == Some(Role::Officer), parts.iter().any(is_level), "a level"),
        (
            role != Some(Role::Citizen),
            parts.iter().any(|part| !is_level(part) && StaffId::new(*part).is_ok()),
            "a name of a-z, 0-9, dot and dash",
        ),
    ];
    let lacking: Vec<&str> =
        lacking.into_iter().filter(|(needed, found, _)| *needed && !found).map(|(_, _, part)| part).collect();
    if lacking.is_empty() {
        format!("has a part too many, or in another order: write `{form}`")
    } else {
        format!("lacks {}: write `{form}`", lacking.join(" and "))
    }
}

impl Spelling for Level {
    fn read(given: &str) -> Result<Self, String> {
        Self::parse(given).ok_or_else(|| format!("names no level; there are {}", Self::words().join(", ")))
    }
    fn words() -> Vec<&'static str> {
        Self::ALL.iter().map(|level| level.as_str()).collect()
    }
}

impl Spelling for CommandKind {
    fn read(given: &str) -> Result<Self, String> {
        Self::parse(given).filter(|kind| may(*kind) != [Role::System]).ok_or_else(|| {
            let all = Self::words();
            let glimpse: String = given.chars().take(20).collect();
            let meant = meant(given, &all);
            format!("is none: there is no `{glimpse}`{meant}; there are {}", all.join(", "))
        })
    }
    /// Returns the commands without those of the system, which no client sends.
    fn words() -> Vec<&'static str> {
        Self::ALL.iter().filter(|kind| may(**kind) != [Role::System]).map(|kind| kind.as_str()).collect()
    }
}

/// A value of `lifecycle` as a field of a request or an answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spelled<T>(pub T);

impl<T: Spelling> Spelled<T> {
    /// Reads the field `name` of a request that is about to be sent.
    ///
    /// # Errors
    /// The [`BadRequest`] that the desk would answer.
    pub fn of(name: &str, given: &str) -> Result<Self, BadRequest> {
        T::read(given).map(Self).map_err(|why| BadRequest::new(name, why))
    }
}

impl<T> Deref for Spelled<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Spelled<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: fmt::Display> fmt::Display for Spelled<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: Spelling> Serialize for Spelled<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de, T: Spelling> Deserialize<'de> for Spelled<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text<T>(PhantomData<T>);
        impl<T: Spelling> Visitor<'_> for Text<T> {
            type Value = Spelled<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_str<E: de::Error>(self, given: &str) -> Result<Spelled<T>, E> {
                T::read(given).map(Spelled).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text(PhantomData))
    }
}
