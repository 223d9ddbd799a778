//! A rejected command.

use crate::{CommandKind, State, Ticket, may};
use std::fmt;

/// The reason for a rejection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The state does not allow the command.
    State,
    /// A condition beside the state does not allow the command.
    Condition,
    /// The actor's role may not give the command.
    Role,
    /// The officer's level may not act on the case.
    Level,
    /// The case has taken as many notes as it takes in a day.
    Limit,
    /// The actor saw another version of the case.
    Stale,
    /// The actor may not know that the case exists.
    Hidden,
}

/// A rejected command, with the reason and a remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The ticket of the case.
    pub ticket: Ticket,
    /// The state of the case, as the actor sees it.
    pub state: String,
    /// The kind of the rejected command.
    pub command: CommandKind,
    /// The reason.
    pub why: Why,
    /// An instruction: the thing to do instead.
    pub remedy: &'static str,
}

impl std::error::Error for Rejection {}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ticket, command, why, remedy, .. } = self;
        let state = State::shown(&self.state);
        match why {
            // The same words as for a number that was never drawn, so that the case stays hidden.
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
