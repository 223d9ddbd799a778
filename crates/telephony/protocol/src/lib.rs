//! The words between a telephone and the helpline, whatever telephone it is.
//!
//! A front sends a [`CallStep`], where the call is ([`read_token`]) and what the caller did, and gets an [`Answer`]: an act, and the words
//! to say in the call's language. The ledger records the answer in the same form, so a repeat gets the same words after a
//! deployment, and from any front. Amazon Connect's own shapes are in `connect-wire`.

mod answer;
mod caller_number;
mod digits;
mod record;
mod step;
mod token;

pub use answer::{ANSWER_VERSION, Act, Answer, Phrase};
pub use caller_number::CallerNumber;
pub use digits::{Digits, PIN_DIGITS};
pub use record::{Answered, MAX_ANSWER_BYTES, TooLong, Unreadable};
pub use step::CallStep;
pub use token::{NEW_CALL, TOKEN_VERSION, read_token, write_token};
