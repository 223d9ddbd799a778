//! The direction and the purpose of a call.

use std::fmt;

/// The side that placed the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// A citizen called the helpline.
    Inbound,
    /// The helpline called a citizen.
    Outbound,
}

impl Direction {
    /// Returns `inbound` or `outbound`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
        }
    }

    /// Reads a word that [`Direction::as_str`] wrote.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        [Self::Inbound, Self::Outbound].into_iter().find(|direction| direction.as_str() == given)
    }
}

/// The purpose of a call. Its name is the key of its start in `dialogue.toml`, and the name of its flow's file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Purpose(String);

impl Purpose {
    /// The name of the purpose that every script has.
    pub const INBOUND: &'static str = "inbound";

    /// The name of the purpose of a call that waits in the agents' queue.
    pub const WAITING: &'static str = "waiting";

    /// Takes 1 to 24 small letters, digits and dashes, a letter first.
    #[must_use]
    pub fn new(given: &str) -> Option<Self> {
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let fits = (1..=24).contains(&given.len())
            && given.starts_with(|first: char| first.is_ascii_lowercase())
            && given.chars().all(letters);
        fits.then(|| Self(given.to_owned()))
    }

    /// Returns the purpose of a call in which a citizen brings a matter of their own.
    #[must_use]
    pub fn inbound() -> Self {
        Self(Self::INBOUND.to_owned())
    }

    /// Returns true if the call waits in the agents' queue.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.0 == Self::WAITING
    }

    /// Returns the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
