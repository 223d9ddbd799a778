//! The secret number of a case: kept, tried, and locked against guessing.
//!
//! A PIN belongs to a case, not to a person: a phone is shared, and one member of a family need not know what another
//! complains of. Only its mark is kept, a message authentication code under a key that never leaves its service.

use crate::CallerNumber;
use crate::ports::{CountTries, Counted, KeepPins, MarkPins, SealCitizen, Try, Unavailable};
use jiff::Timestamp;
use lifecycle::{ContactId, Ticket, in_india};
use std::fmt;

/// Digits of a PIN: as many as a bank's, which people know.
pub const PIN_DIGITS: usize = 4;

/// Wrong PINs in a day, of one case, from phones that are not its own. Then it is locked for them until tomorrow; the
/// owner's own phone has tries of its own, so that nobody locks the owner out.
pub const TRIES_OF_OTHERS: u32 = 3;

/// Wrong PINs in a day, of one case, from its own phone: the number may be forged.
pub const TRIES_OF_ITS_PHONE: u32 = 5;

/// Wrong PINs in a day from one phone, whatever the case.
pub const TRIES_OF_A_CALLER: u32 = 10;

/// Wrong PINs in a day over all: far more than people forget, far fewer than it takes to guess one of ten thousand.
pub const TRIES_OVER_ALL: u32 = 1_000;

/// What a caller typed. It prints as stars: it may be a PIN.
#[derive(Clone, PartialEq, Eq)]
pub struct Digits(String);

impl Digits {
    /// Longest that is taken: a ticket has 10, no id of a scheme more than 20.
    pub const LONGEST: usize = 20;

    /// Takes 1 to 20 digits.
    #[must_use]
    pub fn new(given: &str) -> Option<Self> {
        let fits = (1..=Self::LONGEST).contains(&given.len()) && given.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| Self(given.to_owned()))
    }

    /// What was typed, for the port that marks or seals it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether it can be a PIN that nobody guesses first: four digits, not one repeated, not a row.
    #[must_use]
    pub fn makes_a_pin(&self) -> bool {
        let digits = self.0.as_bytes();
        let steps: Vec<i16> =
            digits.iter().zip(digits.iter().skip(1)).map(|(a, b)| i16::from(*b) - i16::from(*a)).collect();
        let even = steps.iter().all(|step| Some(step) == steps.first());
        digits.len() == PIN_DIGITS && !(even && steps.first().is_some_and(|step| step.abs() <= 1))
    }
}

impl fmt::Debug for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Which PIN of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinKind {
    /// The one the owner uses.
    Own,
    /// The one to give under duress.
    Duress,
}

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

/// Tries a PIN. It is counted as wrong before it is looked at, so that a hundred tries at once are a hundred; a right one
/// is given back, and stands in the ledger as this call's proof. Idempotency key: contact and step.
pub(crate) async fn try_pin<P>(ports: &P, trying: Trying<'_>) -> Result<Tried, Unavailable>
where
    P: CountTries + KeepPins + MarkPins + SealCitizen + crate::ports::KnowCitizens,
{
    let Trying { ticket, pin, caller, contact, step, now } = trying;
    let pseudonym = match caller {
        Some(number) => Some(ports.pseudonym(number).await?),
        None => None,
    };
    let own = match &pseudonym {
        Some(pseudonym) => ports.is_theirs(pseudonym, ticket).await?,
        None => false,
    };
    let day = in_india(now).date();
    let (door, most) = if own { ("own", TRIES_OF_ITS_PHONE) } else { ("others", TRIES_OF_OTHERS) };
    let mut counters = vec![(format!("{ticket}#{door}#{day}"), most), (format!("all#{day}"), TRIES_OVER_ALL)];
    // Whoever withholds their number is nobody in particular: one of them must not lock all the others out.
    counters.extend(pseudonym.map(|caller| (format!("caller#{caller}#{day}"), TRIES_OF_A_CALLER)));
    let attempt = Try { contact: contact.clone(), step, at: now, counters };
    if ports.count_try(&attempt).await? == Counted::TooMany {
        return Ok(Tried::Locked);
    }
    let (mark, pins) = (ports.mark(ticket, pin).await?, ports.pins(ticket).await?);
    let kind = [(PinKind::Own, pins.own), (PinKind::Duress, pins.duress)];
    let Some((kind, _)) = kind.into_iter().find(|(_, kept)| kept.as_deref().is_some_and(|kept| alike(kept, &mark)))
    else {
        return Ok(Tried::Wrong);
    };
    ports.forgive(&attempt, ticket, kind).await?;
    Ok(Tried::Right { chosen_in: pins.chosen_in })
}

/// Compares two marks in a time that does not tell where they differ.
pub(crate) fn alike(one: &str, other: &str) -> bool {
    let differ = one.bytes().zip(other.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b));
    one.len() == other.len() && differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_that_is_guessed_first_is_none() {
        for easy in ["0000", "7777", "1234", "4321", "6789", "123", "12345"] {
            assert!(!Digits::new(easy).is_some_and(|pin| pin.makes_a_pin()), "{easy}");
        }
        for good in ["4271", "1122", "1357", "9081"] {
            assert!(Digits::new(good).is_some_and(|pin| pin.makes_a_pin()), "{good}");
        }
    }

    #[test]
    fn what_was_typed_never_prints_itself() {
        assert_eq!(format!("{:?}", Digits::new("4271")), "Some(***)");
        for odd in ["", "Timeout", "12*4", "१२३४", "123456789012345678901"] {
            assert_eq!(Digits::new(odd), None, "{odd}");
        }
    }
}
