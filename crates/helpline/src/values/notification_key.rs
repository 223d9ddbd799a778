//! The key of a notice or SMS that is still to be sent.

use super::EventKey;
use lifecycle::{ContactId, SchemeCode};
use std::fmt;

/// The key of a notice or SMS that is still to be sent. The notice or SMS can be made again from the key alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotificationKey {
    /// An event of a case: a notice to its department, and an SMS to its citizen.
    Event(EventKey),
    /// A scheme, by SMS, to the caller who asked for it.
    Scheme {
        /// The call on which the caller asked.
        contact: ContactId,
        /// The scheme.
        code: SchemeCode,
    },
}

/// The beginning of the key of a scheme's SMS. No ticket begins so.
const SCHEME: &str = "scheme ";

impl NotificationKey {
    /// Reads the output of `to_string`.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let Some(scheme) = given.strip_prefix(SCHEME) else { return EventKey::parse(given).map(Self::Event) };
        let (code, contact) = scheme.split_once(' ')?;
        Some(Self::Scheme { contact: ContactId::new(contact).ok()?, code: SchemeCode::new(code).ok()? })
    }

    /// Returns the key as a log may show it. A log must not tell which scheme somebody asked for.
    #[must_use]
    pub fn logged(&self) -> String {
        match self {
            Self::Event(event) => event.to_string(),
            Self::Scheme { contact, .. } => format!("a scheme, on call {contact}"),
        }
    }
}

impl From<EventKey> for NotificationKey {
    fn from(key: EventKey) -> Self {
        Self::Event(key)
    }
}

impl fmt::Display for NotificationKey {
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
    fn no_log_names_the_scheme_that_somebody_wanted() {
        let logged = |written: &str| NotificationKey::parse(written).map(|owed| owed.logged());
        assert_eq!(logged("scheme ladli-behna contact-1").as_deref(), Some("a scheme, on call contact-1"));
        assert_eq!(logged("42710839-3").as_deref(), Some("42710839-3"));
    }

    #[test]
    fn a_key_is_read_as_it_was_written() {
        for written in ["42710839-3", "scheme ladli-behna contact-1"] {
            assert_eq!(NotificationKey::parse(written).map(|owed| owed.to_string()), Some(written.to_owned()));
        }
        for bad in ["", "scheme ladli-behna", "scheme  ", "42710839", "42710838-3"] {
            assert_eq!(NotificationKey::parse(bad), None, "{bad}");
        }
    }
}
