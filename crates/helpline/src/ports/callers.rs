//! What the ledger keeps of callers: who they are to us, their PINs, and what they asked for.

use super::{Actions, Unavailable};
use crate::values::{PinKind, SealedCitizen};
use dialogue::Contacting;
use jiff::Timestamp;
use lifecycle::{Case, ContactId, LanguageCode, Ticket};

/// Cases of a citizen that are looked at: nobody has more than a few open.
pub const MOST_KNOWN_CASES: usize = 20;

/// What is known of a citizen who has called before.
#[derive(Debug, Clone, Default)]
pub struct KnownCitizen {
    /// The language they last spoke.
    pub language: Option<LanguageCode>,
    /// When their phone may be called or texted, if they were asked.
    pub contacting: Option<Contacting>,
    /// Their latest cases, [`MOST_KNOWN_CASES`] at most.
    pub cases: Vec<Case>,
}

/// Knows citizens by their pseudonym.
pub trait Callers {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// What is known of a citizen; `None` of somebody who never called.
    fn citizen(&self, pseudonym: &str) -> impl Future<Output = Result<Option<KnownCitizen>, Unavailable>> + Send;

    /// Whether a case was said on their phone.
    fn is_theirs(&self, pseudonym: &str, ticket: &Ticket) -> impl Future<Output = Result<bool, Unavailable>> + Send;

    /// Keeps when their phone may be called. Idempotent.
    fn allow(&self, citizen: &SealedCitizen, when: Contacting) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// The marks of a case's PINs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PinMarks {
    /// The owner's.
    pub own: Option<String>,
    /// The one to give under duress.
    pub duress: Option<String>,
    /// The call in which the owner's was chosen.
    pub chosen_in: Option<ContactId>,
}

/// A PIN to keep.
#[derive(Debug, Clone, Copy)]
pub struct NewPin<'a> {
    /// Which.
    pub kind: PinKind,
    /// Its mark.
    pub mark: &'a str,
    /// The call and its step: the key of idempotency.
    pub by: (&'a ContactId, u32),
    /// Whether who asks knows the PIN that is there.
    pub replaces: bool,
}

/// One try of a PIN, with the counters that it raises and how far each may go.
#[derive(Debug, Clone)]
pub struct Try {
    /// The call.
    pub contact: ContactId,
    /// Its step.
    pub step: u32,
    /// When.
    pub at: Timestamp,
    /// Keys of counters, each with its limit. They hold a day, and name it.
    pub counters: Vec<(String, u32)>,
}

/// What became of counting a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// It may be looked at.
    Yes,
    /// One of the limits is reached.
    TooMany,
}

/// Keeps the marks of PINs, and counts tries against guessing them.
pub trait Pins {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// The marks of a case.
    fn pins(&self, ticket: &Ticket) -> impl Future<Output = Result<PinMarks, Unavailable>> + Send;

    /// Keeps one. `false`: there is another. A PIN that is replaced takes the one for duress with it. Idempotent by `by`.
    fn keep_pin(&self, ticket: &Ticket, pin: &NewPin<'_>) -> impl Future<Output = Result<bool, Unavailable>> + Send;

    /// With which PIN of the case this call showed that it may speak for it.
    fn proof(
        &self,
        contact: &ContactId,
        ticket: &Ticket,
    ) -> impl Future<Output = Result<Option<PinKind>, Unavailable>> + Send;

    /// Counts a try as wrong, under all its counters or none. Idempotent by contact and step.
    fn count_try(&self, attempt: &Try) -> impl Future<Output = Result<Counted, Unavailable>> + Send;

    /// It was right: the counters get it back, and the call has its proof. Idempotent by contact and step.
    fn forgive(
        &self,
        attempt: &Try,
        ticket: &Ticket,
        kind: PinKind,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}
