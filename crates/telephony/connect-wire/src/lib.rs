//! Translates between Amazon Connect and the helpline, and does nothing else.
//!
//! [`Event`] turns the event that a contact flow sends into a typed step. [`FlatAnswer`] is the flat, closed and
//! versioned set of strings that the flow reads. No other crate of this project knows the form of the event or of the
//! answer.

mod answer;
mod event;

pub use answer::{ANSWER_VERSION, FlatAnswer, NOTHING};
pub use event::{Event, MAX_EVENT_BYTES, QueueAge, WireError};
