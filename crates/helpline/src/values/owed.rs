//! What somebody must still be told.

use super::EventKey;
use lifecycle::ContactId;
use std::fmt;

/// The key of what somebody must still be told: enough to make the notice or the text again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owed {
    /// What happened to a case: to its department, and to its citizen by SMS.
    Event(EventKey),
    /// A scheme, by SMS, to the caller who asked for it.
    Scheme {
        /// On which call.
        contact: ContactId,
        /// The scheme.
        code: String,
    },
}

/// With this the key of a scheme's text begins; no ticket does.
const SCHEME: &str = "scheme ";

impl Owed {
    /// Reads what `to_string` wrote.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let Some(scheme) = given.strip_prefix(SCHEME) else { return EventKey::parse(given).map(Self::Event) };
        let (code, contact) = scheme.split_once(' ')?;
        Some(Self::Scheme { contact: ContactId::new(contact).ok()?, code: code.to_owned() })
    }
}

impl From<EventKey> for Owed {
    fn from(key: EventKey) -> Self {
        Self::Event(key)
    }
}

impl fmt::Display for Owed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(event) => event.fmt(f),
            Self::Scheme { contact, code } => write!(f, "{SCHEME}{code} {contact}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        for written in ["42710839-3", "scheme ladli-behna contact-1"] {
            assert_eq!(Owed::parse(written).map(|owed| owed.to_string()), Some(written.to_owned()));
        }
        for bad in ["", "scheme ladli-behna", "scheme  ", "42710839", "42710838-3"] {
            assert_eq!(Owed::parse(bad), None, "{bad}");
        }
    }
}
