//! The optimistic write: decides on a case, writes at its version, and decides again if the case has moved.
//!
//! A step of a call has its own loop (`calls/attempt.rs`), because there the words for the caller are decided again
//! too.

use crate::ports::{Advance, Advanced, CaseOpener, CaseWriter, Created, NewCase, Unavailable};
use lifecycle::{Case, Ticket};

/// Most times that a case may move under one command. No case has so many writers at once.
const MOST_MOVES: usize = 100;

/// Most tickets that are drawn for a new case. A ticket that another case has is drawn again.
const MOST_TICKETS: usize = 6;

/// A decision on a case that was read.
pub(crate) enum Next<T> {
    /// Write this advance, and return this result once it is written.
    Write(Box<Advance>, T),
    /// Write nothing, because the case is already so, and return this result.
    Nothing(T),
}

/// The outcome of [`advance`].
pub(crate) enum Settled<T> {
    /// The advance was written now. Holds the case as it stands, and the result.
    Done(Box<Case>, T),
    /// There was nothing to write. Holds the result.
    Nothing(T),
    /// The command was written before. Holds the answer that was recorded then.
    Repeated(String),
}

/// Why a write did not happen, or may not have happened.
pub(crate) enum NotWritten {
    /// The ledger refused; nothing was written.
    Refused(String),
    /// The outcome is not known: the write may have happened.
    Unknown(String),
}

impl From<NotWritten> for Unavailable {
    fn from(why: NotWritten) -> Self {
        match why {
            NotWritten::Refused(why) | NotWritten::Unknown(why) => Self(why),
        }
    }
}

/// Moves a case on. Calls `decide` once for each version in which it finds the case.
pub(crate) async fn advance<T, E: From<NotWritten>>(
    ledger: &impl CaseWriter,
    mut case: Case,
    decide: impl Fn(&Case) -> Result<Next<T>, E>,
) -> Result<Settled<T>, E> {
    for _ in 0..MOST_MOVES {
        let (write, result) = match decide(&case)? {
            Next::Write(write, result) => (write, result),
            Next::Nothing(result) => return Ok(Settled::Nothing(result)),
        };
        match ledger.advance(&write).await {
            Advanced::Done => return Ok(Settled::Done(Box::new(write.case), result)),
            Advanced::Repeated(answer) => return Ok(Settled::Repeated(answer)),
            Advanced::Moved(moved) => case = *moved,
            Advanced::Refused(why) => return Err(NotWritten::Refused(why).into()),
            Advanced::Unknown(why) => return Err(NotWritten::Unknown(why).into()),
        }
    }
    Err(NotWritten::Refused(format!("the case moved {MOST_MOVES} times; send the command again")).into())
}

/// The outcome of [`create`].
pub(crate) enum Opened {
    /// The case is open. Holds the case as it was written.
    Done(Box<Case>),
    /// The contact already has this case; nothing was written.
    ContactHasCase(Ticket),
}

/// Opens a case under a ticket that no other case has. Calls `make` once for each ticket that it draws.
pub(crate) async fn create<E: From<NotWritten>>(
    ledger: &impl CaseOpener,
    draw: impl Fn() -> Ticket,
    make: impl Fn(Ticket) -> Result<NewCase, E>,
) -> Result<Opened, E> {
    for _ in 0..MOST_TICKETS {
        let new = make(draw())?;
        match ledger.create(&new).await {
            Created::Done => return Ok(Opened::Done(Box::new(new.case))),
            Created::TicketTaken => {}
            Created::ContactHasCase(theirs) => return Ok(Opened::ContactHasCase(theirs)),
            Created::Refused(why) => return Err(NotWritten::Refused(why).into()),
            // The new cases of `make` have no marker, so a repeat comes as `ContactHasCase` and never as `Repeated`.
            Created::Repeated(why) | Created::Unknown(why) => return Err(NotWritten::Unknown(why).into()),
        }
    }
    Err(NotWritten::Refused(format!("{MOST_TICKETS} tickets were taken already; ask again")).into())
}
