//! The ticket: the number that a caller hears, keeps in mind and keys in again.

use std::fmt;

/// The two lengths of a ticket, in digits. Tickets begin at eight and grow to ten when a tenth of the numbers is used,
/// so that a guess stays a bad bet. Both are even because a ticket is spoken in pairs.
const LENGTHS: [usize; 2] = [8, 10];

/// The quasigroup of H. Michael Damm, "Total anti-symmetrische Quasigruppen" (Marburg, 2004). A check digit from it
/// reveals every single wrong digit and every swap of two neighbours.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The number of a case: eight or ten digits, of which the last is a check digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(String);

/// The reason why a text is not a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    /// The text is not eight or ten characters long.
    #[error("a ticket has 8 or 10 digits, not {0}")]
    Length(usize),
    /// A character is not a digit.
    #[error("a ticket has digits only")]
    NotADigit,
    /// A digit is wrong, or two are swapped.
    #[error("the ticket's check digit does not fit: a digit is wrong or two are swapped")]
    CheckDigit,
}

/// A source of tickets of one length. The constructor checks the length, so that drawing cannot fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tickets {
    /// Digits of a ticket, the check digit included.
    digits: usize,
}

impl Tickets {
    /// Creates the source of tickets with that many digits.
    ///
    /// # Errors
    /// [`TicketError::Length`] if `digits` is neither 8 nor 10.
    pub fn new(digits: usize) -> Result<Self, TicketError> {
        if LENGTHS.contains(&digits) { Ok(Self { digits }) } else { Err(TicketError::Length(digits)) }
    }

    /// Returns the ticket that a random number draws. One number always draws the same ticket.
    #[must_use]
    pub fn draw(self, random: u64) -> Ticket {
        let width = self.digits.saturating_sub(1);
        let space = (0..width).fold(1_u64, |space, _| space.saturating_mul(10));
        let body = format!("{:0width$}", random % space);
        // The body has digits only, so `damm` always gives a check digit.
        let check = damm(&body).unwrap_or_default();
        Ticket(format!("{body}{check}"))
    }
}

impl Ticket {
    /// Draws one ticket of `length` digits. A caller that draws more than one keeps a [`Tickets`].
    ///
    /// # Errors
    /// [`TicketError::Length`] if `length` is neither 8 nor 10.
    pub fn drawn(random: u64, length: usize) -> Result<Self, TicketError> {
        Ok(Tickets::new(length)?.draw(random))
    }

    /// Reads a ticket that was keyed in, spoken or stored.
    ///
    /// # Errors
    /// A [`TicketError`] that names the broken rule.
    pub fn parse(given: &str) -> Result<Self, TicketError> {
        let length = given.chars().count();
        if !LENGTHS.contains(&length) {
            return Err(TicketError::Length(length));
        }
        match damm(given) {
            None => Err(TicketError::NotADigit),
            Some(0) => Ok(Self(given.to_owned())),
            Some(_) => Err(TicketError::CheckDigit),
        }
    }

    /// Returns the ticket's shard, one of [`Ticket::SHARDS`], for stores that spread their load. The shard comes from
    /// the digits before the check digit, which are drawn evenly.
    #[must_use]
    pub fn shard(&self) -> u8 {
        let drawn = self.0.bytes().rev().skip(1).take(4);
        let number = drawn.fold(0_u16, |n, digit| n * 10 + u16::from(digit - b'0'));
        u8::try_from(number % u16::from(Self::SHARDS)).unwrap_or(0)
    }

    /// Number of shards into which all tickets fall evenly. An index has one partition for each shard: they share the
    /// writes of a peak, and a sweep asks each partition once.
    pub const SHARDS: u8 = 16;

    /// Returns the digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns the interim digit after `digits`: 0 for a valid ticket, or the check digit for a ticket's body. Returns
/// `None` if a character is not a digit.
fn damm(digits: &str) -> Option<u8> {
    digits.chars().try_fold(0_u8, |interim, c| {
        let digit = usize::try_from(c.to_digit(10)?).ok()?;
        DAMM.get(usize::from(interim))?.get(digit).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_example_of_the_damm_algorithm_holds() {
        assert_eq!(damm("572"), Some(4));
    }

    #[test]
    fn what_is_no_ticket_says_why() {
        assert_eq!(Ticket::parse("123"), Err(TicketError::Length(3)));
        assert_eq!(Ticket::parse("1234567x"), Err(TicketError::NotADigit));
        assert_eq!(Ticket::parse("१२३४५६७८"), Err(TicketError::NotADigit));
        assert_eq!(Ticket::drawn(7, 9), Err(TicketError::Length(9)));
    }

    #[test]
    fn tickets_are_drawn_in_the_two_lengths_only() {
        for digits in [0, 1, 7, 9, 11, 20] {
            assert_eq!(Tickets::new(digits), Err(TicketError::Length(digits)));
        }
        let eight = Tickets::new(8).unwrap();
        assert_eq!(eight.draw(4_271_083).as_str(), "42710839");
        assert_eq!(eight.draw(u64::MAX), Ticket::drawn(u64::MAX, 8).unwrap(), "one number always draws one ticket");
    }

    #[test]
    fn a_small_draw_keeps_its_leading_zeros() {
        assert_eq!(Ticket::drawn(5, 8).unwrap().as_str().len(), 8);
    }

    proptest! {
        #[test]
        fn every_draw_reads_back(random: u64, long: bool) {
            let ticket = Ticket::drawn(random, if long { 10 } else { 8 }).unwrap();
            prop_assert_eq!(Ticket::parse(ticket.as_str()), Ok(ticket));
        }

        #[test]
        fn every_single_wrong_digit_is_caught(random: u64, at in 0_usize..8, by in 1_u8..10) {
            let mut digits = Ticket::drawn(random, 8).unwrap().as_str().as_bytes().to_vec();
            digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
            prop_assert_eq!(Ticket::parse(std::str::from_utf8(&digits).unwrap()), Err(TicketError::CheckDigit));
        }

        #[test]
        fn every_swap_of_neighbours_is_caught(random: u64, at in 0_usize..7) {
            let mut digits = Ticket::drawn(random, 8).unwrap().as_str().as_bytes().to_vec();
            prop_assume!(digits[at] != digits[at + 1]);
            digits.swap(at, at + 1);
            prop_assert_eq!(Ticket::parse(std::str::from_utf8(&digits).unwrap()), Err(TicketError::CheckDigit));
        }
    }
}
