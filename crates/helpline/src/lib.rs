//! What the helpline does, and the ports it needs for it.
//!
//! Use cases, by function: a step of a call ([`answer`]); a command of the staff ([`act`]), and what an agent does for a
//! caller on the line ([`open_case`], [`history`]); the sweep over what is due ([`sweep`]); and telling a department
//! ([`deliver`]). They are async and meet the world only through the traits in
//! [`ports`], [`sound`] and [`texting`]; the decisions are in the pure crates below. With the feature `memory` the ports have an
//! in-memory double that keeps the same promises.

mod act;
mod call;
mod caller;
mod deliver;
mod front;
#[cfg(feature = "memory")]
pub mod memory;
mod owed;
mod pin;
pub mod ports;
pub mod schemes;
pub mod sound;
mod sweep;
mod system;
pub mod texting;

pub use act::{Acted, Asked, NotActed, act};
pub use call::{CallPorts, CallStep, NotAnswered, answer};
pub use caller::CallerNumber;
pub use deliver::{Delivered, EventKey, MANY, deliver, notices_of};
pub use front::{History, OnTheLine, Opened, history, open_case};
pub use owed::Owed;
pub use pin::{
    Digits, PIN_DIGITS, PinKind, TRIES_OF_A_CALLER, TRIES_OF_ITS_PHONE, TRIES_OF_OTHERS, TRIES_OVER_ALL, Tried,
};
pub use sweep::{Swept, sweep};
pub use system::carry_out;

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
