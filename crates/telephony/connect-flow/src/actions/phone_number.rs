//! A telephone number that a caller enters (page `store-customer-input`).

use super::calling_codes;
use crate::{
    context::is_e164,
    language::{Object, Wrong},
};

/// The form in which the caller enters the number.
#[derive(Debug)]
pub(super) enum PhoneNumber {
    /// Without the country's calling code. This code, such as `91`, is then added.
    Local(&'static str),
    /// With the calling code, and without the plus.
    E164,
}

impl PhoneNumber {
    pub(super) fn read(mut given: Object<'_>) -> Result<Self, Wrong> {
        const COUNTRY: &str = "CountryCode";
        let local = given.choice("NumberFormat", &[("Local", true), ("E164", false)])?;
        let local = local.ok_or_else(|| given.missing("NumberFormat"))?;
        let country = given.scalar(COUNTRY)?;
        given.finish();
        match country {
            _ if !local => Ok(Self::E164),
            None => Err(given.missing(COUNTRY)),
            Some(country) => match calling_codes::of(&country) {
                Some(code) => Ok(Self::Local(code)),
                None => Err(given.value_of(COUNTRY, &country, "a country's code of two letters, such as `IN`")),
            },
        }
    }

    /// Returns the number in E.164, or `None` if the keys are no telephone number. An input without a key is not
    /// checked here: its value is the word `Timeout`.
    pub(super) fn dialled(&self, keyed: &str) -> Option<String> {
        let number = match self {
            Self::Local(code) => format!("+{code}{keyed}"),
            Self::E164 => format!("+{keyed}"),
        };
        is_e164(&number).then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::PhoneNumber;

    #[track_caller]
    fn check(format: &PhoneNumber, keyed: &str, dialled: Option<&str>) {
        assert_eq!(format.dialled(keyed).as_deref(), dialled, "{keyed}");
    }

    #[test]
    fn a_local_number_gets_its_country_and_an_international_one_its_plus() {
        check(&PhoneNumber::Local("91"), "9876543210", Some("+919876543210"));
        check(&PhoneNumber::E164, "919876543210", Some("+919876543210"));
    }

    #[test]
    fn what_is_too_short_too_long_or_cancelled_is_no_number() {
        for keyed in ["", "1", "*", "9876543210987654", "98765*3210"] {
            check(&PhoneNumber::Local("91"), keyed, None);
        }
    }
}
