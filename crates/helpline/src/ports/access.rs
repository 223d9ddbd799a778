//! Records of reading: who read what, and why.

use super::{Actions, Counted, Unavailable};
use jiff::Timestamp;
use lifecycle::{Actor, Ticket, Words};
use std::fmt;

/// One reading of a person's matter by one of the staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The reader.
    pub by: Actor,
    /// The surface through which the request came.
    pub surface: &'static str,
    /// The request, such as `look`, or the command that reads, such as `listen`.
    pub request: &'static str,
    /// The matter.
    pub of: AccessOf,
    /// The reader's reason, if they gave one.
    pub why: Option<Words>,
    /// The time.
    pub at: Timestamp,
    /// The most readings of this kind that one person may make in an hour, if they are limited.
    pub most: Option<u32>,
}

impl Access {
    /// Returns the person who reads: one human has one id, in every office.
    #[must_use]
    pub fn person(&self) -> String {
        self.by.staff().map_or_else(|| self.by.to_string(), ToString::to_string)
    }
}

/// The matter that somebody reads. It never holds a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessOf {
    /// One case.
    Case(Ticket),
    /// The list of a desk or a department, or of promised calls.
    List(String),
    /// The cases of one caller, by the beginning of the pseudonym.
    Caller(String),
}

impl fmt::Display for AccessOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case(ticket) => write!(f, "case {ticket}"),
            Self::List(desk) => write!(f, "list {desk}"),
            Self::Caller(pseudonym) => write!(f, "caller {pseudonym}"),
        }
    }
}

/// Keeps the records of reading. A record is never changed.
pub trait AccessRecords {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Records the reading, and counts it in its hour if it is limited. Returns [`Counted::TooMany`] if the person has
    /// read as much as they may in this hour; the record then says that they were refused. Not idempotent: a repeat is
    /// another reading.
    fn record_access(&self, access: &Access) -> impl Future<Output = Result<Counted, Unavailable>> + Send;
}
