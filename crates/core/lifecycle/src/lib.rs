//! The life of a case, from the caller's first word to the citizen's word that it is solved.
//!
//! [`decide`] is the whole of it: a case, an order and a moment in; a new case and one event out, or a rejection
//! that says why. What each command does in each state is one table, [`rule()`]; who may give it, another, [`may`].
//! A case is the fold of its events: [`Case::begin`], then [`Case::after`]. Nothing here reads a clock, a network or
//! a file, and nothing here knows AWS.

mod actor;
mod awaited;
mod calendar;
mod case;
mod chain;
mod codes;
mod command;
mod decide;
mod draft;
mod event;
pub mod facts;
mod fold;
mod history;
mod level;
mod penalty;
mod promise;
mod rule;
mod standing;
mod terms;
mod ticket;
mod words;

pub use actor::{Actor, Role};
pub use awaited::{Awaited, Sound, Waits};
pub use calendar::{Calendar, IST, NeverOpen, in_india};
pub use case::{Case, File};
pub use chain::Chain;
pub use codes::{
    Attachment, BadCode, CategoryCode, CommandId, CommandPurpose, ContactId, DepartmentCode, District, LanguageCode,
    LegalGround, SchemeCode, Sealed, StaffId, Words,
};
pub use command::{Command, CommandKind, Door, Order};
pub use decide::{Decision, Rejection, Rules, Why, decide};
pub use draft::Draft;
pub use event::{Event, EventKind, Transition, What};
pub use facts::{BadFact, Fact, Facts, Value};
pub use history::{Flaw, refold};
pub use level::Level;
pub use penalty::{Penalty, penalty};
pub use promise::{Keeper, MAX_PROMISES, Promise, PromiseKind};
pub use rule::{Rule, each_time, may, rule};
pub use standing::{Assignment, Pause, Standing};
pub use terms::{
    APEX_DAYS, APPEAL_DAYS, ATTEMPTS, CALL_DAYS, MAX_QUESTIONS, MAX_TRANSFERS, NOTES_A_DAY, REOPEN_DAYS, REPORT_WITHIN,
    Terms,
};
pub use ticket::{Ticket, TicketError, Tickets};
pub use words::{Closing, Desk, Field, Ground, Kind, Need, Pace, Quiet, State, Waiting};
