//! A command of the staff: it is decided on the version that they saw, written, and only then answered.

use crate::commit::{Next, NotWritten, Settled, advance};
use crate::ports::{Advance, CaseWriter, CommandCases, DisclosureOpener, DisclosureSealer, Marker, Unavailable};
use crate::values::Disclosed;
use jiff::Timestamp;
use lifecycle::{Attachment, Case, Command, CommandId, Decision, Order, Rejection, Rules, Ticket, decide};
use std::fmt;

/// A command of the staff.
#[derive(Debug, Clone)]
pub struct CommandRequest {
    /// The case.
    pub ticket: Ticket,
    /// The command's id, which is the key of idempotency. It is drawn once, however often the command is sent.
    pub id: CommandId,
    /// The command, its actor, their reason, and the version that they saw.
    pub order: Order,
    /// The value to be sealed, if the command is a grant.
    pub disclosed: Option<Disclosed>,
    /// The audio of the note that the command names, where it names one that is kept.
    pub sound: Option<Attachment>,
}

/// The result of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandResult {
    /// The event that happened, or `nothing` if the case was already so.
    pub event: String,
    /// The version that the case has now. For a withdrawn case only the coordinator gets it, because it would show if
    /// the case still moves.
    pub version: Option<u32>,
    /// The state, as the actor sees it.
    pub state: String,
    /// The value that the acting officer may see, if the command was a look.
    pub disclosed: Option<Disclosed>,
}

impl CommandResult {
    fn on(case: &Case, order: &Order, event: impl Into<String>) -> Self {
        let version = order.by.sees_it_move(case).then_some(case.version);
        let state = order.by.sees_state(case);
        Self { event: event.into(), version, state, disclosed: None }
    }
}

/// The record of a command, written with the case: the answer, the fingerprint of the command that it answers, and the
/// version. A disclosed value is never recorded.
struct Record {
    acted: CommandResult,
    fingerprint: String,
    written: u32,
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CommandResult { event, version, state, .. } = &self.acted;
        let version = version.map_or_else(|| "-".to_owned(), |version| version.to_string());
        write!(f, "{};{};{event};{version};{state}", self.fingerprint, self.written)
    }
}

impl Record {
    fn parse(given: &str) -> Option<Self> {
        let mut parts = given.splitn(5, ';');
        let (fingerprint, written) = (parts.next()?.to_owned(), parts.next()?.parse().ok()?);
        let (event, version) = (parts.next()?.to_owned(), parts.next()?.parse().ok());
        let acted = CommandResult { event, version, state: parts.next()?.to_owned(), disclosed: None };
        Some(Self { acted, fingerprint, written })
    }
}

/// Why a command was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotActed {
    /// The lifecycle refuses it.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// There is no such case. The words are the same for a case that the actor may not see.
    #[error("there is no case {0}; check the number")]
    NoCase(Ticket),
    /// The id was used for another command.
    #[error("the id `{0}` carried out another command; draw a new id for each command")]
    OtherCommand(CommandId),
    /// The id was used for a look. The case has changed since, or a link or transcript was handed out.
    #[error("case {0} was looked at with that id already; look again with a new id")]
    LookAgain(Ticket),
    /// The ledger refused; nothing was written.
    #[error("nothing was written: {0}")]
    Refused(String),
    /// The write may have happened or not, or a service did not answer.
    #[error("the outcome is not known: {0}; send the same command with the same id again")]
    Unknown(String),
}

impl From<Unavailable> for NotActed {
    fn from(Unavailable(why): Unavailable) -> Self {
        Self::Unknown(why)
    }
}

impl From<NotWritten> for NotActed {
    fn from(why: NotWritten) -> Self {
        match why {
            NotWritten::Refused(why) => Self::Refused(why),
            NotWritten::Unknown(why) => Self::Unknown(why),
        }
    }
}

