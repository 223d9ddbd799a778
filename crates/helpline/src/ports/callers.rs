//! Callers in the ledger: their cases, their PINs, and their choices.

use super::{Actions, Unavailable};
use crate::values::{PinKind, SealedCitizen};
use dialogue::Contacting;
use jiff::Timestamp;
use lifecycle::{Case, ContactId, LanguageCode, Ticket};

/// Most cases of a citizen that are read. No citizen has more than a few open.
pub const MOST_KNOWN_CASES: usize = 20;

/// A citizen with earlier calls, as far as the ledger knows.
#[derive(Debug, Clone, Default)]
pub struct KnownCitizen {
    /// The language they last spoke.
    pub language: Option<LanguageCode>,
    /// The hours in which their phone may be called or texted, if they were asked.
    pub contacting: Option<Contacting>,
    /// Their latest cases, [`MOST_KNOWN_CASES`] at most.
    pub cases: Vec<Case>,
}

/// Knows citizens by their pseudonym.
pub trait Callers {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the citizen, or `None` if they never called.
    fn citizen(&self, pseudonym: &str) -> impl Future<Output = Result<Option<KnownCitizen>, Unavailable>> + Send;

    /// Returns `true` if the case was opened from the citizen's phone.
    fn is_theirs(&self, pseudonym: &str, ticket: &Ticket) -> impl Future<Output = Result<bool, Unavailable>> + Send;

    /// Records the hours in which the citizen's phone may be called or texted. Idempotent.
    fn allow(&self, citizen: &SealedCitizen, when: Contacting) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// The marks of a case's PINs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PinMarks {
    /// The mark of the owner's PIN.
    pub own: Option<String>,
    /// The mark of the duress PIN.
    pub duress: Option<String>,
    /// The call in which the owner's PIN was chosen.
    pub chosen_in: Option<ContactId>,
}

/// A PIN to keep.
#[derive(Debug, Clone, Copy)]
pub struct NewPin<'a> {
    /// The kind of the PIN.
    pub kind: PinKind,
    /// The mark of the PIN.
    pub mark: &'a str,
    /// The call and its step, which are the key of idempotency.
    pub by: (&'a ContactId, u32),
    /// `true` if the caller has shown that they know the present PIN.
    pub replaces: bool,
}

/// One try, of a PIN or of an SMS, with the counters that it raises and their limits.
#[derive(Debug, Clone)]
pub struct Try {
    /// The call.
    pub contact: ContactId,
    /// Its step.
    pub step: u32,
    /// The time of the try.
    pub at: Timestamp,
    /// Keys of counters, each with its limit. A counter holds for a day, and its key names the day.
    pub counters: Vec<(String, u32)>,
}

/// The outcome of counting a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// The try is counted and may go on.
    Yes,
    /// A limit is reached, and the try may not go on.
    TooMany,
}

/// Keeps the marks of PINs, and counts tries against guessing them.
pub trait Pins {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the marks of a case's PINs.
    fn pins(&self, ticket: &Ticket) -> impl Future<Output = Result<PinMarks, Unavailable>> + Send;

    /// Keeps a PIN. Returns `false` if the case already has another that may not be replaced. Replacing the owner's PIN
    /// removes the duress PIN too. Idempotent by `by`.
    fn keep_pin(&self, ticket: &Ticket, pin: &NewPin<'_>) -> impl Future<Output = Result<bool, Unavailable>> + Send;

    /// Returns the kind of PIN with which this call has shown that it may speak for the case.
    fn proof(
        &self,
        contact: &ContactId,
        ticket: &Ticket,
    ) -> impl Future<Output = Result<Option<PinKind>, Unavailable>> + Send;

    /// Counts a try as wrong, under all its counters or under none. Idempotent by contact and step.
    fn count_try(&self, attempt: &Try) -> impl Future<Output = Result<Counted, Unavailable>> + Send;

    /// Takes a right try off the counters again, and records it as the call's proof. Idempotent by contact and step.
    fn forgive(
        &self,
        attempt: &Try,
        ticket: &Ticket,
        kind: PinKind,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}
