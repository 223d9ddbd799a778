//! The PINs of a case: kept, tried, and locked against guessing.
//!
//! A PIN belongs to a case, not to a person, because a family may share a phone, and one member need not know another's
//! complaint. The ledger keeps only the PIN's mark, a message authentication code under a key that never leaves its
//! service.

use super::{CallStores, StepContext};
use crate::ports::{Callers, Counted, PinMarker, Pins, Try, Unavailable};
use crate::values::{CallerNumber, Digits, PinSlot};
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

/// Wrong PINs in a day from all callers together who withhold their number. Together they can lock one another, and
/// nobody else.
pub const TRIES_OF_THE_WITHHELD: u32 = 200;

/// Wrong PINs on one call: three for each of two tickets.
pub const TRIES_OF_A_CALL: u32 = 6;

/// Wrong PINs in a day of cases that have a PIN, from all phones together. People forget far fewer, and it takes far
/// more to guess one PIN of ten thousand.
pub const TRIES_OVER_ALL: u32 = 1_000;

/// Characters of a PIN's mark by which a repeat of a step is known to try the same PIN.
const TOLD_APART: usize = 8;

/// The names of the counters of a caller begin so, whatever case is tried.
const OF_THE_CALLER: [&str; 3] = ["call#", "caller#", "withheld#"];

/// Before the code of a try that was counted although its door was full.
const FULL: &str = "full-";

/// The outcome of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tried {
    /// It is a PIN of the case. Only the ledger tells which, as the call's proof.
    Right,
    /// It is not a PIN of the case, the case has no PIN, there is no such case, or no more tries are allowed today. The
    /// caller does not hear which.
    Wrong,
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
    /// contact, step and PIN.
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
        let (mark, pins) = (self.stores.marker().mark(ticket, pin).await?, ledger.pins(ticket).await?);
        let day = in_india(now).date();
        let (door, most) = if own { ("own", TRIES_OF_ITS_PHONE) } else { ("others", TRIES_OF_OTHERS) };
        let mut counters = vec![
            (format!("{ticket}#{door}#{day}"), most),
            (format!("call#{contact}#{day}"), TRIES_OF_A_CALL),
            match pseudonym {
                Some(caller) => (format!("caller#{caller}#{day}"), TRIES_OF_A_CALLER),
                None => (format!("withheld#{day}"), TRIES_OF_THE_WITHHELD),
            },
        ];
        // A ticket without a PIN has nothing to guess. If it counted, made-up tickets would lock the whole State.
        counters.extend(pins.own.is_some().then(|| (format!("all#{day}"), TRIES_OVER_ALL)));
        let of = mark.chars().take(TOLD_APART).collect();
        let attempt = Try { contact: contact.clone(), step, at: now, counters, of };
        if ledger.count_try(&attempt).await? == Counted::TooMany {
            // A full door counts against the caller all the same. Else the tries that a caller has left would tell
            // which door was full, and so if the case is of this phone. The other code refuses a repeat of the step.
            let counters =
                attempt.counters.into_iter().filter(|(name, _)| OF_THE_CALLER.iter().any(|of| name.starts_with(of)));
            let of = format!("{FULL}{}", attempt.of);
            ledger
                .count_try(&Try { contact: contact.clone(), step, at: now, counters: counters.collect(), of })
                .await?;
            return Ok(Tried::Wrong);
        }
        let same = |slot: &PinSlot| pins.mark(*slot).is_some_and(|kept| alike(kept, &mark));
        let Some(slot) = PinSlot::ALL.into_iter().find(same) else { return Ok(Tried::Wrong) };
        ledger.forgive(&attempt, ticket, slot.kind()).await?;
        Ok(Tried::Right)
    }
}

/// Compares two marks in constant time, so that the time does not tell where they differ.
pub(crate) fn alike(one: &str, other: &str) -> bool {
    Secret::new(one) == Secret::new(other)
}
