//! What an agent does for a caller on the line: opens a case for them, and sees the cases that they have.

use super::act::NotActed;
use crate::commit::{Opened as Created, create};
use crate::draft::draft;
use crate::ports::{CaseLists, CaseOpener, Cases, NewCase, NumberSealer, Unavailable};
use crate::values::CallerNumber;
use directory::Directory;
use jiff::Timestamp;
use lifecycle::{Actor, Case, Command, ContactId, Decision, Event, LanguageCode, Order, Ticket, decide};

/// Most cases of one number that are read: a family has a few, a public telephone many.
const MOST_CASES: usize = 50;

/// Letters of a pseudonym by which an agent tells one caller from another.
const SHOWN: usize = 8;

/// A caller whom an agent speaks with.
#[derive(Debug, Clone)]
pub struct OnTheLine {
    /// The call.
    pub contact: ContactId,
    /// Who calls, if the network says so.
    pub caller: Option<CallerNumber>,
    /// The language they speak.
    pub language: LanguageCode,
    /// The agent.
    pub by: Actor,
}

/// A case of a caller on the line.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The case.
    pub case: Case,
    /// Whether it was opened now; else the call had it already.
    pub anew: bool,
}

/// The cases of one number.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// The beginning of the pseudonym: the same for the same number, and no way back to it.
    pub caller: String,
    /// Their cases, as they stand.
    pub cases: Vec<Case>,
}

/// Opens a registered case for a caller on the line. Idempotency key: the contact, which has one case at most; a repeat
/// gets that case, and writes nothing.
///
/// # Errors
/// [`NotActed`] says why not, and what to do.
pub async fn open_case(
    directory: &Directory,
    ledger: &(impl CaseOpener + Cases),
    citizens: &impl NumberSealer,
    line: &OnTheLine,
    draw: impl Fn() -> Ticket,
    now: Timestamp,
) -> Result<Opened, NotActed> {
    let citizen = match &line.caller {
        Some(number) => Some(citizens.seal(number).await?),
        None => None,
    };
    let make = |ticket| {
        let (case, events) = registered(directory, line, ticket, now)?;
        Ok::<_, NotActed>(NewCase { case, events, citizen: citizen.clone(), marker: None })
    };
    match create(ledger, draw, make).await? {
        Created::Done(case) => Ok(Opened { case: *case, anew: true }),
        Created::ContactHasCase(theirs) => {
            let case = ledger.case(&theirs).await?.ok_or(NotActed::NoCase(theirs))?;
            Ok(Opened { case, anew: false })
        }
    }
}

/// The case that the caller's own call would have made, told to an agent instead of recorded.
fn registered(
    directory: &Directory,
    line: &OnTheLine,
    ticket: Ticket,
    now: Timestamp,
) -> Result<(Case, Vec<Event>), NotActed> {
    let draft = draft(directory, ticket, line.contact.clone(), line.language.clone());
    let opened = draft.open(now);
    let order = Order::of(line.by.clone(), Command::Register {});
    match decide(directory, &opened.case, &order, now)? {
        Decision::Happens(next) => Ok((next.case, vec![opened.event, next.event])),
        Decision::Already => Ok((opened.case, vec![opened.event])),
    }
}

/// The cases of whoever calls from a number. Reads alone.
///
/// # Errors
/// When a service does not answer.
pub async fn history(
    ledger: &(impl CaseLists + Cases),
    citizens: &impl NumberSealer,
    number: &CallerNumber,
) -> Result<History, Unavailable> {
    let pseudonym = citizens.pseudonym(number).await?;
    let mut cases = Vec::new();
    for ticket in ledger.tickets_of(&pseudonym).await?.iter().take(MOST_CASES) {
        cases.extend(ledger.case(ticket).await?);
    }
    cases.sort_by_key(|case| std::cmp::Reverse(case.drafted_at));
    Ok(History { caller: pseudonym.chars().take(SHOWN).collect(), cases })
}
