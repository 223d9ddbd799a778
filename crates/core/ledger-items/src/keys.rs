//! Keys. Every code in them has a fixed form without `#`, so no value can forge another's key.

use crate::Item;
use lifecycle::{CommandId, ContactId, DepartmentCode, Facts, SchemeCode, Ticket, Value};

/// With this every event's sort key begins: the stream's filter lets only these through.
pub const EVENT_PREFIX: &str = "EVENT#";

/// With this the sort key of a call's link to a case begins, about which more was said on it.
pub const SPOKEN_PREFIX: &str = "SPOKEN#";

/// With this the sort key of a scheme begins that a caller wants as an SMS: the stream's filter lets these through too.
pub const WANTED_PREFIX: &str = "WANTED#";

/// With this the partition of a call begins.
pub const CONTACT_PREFIX: &str = "CONTACT#";

/// With this the partition of a case begins.
pub const CASE_PREFIX: &str = "CASE#";

/// Digits of an event's sequence in its key: a case of a million events is a mistake of somebody's.
const SEQUENCE_DIGITS: usize = 6;

/// A primary key of the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The partition.
    pub pk: String,
    /// The place in it.
    pub sk: String,
}

impl Key {
    fn of(pk: String, sk: impl Into<String>) -> Self {
        Self { pk, sk: sk.into() }
    }

    /// The key of an item.
    #[must_use]
    pub fn in_item(item: &Item) -> Option<Self> {
        match (item.get("pk"), item.get("sk")) {
            (Some(Value::Text(pk)), Some(Value::Text(sk))) => Some(Self { pk: pk.clone(), sk: sk.clone() }),
            _ => None,
        }
    }

    /// The item that has nothing but this key.
    #[must_use]
    pub fn item(self) -> Item {
        Facts::from([("pk".to_owned(), Value::Text(self.pk)), ("sk".to_owned(), Value::Text(self.sk))])
    }

    /// The ticket, of an item that belongs to a case.
    #[must_use]
    pub fn ticket(&self) -> Option<Ticket> {
        Ticket::parse(self.pk.strip_prefix(CASE_PREFIX)?).ok()
    }

    /// The sequence, of an event.
    #[must_use]
    pub fn sequence(&self) -> Option<u32> {
        self.sk.strip_prefix(EVENT_PREFIX)?.parse().ok()
    }

    /// Whether it is a case's own item.
    #[must_use]
    pub fn is_case(&self) -> bool {
        self.pk.starts_with(CASE_PREFIX) && self.sk == "CASE"
    }
}

/// A case as it stands.
#[must_use]
pub fn case(ticket: &Ticket) -> Key {
    Key::of(format!("{CASE_PREFIX}{ticket}"), "CASE")
}

/// An event of a case.
#[must_use]
pub fn event(ticket: &Ticket, sequence: u32) -> Key {
    Key::of(format!("{CASE_PREFIX}{ticket}"), format!("{EVENT_PREFIX}{sequence:0SEQUENCE_DIGITS$}"))
}

/// A command that was carried out on a case, with its answer.
#[must_use]
pub fn command(ticket: &Ticket, id: &CommandId) -> Key {
    Key::of(format!("{CASE_PREFIX}{ticket}"), format!("COMMAND#{id}"))
}

/// A call's case.
#[must_use]
pub fn contact(contact: &ContactId) -> Key {
    Key::of(format!("{CONTACT_PREFIX}{contact}"), "CONTACT")
}

/// A call on which more was said about a case.
#[must_use]
pub fn spoken(contact: &ContactId, ticket: &Ticket) -> Key {
    Key::of(format!("{CONTACT_PREFIX}{contact}"), format!("{SPOKEN_PREFIX}{ticket}"))
}

/// A call's step that wrote, with its answer.
#[must_use]
pub fn step(contact: &ContactId, number: u32, input: &str) -> Key {
    Key::of(format!("{CONTACT_PREFIX}{contact}"), format!("STEP#{number:04}#{input}"))
}

