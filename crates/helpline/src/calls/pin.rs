//! The PINs of a case: kept, tried, and locked against guessing.
//!
//! A PIN belongs to a case, not to a person, because a family may share a phone, and one member need not know another's
//! complaint. The ledger keeps only the PIN's mark, a message authentication code under a key that never leaves its
//! service.

use super::{CallStores, StepContext};
use crate::ports::{Callers, Counted, PinMarker, Pins, Try, Unavailable};
use crate::values::{CallerNumber, Digits, PinKind};
use jiff::Timestamp;
use lifecycle::{ContactId, Ticket, in_india};
use secret::Secret;

/// Wrong PINs in a day for one case from other phones than its own. The case is then locked for them until tomorrow.
/// The owner's own phone has a separate count, so that nobody can lock the owner out.
pub const TRIES_OF_OTHERS: u32 = 3;

/// Wrong PINs in a day for one case from its own phone. There is a limit because the number may be forged.
pub const TRIES_OF_ITS_PHONE: u32 = 5;

/// Wrong PINs in a day from one phone, for all cases together.
pub const TRIES_OF_A_CALLER: u32 = 10;

/// Wrong PINs in a day from all phones together. People forget far fewer, and it takes far more to guess one PIN of ten
/// thousand.
pub const TRIES_OVER_ALL: u32 = 1_000;

/// The outcome of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// It is a PIN of the case. Only the ledger tells which of the two, as the call's proof.
    Right {
        /// The call in which the owner chose their PIN.
        chosen_in: Option<ContactId>,
    },
    /// It is not a PIN of the case, the case has no PIN, or there is no such case. The caller does not hear which.
    Wrong,
    /// No more tries are allowed today.
    Locked,
}

/// A try of a PIN, with the caller, the step of the call and the time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trying<'a> {
    pub(crate) ticket: &'a Ticket,
    pub(crate) pin: &'a Digits,
    pub(crate) caller: Option<&'a CallerNumber>,
    pub(crate) contact: &'a ContactId,
    pub(crate) step: u32,
    pub(crate) now: Timestamp,
}

impl<P: CallStores, D: Fn() -> Ticket> StepContext<'_, P, D> {
    /// Tries a PIN. The try counts as wrong before the PIN is compared, so that a hundred tries at once count as a
    /// hundred. A right try is taken off the count, and the ledger keeps it as this call's proof. Idempotency key:
    /// contact and step.
    pub(super) async fn try_pin(&self, trying: Trying<'_>) -> Result<Tried, Unavailable> {
        let ledger = self.stores.ledger();
        let Trying { ticket, pin, caller, contact, step, now } = trying;
        let pseudonym = match caller {
            Some(number) => Some(self.pseudonym(number).await?),
            None => None,
        };
        let own = match &pseudonym {
            Some(pseudonym) => ledger.is_theirs(pseudonym, ticket).await?,
            None => false,
        };
        let day = in_india(now).date();
        let (door, most) = if own { ("own", TRIES_OF_ITS_PHONE) } else { ("others", TRIES_OF_OTHERS) };
        let mut counters = vec![(format!("{ticket}#{door}#{day}"), most), (format!("all#{day}"), TRIES_OVER_ALL)];
        // Callers who withhold their number have no counter of a phone: with a common counter, one of them could lock
        // all the others out.
        counters.extend(pseudonym.map(|caller| (format!("caller#{caller}#{day}"), TRIES_OF_A_CALLER)));
        let attempt = Try { contact: contact.clone(), step, at: now, counters };
        if ledger.count_try(&attempt).await? == Counted::TooMany {
            return Ok(Tried::Locked);
        }
        let (mark, pins) = (self.stores.marker().mark(ticket, pin).await?, ledger.pins(ticket).await?);
        let kind = [(PinKind::Own, pins.own), (PinKind::Duress, pins.duress)];
        let Some((kind, _)) = kind.into_iter().find(|(_, kept)| kept.as_deref().is_some_and(|kept| alike(kept, &mark)))
        else {
            return Ok(Tried::Wrong);
        };
        ledger.forgive(&attempt, ticket, kind).await?;
        Ok(Tried::Right { chosen_in: pins.chosen_in })
    }
}

/// Compares two marks in constant time, so that the time does not tell where they differ.
pub(crate) fn alike(one: &str, other: &str) -> bool {
    Secret::new(one) == Secret::new(other)
}
