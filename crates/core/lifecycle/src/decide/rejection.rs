//! A command that is not granted.

use crate::{CommandKind, Ticket, may};
use std::fmt;

/// Of what sort a rejection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The state does not allow it.
    State,
    /// Something beside the state does not allow it.
    Condition,
    /// This kind of actor may not.
    Role,
    /// This officer's level may not.
    Level,
    /// The case has taken what it takes in a day.
    Limit,
    /// They saw an older version.
    Stale,
    /// They may not know that there is such a case.
    Hidden,
}

/// A command that is not granted: what it was, on what, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The case.
    pub ticket: Ticket,
    /// Its state, as the actor sees it.
    pub state: String,
    /// What was asked.
    pub command: CommandKind,
    /// Of what sort it is.
    pub why: Why,
    /// What to do instead.
    pub remedy: &'static str,
}

impl std::error::Error for Rejection {}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ticket, state, command, why, remedy } = self;
        match why {
            // The very words of a number that was never drawn.
            Why::Hidden => write!(f, "there is no case {ticket}; {remedy}"),
            Why::Role => {
                let roles: Vec<&str> = may(*command).iter().map(|role| role.as_str()).collect();
                write!(f, "case {ticket} is {state}: `{command}` is not theirs to give; {} may", roles.join(", "))
            }
            Why::Level => write!(f, "case {ticket} is {state}: `{command}` is not for this level; {remedy}"),
            Why::Stale => {
                write!(f, "case {ticket} is {state}: `{command}` was given in view of another version; {remedy}")
            }
            Why::State | Why::Condition | Why::Limit => {
                write!(f, "case {ticket} is {state}: cannot `{command}`; {remedy}")
            }
        }
    }
}
