//! Sealing and opening secrets. These are two privileges, and only a few functions have both.

use super::{Actions, Unavailable};
use crate::values::{CallerNumber, Digits, Disclosed, SealedCitizen};
use jiff::civil::Date;
use lifecycle::{Field, Sealed, Ticket};
use protocol::SealKey;

/// Seals a caller's number.
pub trait NumberSealer {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the pseudonym and the encrypted number. Idempotent in the pseudonym.
    fn seal(&self, number: &CallerNumber) -> impl Future<Output = Result<SealedCitizen, Unavailable>> + Send;

    /// Returns the pseudonym alone.
    fn pseudonym(&self, number: &CallerNumber) -> impl Future<Output = Result<String, Unavailable>> + Send;
}

/// Opens callers' numbers, only for functions that text or call citizens.
pub trait NumberOpener {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the number that was sealed.
    fn open_number(&self, sealed: &[u8]) -> impl Future<Output = Result<CallerNumber, Unavailable>> + Send;
}

/// Makes the marks of PINs.
pub trait PinMarker {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns a code that only this PIN of this case has. It is worthless without the key.
    fn mark(&self, ticket: &Ticket, pin: &Digits) -> impl Future<Output = Result<String, Unavailable>> + Send;
}

/// Seals the values that a citizen discloses to a department.
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

/// Opens the values that a citizen discloses, for the officer who may see them.
pub trait DisclosureOpener {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the value that was sealed.
    fn open(
        &self,
        ticket: &Ticket,
        field: Field,
        sealed: &Sealed,
    ) -> impl Future<Output = Result<Disclosed, Unavailable>> + Send;
}

/// Derives the keys under which the states of calls are sealed.
pub trait StateKeys {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Derives the key of a day: the same for the same day, and no way from one to another.
    fn state_key(&self, day: Date) -> impl Future<Output = Result<SealKey, Unavailable>> + Send;
}