/// Carries out a command. Idempotency key: ticket and command id. A repeat gets the answer that was recorded with the
/// write, and writes nothing.
///
/// # Errors
/// [`NotActed`] gives the reason and the remedy.
pub async fn act(
    rules: &impl Rules,
    ledger: &(impl CommandCases + CaseWriter),
    disclosures: &(impl DisclosureSealer + DisclosureOpener),
    asked: &CommandRequest,
    now: Timestamp,
) -> Result<CommandResult, NotActed> {
    let CommandRequest { ticket, id, order, disclosed, .. } = asked;
    let (case, answered) = ledger.case_and_answer(ticket, id).await?;
    let case = case.ok_or_else(|| NotActed::NoCase(ticket.clone()))?;
    // This comes before any answer, also before the answer to a repeat. An actor who may not know of the case is told
    // that there is none.
    if !order.by.sees(&case) {
        return Err(NotActed::NoCase(ticket.clone()));
    }
    if let Some(answer) = answered {
        return repeated(disclosures, asked, &case, &answer).await;
    }
    let order = &sealed(disclosures, ticket, order, disclosed.as_ref()).await?;
    let next = |case: &Case| -> Result<Next<CommandResult>, NotActed> {
        let next = match decide(rules, case, order, now)? {
            Decision::Happens(next) => *next,
            Decision::Already => return Ok(Next::Nothing(CommandResult::on(case, order, "nothing"))),
        };
        let acted = CommandResult::on(&next.case, order, next.event.what.kind().as_str());
        let record = Record { acted: acted.clone(), fingerprint: order.fingerprint(), written: next.case.version };
        let marker = Some(Marker::Command { id: id.clone(), answer: record.to_string() });
        Ok(Next::Write(Box::new(Advance { marker, ..Advance::of(case, next) }), acted))
    };
    match advance(ledger, case, next).await? {
        Settled::Done(case, acted) => looked_at(disclosures, order, &case, acted).await,
        Settled::Nothing(acted) => Ok(acted),
        // The same command was written at the same moment, with its own event. This one repeats its answer.
        Settled::Repeated(answer) => {
            let (case, _) = ledger.case_and_answer(ticket, id).await?;
            let case = case.ok_or_else(|| NotActed::NoCase(ticket.clone()))?;
            repeated(disclosures, asked, &case, &answer).await
        }
    }
}

/// Returns the recorded answer, if the command is the one that got it.
async fn repeated(
    disclosures: &impl DisclosureOpener,
    asked: &CommandRequest,
    case: &Case,
    answer: &str,
) -> Result<CommandResult, NotActed> {
    let record = Record::parse(answer).filter(|record| record.fingerprint == asked.order.fingerprint());
    let Some(record) = record else { return Err(NotActed::OtherCommand(asked.id.clone())) };
    // Each look has its own event. A later version of the case was not looked at.
    let looks = matches!(asked.order.command, Command::View { .. });
    // Each link and each whole transcript that is handed out has its own event, and a repeat would have none.
    let hands_out = matches!(asked.order.command, Command::Listen { .. } | Command::ReadTranscript { .. });
    if hands_out || looks && record.written != case.version {
        return Err(NotActed::LookAgain(asked.ticket.clone()));
    }
    looked_at(disclosures, &asked.order, case, record.acted).await
}

/// Returns the order with the disclosed value sealed into it. The code behind this line never sees the value.
async fn sealed(
    disclosures: &impl DisclosureSealer,
    ticket: &Ticket,
    order: &Order,
    disclosed: Option<&Disclosed>,
) -> Result<Order, NotActed> {
    match (&order.command, disclosed) {
        (Command::Grant { field, .. }, Some(value)) => {
            let sealed = disclosures.seal_disclosure(ticket, *field, value).await?;
            Ok(Order { command: Command::Grant { field: *field, sealed }, ..order.clone() })
        }
        _ => Ok(order.clone()),
    }
}

/// Opens the value that the officer may see, once the ledger has the event of the look.
async fn looked_at(
    disclosures: &impl DisclosureOpener,
    order: &Order,
    case: &Case,
    acted: CommandResult,
) -> Result<CommandResult, NotActed> {
    let Command::View { field } = order.command else { return Ok(acted) };
    let theirs = case.acting.is_some() && case.acting.as_ref() == order.by.staff();
    let Some(sealed) = case.granted(field).filter(|_| theirs) else { return Ok(acted) };
    let disclosed = disclosures.open(&case.ticket, field, sealed).await?;
    Ok(CommandResult { disclosed: Some(disclosed), ..acted })
}
