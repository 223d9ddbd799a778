//! The key of an event.

use lifecycle::{Event, Ticket};
use std::fmt;

/// The key of an event in the ledger. Its notice can be made again from it alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventKey {
    /// The case.
    pub ticket: Ticket,
    /// The event within the case.
    pub sequence: u32,
}

impl EventKey {
    /// Returns the key of `event`.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        Self { ticket: event.ticket.clone(), sequence: event.sequence }
    }

    /// Reads the output of `to_string`: `ticket-sequence`.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let (ticket, sequence) = given.split_once('-')?;
        Some(Self { ticket: Ticket::parse(ticket).ok()?, sequence: sequence.parse().ok()? })
    }
}

impl fmt::Display for EventKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.ticket, self.sequence)
    }
}
