//! What a caller types.

use secret::Secret;

/// Digits of a PIN: as many as a bank's, which people know.
pub const PIN_DIGITS: usize = 4;

/// What a caller typed. It prints as stars: it may be a PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits(Secret<String>);

impl Digits {
    /// Longest that is taken: a ticket has 10, no id of a scheme more than 20.
    pub const LONGEST: usize = 20;

    /// Takes 1 to 20 digits.
    #[must_use]
    pub fn new(given: &str) -> Option<Self> {
        let fits = (1..=Self::LONGEST).contains(&given.len()) && given.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| Self(Secret::new(given.to_owned())))
    }

    /// What was typed, for the port that marks or seals it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// Whether it can be a PIN that nobody guesses first: four digits, not one repeated, not a row.
    #[must_use]
    pub fn makes_a_pin(&self) -> bool {
        let digits = self.expose().as_bytes();
        let steps: Vec<i16> =
            digits.iter().zip(digits.iter().skip(1)).map(|(a, b)| i16::from(*b) - i16::from(*a)).collect();
        let even = steps.iter().all(|step| Some(step) == steps.first());
        digits.len() == PIN_DIGITS && !(even && steps.first().is_some_and(|step| step.abs() <= 1))
    }
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
        assert_eq!(format!("{:?}", Digits::new("4271")), "Some(Digits(***))");
        for odd in ["", "Timeout", "12*4", "१२३४", "123456789012345678901"] {
            assert_eq!(Digits::new(odd), None, "{odd}");
        }
    }
}
