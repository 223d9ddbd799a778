//! An agent's work for a caller on the line: opens a case, and reads the caller's cases.

use super::act::NotActed;
use crate::commit::{Opened as Created, create};
use crate::draft::draft;
use crate::ports::{CaseLists, CaseOpener, Cases, NewCase, NumberSealer, Unavailable, Unsealed};
use crate::values::CallerNumber;
use directory::Directory;
use jiff::Timestamp;
use lifecycle::{Actor, Case, Command, ContactId, Decision, Event, LanguageCode, Order, Ticket, decide};

/// Most cases of one number that are read. A family has a few, a public telephone many.
const MOST_CASES: usize = 50;

/// Number of characters of a pseudonym by which an agent tells callers apart.
const SHOWN: usize = 8;

/// A caller with whom an agent speaks.
#[derive(Debug, Clone)]
pub struct OnTheLine {
    /// The call.
    pub contact: ContactId,
    /// The caller's number, if the network tells it.
    pub caller: Option<CallerNumber>,
    /// The language of the caller.
    pub language: LanguageCode,
    /// The agent.
    pub by: Actor,
}

/// A case of a caller on the line.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The case.
    pub case: Case,
    /// `true` if it was opened now, `false` if the call had it already.
    pub anew: bool,
}

/// The cases of one number.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// The beginning of the pseudonym. It is the same for the same number, and the number cannot be found from it.
    pub caller: String,
    /// Their cases, as they stand.
    pub cases: Vec<Case>,
}

/// Opens a registered case for a caller on the line. Idempotency key: the contact, which has one case at most. A repeat
/// gets that case, and writes nothing.
///
/// # Errors
/// [`NotActed`] gives the reason and the remedy.
pub async fn open_case(
    directory: &Directory,
    ledger: &(impl CaseOpener + Cases),
    citizens: &impl NumberSealer,
    line: &OnTheLine,
    draw: impl Fn() -> Ticket,
    now: Timestamp,
) -> Result<Opened, NotActed> {
    // A key that is refused must not keep a citizen from a ticket: the agent asks again, and the number is added.
    let citizen = match &line.caller {
        Some(number) => citizens.seal(number).await.ok(),
        None => None,
    };
    let owes_number = citizen.is_none() && line.caller.is_some();
    let make = |ticket| {
        let (case, events) = registered(directory, line, ticket, now)?;
        Ok::<_, NotActed>(NewCase { case, events, citizen: citizen.clone(), owes_number, marker: None })
    };
    match create(ledger, draw, make).await? {
        Created::Done(case) => Ok(Opened { case: *case, anew: true }),
        Created::ContactHasCase(theirs) => {
            let case = ledger.case(&theirs).await?.ok_or(NotActed::NoCase(theirs))?;
            if let Some(citizen) = &citizen {
                let (contact, language) = (case.contact.clone(), case.language.clone());
                let (ticket, drafted_at) = (case.ticket.clone(), case.drafted_at);
                ledger.add_caller(&Unsealed { contact, ticket, language, drafted_at }, citizen).await?;
            }
            Ok(Opened { case, anew: false })
        }
    }
}

/// Returns the registered case that the caller's own call would have made. The citizen tells it to an agent instead of
/// recording it.
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

/// Returns the cases of the citizen with this number. It only reads.
///
/// # Errors
/// [`Unavailable`] if a service does not answer.
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
