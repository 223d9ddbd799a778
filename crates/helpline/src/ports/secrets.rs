//! What is sealed, and opened again: two privileges each, which no function but a few have both of.

use super::{Actions, Unavailable};
use crate::values::{CallerNumber, Digits, Disclosed, SealedCitizen};
use lifecycle::{Field, Sealed, Ticket};

/// Seals a caller's number.
pub trait NumberSealer {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// The pseudonym and the encrypted number. Idempotent in the pseudonym.
    fn seal(&self, number: &CallerNumber) -> impl Future<Output = Result<SealedCitizen, Unavailable>> + Send;

    /// The pseudonym alone.
    fn pseudonym(&self, number: &CallerNumber) -> impl Future<Output = Result<String, Unavailable>> + Send;
}

/// Opens callers' numbers: for the functions that text or call them, and no other.
pub trait NumberOpener {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// The number again.
    fn open_number(&self, sealed: &[u8]) -> impl Future<Output = Result<CallerNumber, Unavailable>> + Send;
}

/// Makes the mark of a PIN.
pub trait PinMarker {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// A code that only this PIN of this case has, worthless without the key.
    fn mark(&self, ticket: &Ticket, pin: &Digits) -> impl Future<Output = Result<String, Unavailable>> + Send;
}

/// Seals what a citizen lets a department know.
pub trait DisclosureSealer {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Encrypts a value so that it opens only for this case and field.
    fn seal_disclosure(
        &self,
        ticket: &Ticket,
        field: Field,
        value: &Disclosed,
    ) -> impl Future<Output = Result<Sealed, Unavailable>> + Send;
}

/// Opens what a citizen lets a department know, for the officer who may look.
pub trait DisclosureOpener {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// The value again.
    fn open(
        &self,
        ticket: &Ticket,
        field: Field,
        sealed: &Sealed,
    ) -> impl Future<Output = Result<Disclosed, Unavailable>> + Send;
}
