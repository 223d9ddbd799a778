//! What a call needs to know of whoever calls: who they are to us, what they are told, and their PINs.

use super::{SealedCitizen, Unavailable};
use crate::{Digits, PinKind};
use dialogue::Contacting;
use jiff::Timestamp;
use lifecycle::{Assignment, Case, ContactId, LanguageCode, Ticket};
use std::collections::BTreeMap;

/// What is known of a citizen who has called before.
#[derive(Debug, Clone, Default)]
pub struct KnownCitizen {
    /// The language they last spoke.
    pub language: Option<LanguageCode>,
    /// When their phone may be called or texted, if they were asked.
    pub contacting: Option<Contacting>,
    /// Their latest cases.
    pub cases: Vec<Case>,
}

/// Knows citizens by their pseudonym.
pub trait KnowCitizens {
    /// What is known of a citizen; `None` of somebody who never called.
    fn citizen(&self, pseudonym: &str) -> impl Future<Output = Result<Option<KnownCitizen>, Unavailable>> + Send;

    /// Whether a case was said on their phone.
    fn is_theirs(&self, pseudonym: &str, ticket: &Ticket) -> impl Future<Output = Result<bool, Unavailable>> + Send;

    /// Keeps when their phone may be called. Idempotent.
    fn allow(&self, citizen: &SealedCitizen, when: Contacting) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// What the coordinator has every caller told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The words, by language.
    pub said: BTreeMap<LanguageCode, String>,
    /// Where the case of whoever joins belongs.
    pub to: Assignment,
    /// Until when it is said.
    pub until: Timestamp,
}

/// Reads what is announced.
pub trait ReadBoard {
    /// What is announced now, at most half a minute old.
    fn board(&self) -> impl Future<Output = Result<Option<Board>, Unavailable>> + Send;
}

/// Puts up what is announced.
pub trait WriteBoard {
    /// From now on every caller hears it, and nothing that was there before. Idempotent.
    fn put_up(&self, board: &Board) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Makes the mark of a PIN.
pub trait MarkPins {
    /// A code that only this PIN of this case has, worthless without the key.
    fn mark(&self, ticket: &Ticket, pin: &Digits) -> impl Future<Output = Result<String, Unavailable>> + Send;
}

/// The marks of a case's PINs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pins {
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

/// Keeps the marks of PINs.
pub trait KeepPins {
    /// The marks of a case.
    fn pins(&self, ticket: &Ticket) -> impl Future<Output = Result<Pins, Unavailable>> + Send;

    /// Keeps one. `false`: there is another. A PIN that is replaced takes the one for duress with it. Idempotent by `by`.
    fn keep_pin(&self, ticket: &Ticket, pin: &NewPin<'_>) -> impl Future<Output = Result<bool, Unavailable>> + Send;

    /// With which PIN of the case this call showed that it may speak for it.
    fn proof(
        &self,
        contact: &ContactId,
        ticket: &Ticket,
    ) -> impl Future<Output = Result<Option<PinKind>, Unavailable>> + Send;
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

/// Counts wrong PINs.
pub trait CountTries {
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
