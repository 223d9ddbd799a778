//! What can be asked of a case.

use crate::{Assignment, Limits};
use std::fmt;

/// A wish that [`crate::decide`] grants or rejects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The caller hears the beep and begins to speak.
    BeginTake,
    /// The caller has finished the note.
    Register {
        /// The times in force now.
        limits: Limits,
        /// The directory they come from.
        directory_version: String,
    },
    /// The caller says what it is about.
    Sort {
        /// Where it belongs.
        to: Assignment,
        /// The times of that department and category.
        limits: Limits,
        /// The directory they come from.
        directory_version: String,
    },
    /// The caller does not sort; the triage desk will.
    LeaveToTriage,
    /// The sweep looks: what is due happens now.
    PassTime,
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BeginTake => "begin the take",
            Self::Register { .. } => "register",
            Self::Sort { .. } => "sort",
            Self::LeaveToTriage => "leave to triage",
            Self::PassTime => "pass time",
        })
    }
}
