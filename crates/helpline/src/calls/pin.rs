//! The secret number of a case: kept, tried, and locked against guessing.
//!
//! A PIN belongs to a case, not to a person: a phone is shared, and one member of a family need not know what another
//! complains of. Only its mark is kept, a message authentication code under a key that never leaves its service.

use super::{CallStores, StepContext};
use crate::ports::{Callers, Counted, PinMarker, Pins, Try, Unavailable};
use crate::values::{CallerNumber, Digits, PinKind};
use jiff::Timestamp;
use lifecycle::{ContactId, Ticket, in_india};
use secret::Secret;

/// Wrong PINs in a day, of one case, from phones that are not its own. Then it is locked for them until tomorrow; the
/// owner's own phone has tries of its own, so that nobody locks the owner out.
pub const TRIES_OF_OTHERS: u32 = 3;

/// Wrong PINs in a day, of one case, from its own phone: the number may be forged.
pub const TRIES_OF_ITS_PHONE: u32 = 5;

/// Wrong PINs in a day from one phone, whatever the case.
pub const TRIES_OF_A_CALLER: u32 = 10;

/// Wrong PINs in a day over all: far more than people forget, far fewer than it takes to guess one of ten thousand.
pub const TRIES_OVER_ALL: u32 = 1_000;

/// What became of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// It is one of the case's. Which stands in the ledger alone, as the call's proof.
    Right {
        /// The call in which the owner chose theirs.
        chosen_in: Option<ContactId>,
    },
    /// It is not, or there is no such case, or it has no PIN: nobody hears which.
    Wrong,
    /// Nobody may try again today.
    Locked,
}

/// Who tries what, when, on which step of which call.
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
    /// Tries a PIN. It is counted as wrong before it is looked at, so that a hundred tries at once are a hundred; a right one
    /// is given back, and stands in the ledger as this call's proof. Idempotency key: contact and step.
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
        // Whoever withholds their number is nobody in particular: one of them must not lock all the others out.
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

/// Compares two marks in a time that does not tell where they differ.
pub(crate) fn alike(one: &str, other: &str) -> bool {
    Secret::new(one) == Secret::new(other)
}
