//! The messages between the helpline and any telephone front end.
//!
//! A front end sends a [`CallStep`]: the call's state (see [`read_token`]) and the caller's input. It gets an
//! [`Answer`]: an act, and the words to say in the call's language. The ledger records the answer in the same form, so
//! that a repeat gets the same words after a deployment and from any front end. Amazon Connect's own shapes are in
//! `connect-wire`.

mod answer;
mod caller_number;
mod digits;
mod record;
mod seal;
mod step;
mod token;

pub use answer::{ANSWER_VERSION, Act, Answer, Phrase};
pub use caller_number::CallerNumber;
pub use digits::{Digits, PIN_DIGITS};
pub use record::{Answered, MAX_ANSWER_BYTES, TooLong, Unreadable};
pub use seal::{SealKey, SentState, seal};
pub use step::CallStep;
pub use token::{NEW_CALL, TOKEN_VERSION, read_token, write_token};
