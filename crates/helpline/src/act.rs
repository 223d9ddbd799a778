//! A command of the staff: decide on what they saw, write, and only then answer.

use crate::ports::{
    Disclosed, Expects, KeepDisclosures, Marker, ReadForCommand, Unavailable, Write, WriteCases, Written,
};
use jiff::Timestamp;
use lifecycle::{Case, Command, ContactId, Decision, Order, Rejection, Rules, Ticket, decide};
use std::fmt;

/// Times a command decides anew because the case moved: more than anybody has writers on one case.
const MAX_ATTEMPTS: usize = 100;

/// What somebody of the staff asks.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The case.
    pub ticket: Ticket,
    /// The command's id: the key of idempotency. Drawn once, however often the command is sent.
    pub id: ContactId,
    /// What, by whom, why, and in view of which version.
    pub order: Order,
    /// What is to be sealed, where the command is a grant.
    pub disclosed: Option<Disclosed>,
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acted {
    /// What happened, or `nothing`: it was so already.
    pub event: String,
    /// The version that the case has now.
    pub version: u32,
    /// The state, as the actor sees it.
    pub state: String,
    /// What the acting officer may look at, where the command was a look.
    pub disclosed: Option<Disclosed>,
}

/// As recorded with the write. What was looked at is never recorded.
impl fmt::Display for Acted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{};{};{}", self.event, self.version, self.state)
    }
}

impl Acted {
    fn parse(given: &str) -> Option<Self> {
        let mut parts = given.splitn(3, ';');
        let (event, version) = (parts.next()?.to_owned(), parts.next()?.parse().ok()?);
        Some(Self { event, version, state: parts.next()?.to_owned(), disclosed: None })
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

/// Carries out a command. Idempotency key: ticket and command id; a repeat gets the answer that was recorded with the
/// write, and writes nothing.
///
/// # Errors
/// [`NotActed`] says why not, and what to do.
pub async fn act<P>(rules: &impl Rules, ports: &P, asked: &Asked, now: Timestamp) -> Result<Acted, NotActed>
where
    P: ReadForCommand + WriteCases + KeepDisclosures,
{
    let Asked { ticket, id, order, disclosed } = asked;
    let (case, answered) = ports.case_and_answer(ticket, id).await?;
    let mut case = case.ok_or_else(|| NotActed::NoCase(ticket.clone()))?;
    if let Some(acted) = answered.as_deref().and_then(Acted::parse) {
        return looked_at(ports, order, &case, acted).await;
    }
    let order = &sealed(ports, ticket, order, disclosed.as_ref()).await?;
    for _ in 0..MAX_ATTEMPTS {
        let next = match decide(rules, &case, order, now)? {
            Decision::Happens(next) => *next,
            Decision::Already => {
                let state = order.by.sees_state(&case);
                return Ok(Acted { event: "nothing".to_owned(), version: case.version, state, disclosed: None });
            }
        };
        let event = next.event.what.kind().to_string();
        let acted =
            Acted { event, version: next.case.version, state: order.by.sees_state(&next.case), disclosed: None };
        let write = Write {
            case: next.case,
            events: vec![next.event],
            expects: Expects::Version(case.version),
            marker: Some(Marker::Command { id: id.clone(), answer: acted.to_string() }),
        };
        match ports.write(&write).await {
            Written::Done => return looked_at(ports, order, &write.case, acted).await,
            Written::Repeated(answer) => {
                let acted = Acted::parse(&answer).unwrap_or(acted);
                return looked_at(ports, order, &write.case, acted).await;
            }
            Written::Moved(moved) => case = *moved,
            Written::Refused(why) => return Err(NotActed::Refused(why)),
            Written::Unknown(why) => return Err(NotActed::Unknown(why)),
            Written::TicketTaken | Written::ContactHasCase(_) => {
                return Err(NotActed::Refused("only a new case may be refused so".to_owned()));
            }
        }
    }
    Err(NotActed::Unknown(format!("the case moved {MAX_ATTEMPTS} times")))
}

/// The order with what is disclosed sealed into it: nobody behind this line sees the value.
async fn sealed<P: KeepDisclosures>(
    ports: &P,
    ticket: &Ticket,
    order: &Order,
    disclosed: Option<&Disclosed>,
) -> Result<Order, NotActed> {
    match (&order.command, disclosed) {
        (Command::Grant { field, .. }, Some(value)) => {
            let sealed = ports.seal(ticket, *field, value).await?;
            Ok(Order { command: Command::Grant { field: *field, sealed }, ..order.clone() })
        }
        _ => Ok(order.clone()),
    }
}

/// Opens what the officer may look at, once the look stands in the ledger.
async fn looked_at<P: KeepDisclosures>(ports: &P, order: &Order, case: &Case, acted: Acted) -> Result<Acted, NotActed> {
    let Command::View { field } = order.command else { return Ok(acted) };
    let Some(sealed) = case.granted(field).filter(|_| may_look(order, case)) else { return Ok(acted) };
    let disclosed = ports.open(&case.ticket, field, sealed).await?;
    Ok(Acted { disclosed: Some(disclosed), ..acted })
}

/// A repeat of a look, after the case went to somebody else, shows nothing any more.
fn may_look(order: &Order, case: &Case) -> bool {
    order.by.sees(case) && case.acting.is_some() && case.acting.as_ref() == order.by.staff()
}
