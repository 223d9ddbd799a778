//! The caller's number, as the network reports it.

use secret::Secret;

/// A telephone number in E.164 form, as the network reports it. The number can be forged, and families share one.
/// It is a secret: it prints as stars, and only the citizens' port may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallerNumber(Secret<String>);

/// The country code of India, without the plus sign.
const INDIA: &str = "91";

/// Digits of an Indian number after the country code, mobile or landline with its area code (Department of
/// Telecommunications, National Numbering Plan 2003). The first is never 0, which is the prefix of long-distance calls.
const INDIAN_DIGITS: usize = 10;

/// Words that networks write on the keypad in place of a number that they do not tell: `ANONYMOUS` is 266696687.
const NOBODY: [&str; 8] =
    ["ANONYMOUS", "UNKNOWN", "RESTRICTED", "UNAVAILABLE", "PRIVATE", "BLOCKED", "WITHHELD", "NOCALLERID"];

impl CallerNumber {
    /// Takes a number of one caller. Returns `None` for a withheld number, for a word on the keypad, for a number that
    /// cannot be dialled, and for anything else that a network sends: many people call with the same such number, so it
    /// is served as a withheld one.
    #[must_use]
    pub fn new(given: &str) -> Option<Self> {
        let digits = given.strip_prefix('+').filter(|_| Self::has_the_form(given))?;
        let dialled = match digits.strip_prefix(INDIA) {
            Some(national) => national.len() == INDIAN_DIGITS && !national.starts_with('0'),
            None => !digits.starts_with('0'),
        };
        let national = digits.strip_prefix(INDIA).unwrap_or(digits);
        let one_digit = |digits: &str| digits.bytes().all(|byte| digits.bytes().next() == Some(byte));
        let nobody = NOBODY.iter().any(|word| on_the_keypad(word) == digits || on_the_keypad(word) == national);
        (dialled && !nobody && !one_digit(national)).then(|| Self(Secret::new(given.to_owned())))
    }

    /// Returns true for a plus sign and 7 to 15 digits (ITU-T E.164: at most 15 digits). Such a number may still be
    /// nobody's.
    #[must_use]
    pub fn has_the_form(given: &str) -> bool {
        let digits = given.strip_prefix('+').unwrap_or_default();
        (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    }

    /// Returns the number, for the one port that seals it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

/// Returns the digits of a word on a telephone's keypad (ITU-T E.161).
fn on_the_keypad(word: &str) -> String {
    let key = |letter: char| match letter {
        'A'..='C' => '2',
        'D'..='F' => '3',
        'G'..='I' => '4',
        'J'..='L' => '5',
        'M'..='O' => '6',
        'P'..='S' => '7',
        'T'..='V' => '8',
        _ => '9',
    };
    word.chars().map(key).collect()
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

    #[test]
    fn a_number_that_is_many_people_is_nobody() {
        let words = ["+266696687", "+8656696", "+7378742833", "+86282452253", "+7748283", "+917378742833"];
        let impossible =
            ["+9109000000955", "+91155343", "+91987654321", "+9198765432109", "+910000000000", "+0123456789"];
        let one_digit = ["+919999999999", "+1111111111"];
        for nobody in words.iter().chain(&impossible).chain(&one_digit) {
            assert_eq!(CallerNumber::new(nobody), None, "{nobody}");
        }
        for somebody in ["+919425012345", "+917552551234", "+911122334455", "+6531580000", "+14155550123"] {
            assert!(CallerNumber::new(somebody).is_some(), "{somebody}");
        }
    }
}
