//! What the helpline does, and the ports it needs for it.
//!
//! Use cases, by function: a step of a call ([`answer`]); a command of the staff ([`act`]), and what an agent does for a
//! caller on the line ([`open_case`], [`history`]); the sweep over what is due ([`sweep`]); and telling a department
//! ([`deliver`]). They are async and meet the world only through the traits in
//! [`ports`]; the decisions are in the pure crates below. With the feature `memory` the ports have an
//! in-memory double that keeps the same promises.

mod act;
mod call;
mod caller;
mod deliver;
mod front;
#[cfg(feature = "memory")]
pub mod memory;
pub mod ports;
mod sweep;

pub use act::{Acted, Asked, NotActed, act};
pub use call::{CallStep, NotAnswered, answer};
pub use caller::CallerNumber;
pub use deliver::{Delivered, EventKey, deliver};
pub use front::{History, OnTheLine, Opened, history, open_case};
pub use sweep::{Swept, sweep};
