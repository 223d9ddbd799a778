//! What a telephone asks.

use crate::{CallerNumber, Digits};
use dialogue::{Call, Input};
use lifecycle::ContactId;

/// What the telephone asks: where the call is, and what the caller did.
#[derive(Debug, Clone)]
pub struct CallStep {
    /// The call.
    pub contact: ContactId,
    /// The step's number in the call: with the contact, the key of idempotency.
    pub number: u32,
    /// Where the call is.
    pub call: Call,
    /// What the caller did.
    pub input: Input,
    /// What the caller typed, with [`Input::Digits`].
    pub digits: Option<Digits>,
    /// Who calls, if the network says so.
    pub caller: Option<CallerNumber>,
}
