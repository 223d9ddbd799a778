//! Callers in the ledger: their cases, their PINs, and their choices.

use super::{Actions, Unavailable};
use crate::values::{PinKind, PinSlot, SealedCitizen};
use dialogue::Contacting;
use jiff::Timestamp;
use jiff::civil::Date;
use lifecycle::{Case, ContactId, LanguageCode, Ticket, in_india};
use std::collections::{BTreeMap, BTreeSet};

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
    /// The most cases that their phone made on one day, in India, among its last hundred.
    pub most_in_a_day: usize,
}

/// Most cases that one person makes in a day. A phone with more is a public one, or a forwarding operator's.
pub const MOST_IN_A_DAY: usize = 10;

impl KnownCitizen {
    /// Returns true if the phone seems to be many people's: it made too many cases in a day, or its cases differ in
    /// kind or in the leave to hear the voice. Nothing is announced on such a phone.
    #[must_use]
    pub fn shares_the_phone(&self) -> bool {
        let registered = || self.cases.iter().filter(|case| case.registered_at.is_some());
        let kinds: BTreeSet<&str> = registered().map(|case| case.standing.kind.as_str()).collect();
        let leaves: BTreeSet<bool> = registered().map(|case| case.voice_granted).collect();
        self.most_in_a_day > MOST_IN_A_DAY || kinds.len() > 1 || leaves.len() > 1
    }
}

/// Returns the largest number of times that fall on one day in India.
#[must_use]
pub fn most_in_a_day(times: impl IntoIterator<Item = Timestamp>) -> usize {
    let mut days: BTreeMap<Date, usize> = BTreeMap::new();
    for at in times {
        *days.entry(in_india(at).date()).or_default() += 1;
    }
    days.into_values().max().unwrap_or_default()
}

/// Knows citizens by their pseudonym.
pub trait Callers {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the citizen, or `None` if they never called.
    fn citizen(&self, pseudonym: &str) -> impl Future<Output = Result<Option<KnownCitizen>, Unavailable>> + Send;

    /// Returns `true` if the case was opened from the citizen's phone.
    fn is_theirs(&self, pseudonym: &str, ticket: &Ticket) -> impl Future<Output = Result<bool, Unavailable>> + Send;

    /// Records the hours in which the citizen's phone may be called or texted. The first answer stays, and after it
    /// only `No` is recorded: a person who holds or forges the phone must not turn on SMS that its owner refused.
    /// Idempotent.
    fn allow(&self, citizen: &SealedCitizen, when: Contacting) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// The marks of a case's PINs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PinMarks {
    /// The mark of the owner's PIN.
    pub own: Option<String>,
    /// The mark of the duress PIN.
    pub duress: Option<String>,
    /// The mark of the PIN that somebody had the owner choose.
    pub forced: Option<String>,
    /// The mark of the second PIN of that choice.
    pub forced_duress: Option<String>,
}

impl PinMarks {
    /// Returns the mark in a place.
    #[must_use]
    pub fn mark(&self, slot: PinSlot) -> Option<&str> {
        match slot {
            PinSlot::Own => self.own.as_deref(),
            PinSlot::Duress => self.duress.as_deref(),
            PinSlot::Forced => self.forced.as_deref(),
            PinSlot::ForcedDuress => self.forced_duress.as_deref(),
        }
    }

    /// Returns the marks after a mark was kept in a place. A new PIN of the owner removes all others, so that only the
    /// new one opens the case. A forced PIN leaves the owner's, and removes the duress PINs that it seems to replace.
    #[must_use]
    pub fn with(self, slot: PinSlot, mark: &str) -> Self {
        let mark = Some(mark.to_owned());
        match slot {
            PinSlot::Own => Self { own: mark, ..Self::default() },
            PinSlot::Duress => Self { duress: mark, ..self },
            PinSlot::Forced => Self { own: self.own, forced: mark, ..Self::default() },
            PinSlot::ForcedDuress => Self { forced_duress: mark, ..self },
        }
    }
}

/// A PIN to keep.
#[derive(Debug, Clone, Copy)]
pub struct NewPin<'a> {
    /// The place of the PIN.
    pub slot: PinSlot,
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
    /// The PIN or scheme that is tried, as a short code that is worthless without a key. A repeat of the step must try
    /// the same.
    pub of: String,
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

    /// Keeps a PIN, as [`PinMarks::with`] says. Returns `false` if the case already has another that may not be
    /// replaced. Idempotent by `by`.
    fn keep_pin(&self, ticket: &Ticket, pin: &NewPin<'_>) -> impl Future<Output = Result<bool, Unavailable>> + Send;

    /// Returns the kind of PIN with which this call has shown that it may speak for the case.
    fn proof(
        &self,
        contact: &ContactId,
        ticket: &Ticket,
    ) -> impl Future<Output = Result<Option<PinKind>, Unavailable>> + Send;

    /// Counts a try as wrong, under all its counters or under none. Idempotent by contact, step and the thing tried: a
    /// repeat of a counted step that tries something else may not go on.
    fn count_try(&self, attempt: &Try) -> impl Future<Output = Result<Counted, Unavailable>> + Send;

    /// Takes a right try off the counters again, and records it as the call's proof. Idempotent by contact and step.
    fn forgive(
        &self,
        attempt: &Try,
        ticket: &Ticket,
        kind: PinKind,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}
