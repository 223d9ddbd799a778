//! A value that never prints itself and is compared in constant time.
//!
//! A caller's number and a PIN each have a type of their own, a newtype around [`Secret`]. The newtype checks the form
//! of its value when it is made; printing and comparison are those of [`Secret`]. A secret does not get into a log,
//! because it prints as stars. It does not get into a stored item by accident, because it cannot be serialized. Code
//! that needs the value calls [`Secret::expose`].

use std::fmt;
use subtle::ConstantTimeEq;

/// A value that prints as `***`. A `Secret` takes no more memory than the value in it.
///
/// It has no order and no hash, because both would reveal something about the value.
///
/// ```
/// let pin = secret::Secret::new("4271".to_owned());
/// assert_eq!(format!("{pin} {pin:?}"), "*** ***");
/// assert_eq!(pin.expose(), "4271");
/// ```
#[derive(Clone)]
#[repr(transparent)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Makes `value` a secret.
    #[must_use]
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Returns the value, for code that encrypts it, computes a keyed code from it, or sends it.
    #[must_use]
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

/// Two secrets are equal if their bytes are equal. The time of a comparison depends only on the lengths, so that its
/// duration does not show how many of the first bytes of a guess are right.
impl<T: AsRef<[u8]>> PartialEq for Secret<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_ref().ct_eq(other.0.as_ref()).into()
    }
}

impl<T: AsRef<[u8]>> Eq for Secret<T> {}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl<T> fmt::Display for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_prints_itself_however_deep_it_lies() {
        #[derive(Debug)]
        #[expect(dead_code, reason = "the fields are read by Debug alone")]
        struct Number(Secret<String>);
        #[derive(Debug)]
        #[expect(dead_code, reason = "the fields are read by Debug alone")]
        struct Call {
            from: Option<Number>,
            typed: Vec<Secret<&'static str>>,
            key: Secret<[u8; 2]>,
        }
        let call = Call {
            from: Some(Number(Secret::new("+919876543210".to_owned()))),
            typed: vec![Secret::new("4271")],
            key: Secret::new([211, 97]),
        };
        let printed = [format!("{call:?}"), format!("{call:#?}"), format!("{:>40}", call.key)];
        for text in printed {
            assert!(text.contains("***"), "{text}");
            assert!(!["9876", "4271", "211", "97"].iter().any(|part| text.contains(part)), "{text}");
        }
    }

    #[test]
    fn secrets_are_equal_if_every_byte_is() {
        let pin = Secret::new("4271".to_owned());
        assert_eq!(pin, pin.clone());
        for other in ["4270", "5271", "427", "42711", ""] {
            assert_ne!(pin, Secret::new(other.to_owned()), "{other}");
        }
        assert_eq!(Secret::new(vec![0_u8, 255]), Secret::new(vec![0, 255]));
        assert_ne!(Secret::new([0_u8, 255]), Secret::new([1, 255]));
    }

    #[test]
    fn a_secret_takes_no_more_room_than_its_value() {
        assert_eq!(size_of::<Secret<String>>(), size_of::<String>());
    }
}
