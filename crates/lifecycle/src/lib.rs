//! The life of a case, from the caller's first word to the officer who must act.
//!
//! [`decide`] is the whole of it: a case, a command and a moment in; a new case and one event out, or a
//! rejection that says why. Nothing here reads a clock, a network or a file, and nothing here knows AWS.

mod case;
mod codes;
mod command;
mod decide;
mod event;
mod limits;
mod ticket;

pub use case::{Assignment, Case, Draft, State};
pub use codes::{BadCode, CategoryCode, ContactId, DepartmentCode, District, LanguageCode};
pub use command::Command;
pub use decide::{Decision, Rejection, decide};
pub use event::{Event, Registrar, Transition, What};
pub use limits::{Level, Limits};
pub use ticket::{Ticket, TicketError};
