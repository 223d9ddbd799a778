//! Values that callers give, sealed or still to be sealed.

use secret::Secret;
use std::fmt;

/// A caller's number after it was sealed.
#[derive(Clone)]
pub struct SealedCitizen {
    /// The keyed pseudonym. The same number always gives the same pseudonym, which is worthless without the key.
    pub pseudonym: String,
    /// The number, encrypted for the functions that text or call citizens.
    pub number: Vec<u8>,
}

impl fmt::Debug for SealedCitizen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedCitizen(***)")
    }
}

/// A value that a citizen discloses. It prints as stars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosed(Secret<String>);

impl Disclosed {
    /// Longest value, in characters. No id of a scheme is longer.
    pub const LONGEST: usize = 40;

    /// Takes 1 to 40 letters, digits, dashes and slashes.
    #[must_use]
    pub fn new(given: &str) -> Option<Self> {
        let fits = (1..=Self::LONGEST).contains(&given.len())
            && given.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'/');
        fits.then(|| Self(Secret::new(given.to_owned())))
    }

    /// Returns the value, for the port that seals it and the one officer who may see it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}
