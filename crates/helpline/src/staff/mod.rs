//! What the staff does, and the system in its place.

mod act;
mod front;
mod system;

pub use act::{Acted, Asked, NotActed, act};
pub use front::{History, OnTheLine, Opened, history, open_case};
pub use system::carry_out;
