//! The digits that a caller types.

use secret::Secret;

/// Number of digits of a PIN. People know PINs of four digits from their bank.
pub const PIN_DIGITS: usize = 4;

/// The digits that a caller typed. They print as stars, because they may be a PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits(Secret<String>);

impl Digits {
    /// Most digits that are taken. A ticket has at most 10 digits, and an id of a scheme at most 20.
    pub const LONGEST: usize = 20;

    /// Takes 1 to 20 digits.
    #[must_use]
    pub fn new(given: &str) -> Option<Self> {
        let fits = (1..=Self::LONGEST).contains(&given.len()) && given.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| Self(Secret::new(given.to_owned())))
    }

    /// Returns the digits, for the port that marks or seals them.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// Returns true if the digits make a PIN: four digits, neither all the same nor a row such as 1234 or 4321, because
    /// people guess such PINs first.
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
