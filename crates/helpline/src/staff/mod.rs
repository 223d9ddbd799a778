//! What the staff does, and the system in its place.

mod act;
mod announce;
mod catalogue;
mod evidence;
mod front;
mod lists;
mod look;
mod order;
mod serve;
mod system;
mod visibility;

pub use act::{Acted, Asked, NotActed, act};
pub use front::{History, OnTheLine, Opened, history, open_case};
pub use serve::{Unanswered, serve};
pub use system::carry_out;
