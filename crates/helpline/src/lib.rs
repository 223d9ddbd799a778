//! What the helpline does, and the ports it needs for it.
//!
//! Use cases, by function: a step of a call ([`answer`]); a request of the staff ([`serve`]), a command on a case among them
//! ([`act`]); the sweep over what is due ([`sweep`]); and telling a department ([`deliver`]). They are async and meet the world
//! only through the traits in [`ports`]; the decisions are in the pure crates below. Tests take their doubles from `testkit`.

mod calls;
mod commit;
mod notify;
pub mod ports;
pub mod recordings;
pub mod schemes;
mod staff;
mod sweep;
pub mod texts;
mod values;

pub use calls::{
    CallStep, CallStores, LOOK_UP, NotAnswered, TRIES_OF_A_CALLER, TRIES_OF_ITS_PHONE, TRIES_OF_OTHERS, TRIES_OVER_ALL,
    Tried, answer,
};
pub use notify::{Delivered, MANY, NotifyStores, deliver, deliver_parked};
pub use staff::{Acted, Asked, NotActed, StaffStores, Unanswered, act, carry_out, serve};
pub use sweep::{SweepStores, Swept, sweep};
pub use values::{CallerNumber, Digits, Disclosed, EventKey, Owed, PIN_DIGITS, PinKind, SealedCitizen};

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
