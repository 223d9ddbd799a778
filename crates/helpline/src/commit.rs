//! The one optimistic write: decide on the case that was read, write at its version, and decide anew where it moved.
//!
//! A step of a call has its own loop (`calls/attempt.rs`), because there the sentence to be said is decided anew too.

use crate::ports::{Advance, Advanced, CaseOpener, CaseWriter, Created, NewCase, Unavailable};
use lifecycle::{Case, Ticket};

/// Times a case may move under one command: nobody has more writers on one case.
const MOST_MOVES: usize = 100;

/// Times that a ticket is drawn anew because another case has it.
const MOST_TICKETS: usize = 6;

/// What is to be done with a case that was read.
pub(crate) enum Next<T> {
    /// This is written.
    Write(Box<Advance>, T),
    /// Nothing: it is so already.
    Nothing(T),
}

/// What became of it.
pub(crate) enum Settled<T> {
    /// It was written now; here is the case as it stands.
    Done(Box<Case>, T),
    /// There was nothing to write.
    Nothing(T),
    /// It was written before; here is the answer that was recorded then.
    Repeated(String),
}

/// Why it was not written, or may not have been.
pub(crate) enum NotWritten {
    /// The ledger said no; nothing was written.
    Refused(String),
    /// It may be written or not.
    Unknown(String),
}

impl From<NotWritten> for Unavailable {
    fn from(why: NotWritten) -> Self {
        match why {
            NotWritten::Refused(why) | NotWritten::Unknown(why) => Self(why),
        }
    }
}

/// Moves a case on. `decide` is asked once for each state in which the case is found.
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
    Err(NotWritten::Unknown(format!("the case moved {MOST_MOVES} times")).into())
}

/// What became of a case that was to be opened.
pub(crate) enum Opened {
    /// It is open; here it is.
    Done(Box<Case>),
    /// Its call has this case already; nothing was written.
    ContactHasCase(Ticket),
}

/// Opens a case under a ticket that no other case has. `make` is asked once for each ticket that is drawn.
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
            // A repeat is known by its marker, and a case without one by its call.
            Created::Repeated(why) | Created::Unknown(why) => return Err(NotWritten::Unknown(why).into()),
        }
    }
    Err(NotWritten::Unknown(format!("{MOST_TICKETS} tickets were taken already")).into())
}
