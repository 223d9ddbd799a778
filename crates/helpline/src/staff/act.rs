//! A command of the staff: decide on what they saw, write, and only then answer.

use crate::commit::{Next, NotWritten, Settled, advance};
use crate::ports::{Advance, CaseWriter, CommandCases, DisclosureOpener, DisclosureSealer, Marker, Unavailable};
use crate::values::Disclosed;
use jiff::Timestamp;
use lifecycle::{Case, Command, CommandId, Decision, Order, Rejection, Rules, Ticket, decide};
use std::fmt;

/// What somebody of the staff asks.
#[derive(Debug, Clone)]
pub struct CommandRequest {
    /// The case.
    pub ticket: Ticket,
    /// The command's id: the key of idempotency. Drawn once, however often the command is sent.
    pub id: CommandId,
    /// What, by whom, why, and in view of which version.
    pub order: Order,
    /// What is to be sealed, where the command is a grant.
    pub disclosed: Option<Disclosed>,
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandResult {
    /// What happened, or `nothing`: it was so already.
    pub event: String,
    /// The version that the case has now. Of a withdrawn case nobody but the coordinator is told: it would show
    /// whether the case still moves.
    pub version: Option<u32>,
    /// The state, as the actor sees it.
    pub state: String,
    /// What the acting officer may look at, where the command was a look.
    pub disclosed: Option<Disclosed>,
}

impl CommandResult {
    fn on(case: &Case, order: &Order, event: impl Into<String>) -> Self {
        let version = order.by.sees_it_move(case).then_some(case.version);
        let state = order.by.sees_state(case);
        Self { event: event.into(), version, state, disclosed: None }
    }
}

/// What is recorded with the write: the answer, which command it answers, and at which version. What was looked at is
/// never recorded.
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
    /// The lifecycle does not grant it.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// There is none of that number. The very words of a case that the actor may not see.
    #[error("there is no case {0}; check the number")]
    NoCase(Ticket),
    /// The id was used for something else.
    #[error("the id `{0}` carried out another command; draw a new id for each command")]
    OtherCommand(CommandId),
    /// What was looked at has changed since, or was handed out.
    #[error("case {0} was looked at with that id already; look again with a new id")]
    LookAgain(Ticket),
    /// The ledger said no.
    #[error("nothing was written: {0}")]
    Refused(String),
    /// Whether it was written is not known, or a service did not answer.
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

/// Carries out a command. Idempotency key: ticket and command id; a repeat gets the answer that was recorded with the
/// write, and writes nothing.
///
/// # Errors
/// [`NotActed`] says why not, and what to do.
pub async fn act(
    rules: &impl Rules,
    ledger: &(impl CommandCases + CaseWriter),
    disclosures: &(impl DisclosureSealer + DisclosureOpener),
    asked: &CommandRequest,
    now: Timestamp,
) -> Result<CommandResult, NotActed> {
    let CommandRequest { ticket, id, order, disclosed } = asked;
    let (case, answered) = ledger.case_and_answer(ticket, id).await?;
    let case = case.ok_or_else(|| NotActed::NoCase(ticket.clone()))?;
    // Before anything is answered, a repeat among it: whoever may not know of the case is told that there is none.
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
        // The same command at the same moment: it was written with its own look, which this one repeats.
        Settled::Repeated(answer) => {
            let (case, _) = ledger.case_and_answer(ticket, id).await?;
            let case = case.ok_or_else(|| NotActed::NoCase(ticket.clone()))?;
            repeated(disclosures, asked, &case, &answer).await
        }
    }
}

/// The recorded answer, to the very command that got it.
async fn repeated(
    disclosures: &impl DisclosureOpener,
    asked: &CommandRequest,
    case: &Case,
    answer: &str,
) -> Result<CommandResult, NotActed> {
    let record = Record::parse(answer).filter(|record| record.fingerprint == asked.order.fingerprint());
    let Some(record) = record else { return Err(NotActed::OtherCommand(asked.id.clone())) };
    // One look, one event: what the case holds since was not looked at.
    let looks = matches!(asked.order.command, Command::View { .. });
    // Each link and each whole text that is handed out is an event: a repeat would be one without.
    let hands_out = matches!(asked.order.command, Command::Listen { .. } | Command::ReadTranscript { .. });
    if hands_out || looks && record.written != case.version {
        return Err(NotActed::LookAgain(asked.ticket.clone()));
    }
    looked_at(disclosures, &asked.order, case, record.acted).await
}

/// The order with what is disclosed sealed into it: nobody behind this line sees the value.
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

/// Opens what the officer may look at, once the look stands in the ledger.
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
