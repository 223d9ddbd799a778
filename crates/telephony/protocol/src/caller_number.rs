//! The caller's number, as the network reports it.

use secret::Secret;

/// A telephone number in E.164 form, as the network reports it. The number can be forged, and families share one.
/// It is a secret: it prints as stars, and only the citizens' port may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallerNumber(Secret<String>);

impl CallerNumber {
    /// Takes a number of 7 to 15 digits after a plus sign (ITU-T E.164: at most 15 digits). Returns `None` for a
    /// withheld number and for anything else that a network sends; such a caller is served without a citizen's item.
    #[must_use]
    pub fn new(given: &str) -> Option<Self> {
        let digits = given.strip_prefix('+')?;
        let fits = (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| Self(Secret::new(given.to_owned())))
    }

    /// Returns the number, for the one port that seals it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_never_prints_itself() {
        assert_eq!(format!("{:?}", CallerNumber::new("+919876543210")), "Some(CallerNumber(***))");
    }

    #[test]
    fn a_withheld_or_odd_number_is_no_number() {
        for odd in ["", "anonymous", "+", "919876543210", "+91 98765", "+९१९८७६५४३२१०", "+1234567890123456"]
        {
            assert_eq!(CallerNumber::new(odd), None, "{odd}");
        }
    }
}
