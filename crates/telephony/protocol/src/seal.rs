//! The seal of a call's state: a message authentication code over contact, step and state.
//!
//! The front end carries the state, and a person who may call the function could write one. A sealed state is this
//! helpline's own, was made for this step of this contact, and is as it was written. The key changes each day, and
//! yesterday's is still read, so that a call goes on over midnight.

use crate::token::NEW_CALL;
use jiff::civil::Date;
use lifecycle::ContactId;
use secret::Secret;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// Begins a sealed state. After it come the key's day, the code and the state, each after a dot.
const SEALED: &str = "s1";

/// Begins a state that was written while no key could be had.
const UNPROVEN: &str = "u1";

/// Bytes of a block of SHA-256 (FIPS 180-4).
const BLOCK: usize = 64;

/// The key of one day's seals.
#[derive(Debug, Clone)]
pub struct SealKey {
    /// The day of which the key is.
    pub day: Date,
    /// The key.
    key: Secret<[u8; 32]>,
}

impl SealKey {
    /// Makes the key of a day.
    #[must_use]
    pub fn new(day: Date, key: [u8; 32]) -> Self {
        Self { day, key: Secret::new(key) }
    }

    /// Returns the label from which the key of a day is derived.
    #[must_use]
    pub fn label(day: Date) -> String {
        format!("state of a call/{day}")
    }

    /// Returns the code of these parts, in hexadecimal digits (HMAC, RFC 2104). A length before each part keeps them
    /// apart.
    fn code(&self, contact: &ContactId, step: u32, state: &str) -> String {
        let mut message = Vec::new();
        for part in [contact.as_str(), step.to_string().as_str(), state] {
            message.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            message.extend_from_slice(part.as_bytes());
        }
        let pad = |with: u8| {
            let key = self.key.expose().iter().copied().chain(std::iter::repeat(0)).take(BLOCK);
            key.map(|byte| byte ^ with).collect::<Vec<u8>>()
        };
        let inner = Sha256::new().chain_update(pad(0x36)).chain_update(&message).finalize();
        let code = Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize();
        code.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// Seals the state that step `step` of a contact will bring back. Without a key the state says that it is unproven.
#[must_use]
pub fn seal(key: Option<&SealKey>, contact: &ContactId, step: u32, state: &str) -> String {
    match key {
        Some(key) => format!("{SEALED}.{}.{}.{state}", key.day, key.code(contact, step, state)),
        None => format!("{UNPROVEN}.{state}"),
    }
}

/// A state as a front end sends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentState<'a> {
    /// The call has just begun.
    New,
    /// A state with the code of a day's key.
    Sealed {
        /// The day of the key.
        day: Date,
        /// The code.
        code: &'a str,
        /// The state.
        state: &'a str,
    },
    /// A state that nothing proves. Releases before the seal wrote such states too.
    Unproven(&'a str),
}

impl<'a> SentState<'a> {
    /// Reads what a front end sent. `None` if it is no state of this helpline.
    #[must_use]
    pub fn read(given: &'a str) -> Option<Self> {
        if given == NEW_CALL {
            return Some(Self::New);
        }
        if given.starts_with('{') {
            return Some(Self::Unproven(given));
        }
        match given.split_once('.')? {
            (UNPROVEN, state) => Some(Self::Unproven(state)),
            (SEALED, rest) => {
                let (day, rest) = rest.split_once('.')?;
                let (code, state) = rest.split_once('.')?;
                Some(Self::Sealed { day: day.parse().ok()?, code, state })
            }
            _ => None,
        }
    }

    /// Returns true if the key of its day made the code for this step of this contact.
    #[must_use]
    pub fn is_sealed_by(&self, key: &SealKey, contact: &ContactId, step: u32) -> bool {
        match self {
            Self::Sealed { day, code, state } => {
                *day == key.day && Secret::new(*code) == Secret::new(key.code(contact, step, state).as_str())
            }
            Self::New | Self::Unproven(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn contact(id: &str) -> ContactId {
        ContactId::new(id).unwrap()
    }

    /// The expected code is that of Python's `hmac` for the key `Jefe`, which HMAC fills with zeros.
    #[test]
    fn the_code_is_an_hmac() {
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let key = SealKey::new(day("2026-11-30"), key);
        let parts = key.code(&contact("c"), 1, "{}");
        assert_eq!(parts.len(), 64);
        assert_eq!(parts, "9686fe1a6dfb2f0702f1b122c74315b078927142b93b5f8d416866a170fc3a7b");
    }

    #[test]
    fn a_state_is_believed_for_its_own_step_of_its_own_contact_under_its_own_key() {
        let today = SealKey::new(day("2026-11-30"), [7; 32]);
        let (mine, other) = (contact("contact-1"), contact("contact-2"));
        let sealed = seal(Some(&today), &mine, 3, r#"{"v":3}"#);
        let sent = SentState::read(&sealed).unwrap();
        assert!(sent.is_sealed_by(&today, &mine, 3));
        assert!(!sent.is_sealed_by(&today, &mine, 4), "another step");
        assert!(!sent.is_sealed_by(&today, &other, 3), "another contact");
        assert!(!sent.is_sealed_by(&SealKey::new(day("2026-12-01"), [7; 32]), &mine, 3), "another day's key");
        assert!(!sent.is_sealed_by(&SealKey::new(day("2026-11-30"), [8; 32]), &mine, 3), "another key");
        let forged = sealed.replace(r#""v":3"#, r#""v":2"#);
        assert!(!SentState::read(&forged).unwrap().is_sealed_by(&today, &mine, 3), "another state");
        assert_eq!(SentState::read("u1.{}"), Some(SentState::Unproven("{}")));
        for odd in ["", "s1", "s1.x", "s1.2026-11-30", "s1.2026-11-30.code", "s2.2026-11-30.code.{}", "NEW", "new "] {
            assert_eq!(SentState::read(odd), None, "{odd:?}");
        }
    }
}
