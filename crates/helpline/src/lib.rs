//! What the helpline does, and the ports it needs for it.
//!
//! Use cases, by function: a step of a call ([`answer`]); a command of the staff ([`act`]), and what an agent does for a
//! caller on the line ([`open_case`], [`history`]); the sweep over what is due ([`sweep`]); and telling a department
//! ([`deliver`]). They are async and meet the world only through the traits in
//! [`ports`], [`recordings`] and [`texts`]; the decisions are in the pure crates below. With the feature `memory` the ports have an
//! in-memory double that keeps the same promises.

mod calls;
#[cfg(feature = "memory")]
pub mod memory;
mod notify;
pub mod ports;
pub mod recordings;
pub mod schemes;
mod staff;
mod sweep;
pub mod texts;
mod values;

pub use calls::{
    CallPorts, CallStep, NotAnswered, TRIES_OF_A_CALLER, TRIES_OF_ITS_PHONE, TRIES_OF_OTHERS, TRIES_OVER_ALL, Tried,
    answer,
};
pub use notify::{Delivered, MANY, deliver, notices_of};
pub use staff::{
    Acted, Asked, History, NotActed, OnTheLine, Opened, Unanswered, act, carry_out, history, open_case, serve,
};
pub use sweep::{Swept, sweep};
pub use values::{CallerNumber, Digits, EventKey, Owed, PIN_DIGITS, PinKind};

use directory::Directory;
use lifecycle::{ContactId, District, Draft, Kind, LanguageCode, Rules as _, Ticket};

/// A new case under the directory in force, of which nothing is known yet but who spoke on which contact.
fn draft(directory: &Directory, ticket: Ticket, contact: ContactId, language: LanguageCode) -> Draft {
    Draft {
        ticket,
        contact,
        language,
        terms: directory.unsorted(),
        directory_version: directory.version.clone(),
        patience: directory.times.draft,
        district: District::unknown(),
        kind: Kind::Grievance,
        quiet: None,
    }
}