/// A citizen.
#[must_use]
pub fn citizen(pseudonym: &str) -> Key {
    Key::of(format!("CITIZEN#{pseudonym}"), "CITIZEN")
}

/// A citizen's case.
#[must_use]
pub fn citizens_case(pseudonym: &str, ticket: &Ticket) -> Key {
    Key::of(format!("CITIZEN#{pseudonym}"), format!("{CASE_PREFIX}{ticket}"))
}

/// The marks of a case's PINs.
#[must_use]
pub fn pins(ticket: &Ticket) -> Key {
    Key::of(format!("{CASE_PREFIX}{ticket}"), "PINS")
}

/// With which PIN a call showed that it may speak for a case.
#[must_use]
pub fn proof(contact: &ContactId, ticket: &Ticket) -> Key {
    Key::of(format!("{CONTACT_PREFIX}{contact}"), format!("PROOF#{ticket}"))
}

/// A step of a call that tried a PIN.
#[must_use]
pub fn pin_try(contact: &ContactId, step: u32) -> Key {
    Key::of(format!("{CONTACT_PREFIX}{contact}"), format!("TRY#{step:04}"))
}

/// A counter of wrong PINs. Its name is of this project's making, never a caller's.
#[must_use]
pub fn tries(counter: &str) -> Key {
    Key::of(format!("TRIES#{counter}"), "TRIES")
}

/// A text of an event. In a partition of its own: who texts may write there, and nowhere beside a case.
#[must_use]
pub fn sms(ticket: &Ticket, sequence: u32) -> Key {
    Key::of(format!("SMS#{ticket}"), format!("SMS#{sequence:0SEQUENCE_DIGITS$}"))
}

/// A text of a scheme, for the caller who asked for it on a call. In a partition like that of other texts.
#[must_use]
pub fn scheme_sms(contact: &ContactId, code: &SchemeCode) -> Key {
    Key::of(format!("SMS#{contact}"), format!("SMS#{code}"))
}

/// A scheme that a caller wants as an SMS.
#[must_use]
pub fn wanted_sms(contact: &ContactId, code: &SchemeCode) -> Key {
    Key::of(format!("{CONTACT_PREFIX}{contact}"), format!("{WANTED_PREFIX}{code}"))
}

/// A message that was handed to the operators, by their id.
#[must_use]
pub fn message(message: &str) -> Key {
    Key::of(format!("MESSAGE#{message}"), "MESSAGE")
}

/// With this the partition of what is heard of schemes begins.
pub const SCHEMES: &str = "SCHEMES";

/// What is heard of a scheme, now and soon.
#[must_use]
pub fn scheme(code: &SchemeCode) -> Key {
    Key::of(SCHEMES.to_owned(), code.as_str())
}

/// One text of a scheme, for ever.
#[must_use]
pub fn scheme_text(code: &SchemeCode, version: u32) -> Key {
    Key::of(format!("SCHEME#{code}"), format!("TEXT#{version:0SEQUENCE_DIGITS$}"))
}

/// The scheme of the moment. Its name is no scheme's.
#[must_use]
pub fn scheme_of_the_moment() -> Key {
    Key::of(SCHEMES.to_owned(), "#MOMENT")
}

/// With this the partition of a week's counts of schemes begins.
pub const HEARD: &str = "HEARD#";

/// How often a scheme was asked for, heard and complained of in a week.
#[must_use]
pub fn heard(week: &str, of: &str) -> Key {
    Key::of(format!("{HEARD}{week}"), of)
}

/// In the index of desks, where the answers of a department lie.
#[must_use]
pub fn answers(department: &DepartmentCode) -> String {
    format!("ANSWERS#{department}")
}

/// What every caller is told.
#[must_use]
pub fn board() -> Key {
    Key::of("BOARD".to_owned(), "BOARD")
}

/// Cases of one kind, place and hour. Its name is made of codes.
#[must_use]
pub fn crowd(crowd: &str) -> Key {
    Key::of(format!("CROWD#{crowd}"), "CROWD")
}
