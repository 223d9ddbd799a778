//! One step of a call, as a front end sends it.

use crate::{CallerNumber, Digits};
use dialogue::{Call, Input};
use lifecycle::ContactId;

/// One step of a call: the call's state, and the caller's input.
#[derive(Debug, Clone)]
pub struct CallStep {
    /// The contact of the call.
    pub contact: ContactId,
    /// The step's number in the call. Contact and number together are the idempotency key.
    pub number: u32,
    /// The call's state before this step.
    pub call: Call,
    /// `true` if nobody but this helpline can have written the state. Otherwise the call is a stranger's, and its case
    /// is the one that the ledger has for the contact.
    pub proven: bool,
    /// The caller's input.
    pub input: Input,
    /// The digits that the caller typed, with [`Input::Digits`].
    pub digits: Option<Digits>,
    /// The caller's number, if the network reports it.
    pub caller: Option<CallerNumber>,
}
