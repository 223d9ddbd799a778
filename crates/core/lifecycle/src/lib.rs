//! The lifecycle of a case, from the caller's first word until the citizen says that it is solved.
//!
//! [`decide`] takes a case, an order and a moment. It returns the new case with one event, or nothing if the order
//! changes nothing, or a rejection that says why. The table [`rule()`] holds the effect of each command in each state;
//! [`may`] holds the roles that may give it. A case is the fold of its events: [`Case::begin`] takes the first event,
//! [`Case::after`] each later one. The crate is pure: it reads no clock, network or file, and knows nothing of AWS.
//!
//! A [`Desk`] has the case, and officers of a [`Level`] must act on it. The [`Standing`] of a case holds its state,
//! desk, level and clocks. A note is the citizen's recorded speech on one call, after the beep. A [`Promise`] is a
//! dated task.

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
mod heard;
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
pub use heard::{CitizenHours, Heard, News, Stage, Unheard, act_opens_at, is_ordinary, opens_at};
pub use history::{Flaw, refold};
pub use level::Level;
pub use penalty::{Penalty, penalty};
pub use promise::{Keeper, MAX_PROMISES, Promise, PromiseKind};
pub use rule::{Rule, a_reason, each_time, may, rule};
pub use standing::{Assignment, Pause, Standing};
pub use terms::{
    APEX_DAYS, APPEAL_DAYS, ATTEMPTS, CALL_DAYS, MAX_QUESTIONS, MAX_TRANSFERS, NOTES_A_DAY, REOPEN_DAYS, REPORT_WITHIN,
    Terms,
};
pub use ticket::{Ticket, TicketError, Tickets};
pub use words::{Closing, Confidentiality, Desk, Field, Ground, Kind, Need, Pace, State, Waiting};
