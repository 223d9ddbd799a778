//! A command that nobody of the staff gives: a file came, a service failed.

use crate::ports::{Expects, Marker, Unavailable, Write, WriteCases, Written};
use jiff::Timestamp;
use lifecycle::{Actor, Case, Command, ContactId, Decision, Order, Rules, decide};

/// Times a command is decided anew because its case moved: more than anybody has writers on one case.
const MAX_ATTEMPTS: usize = 20;

/// Carries out a command of the system's own on a case as it was read; says whether it happened now. Idempotency key:
/// ticket and `id`.
///
/// # Errors
/// [`Unavailable`] when it must be tried again.
pub async fn carry_out(
    rules: &impl Rules,
    ledger: &impl WriteCases,
    case: &Case,
    id: &ContactId,
    command: Command,
    now: Timestamp,
) -> Result<bool, Unavailable> {
    let order = Order::of(Actor::System, command);
    let mut case = case.clone();
    for _ in 0..MAX_ATTEMPTS {
        let next = match decide(rules, &case, &order, now) {
            Ok(Decision::Happens(next)) => *next,
            Ok(Decision::Already) => return Ok(false),
            Err(why) => return Err(Unavailable(why.to_string())),
        };
        let answer = next.event.what.kind().as_str().to_owned();
        let write = Write {
            case: next.case,
            events: vec![next.event],
            expects: Expects::Version(case.version),
            marker: Some(Marker::Command { id: id.clone(), answer }),
        };
        match ledger.write(&write).await {
            Written::Done => return Ok(true),
            Written::Repeated(_) => return Ok(false),
            Written::Moved(moved) => case = *moved,
            Written::Refused(why) | Written::Unknown(why) => return Err(Unavailable(why)),
            Written::TicketTaken | Written::ContactHasCase(_) => {
                return Err(Unavailable("only a new case may be refused so".into()));
            }
        }
    }
    Err(Unavailable(format!("the case moved {MAX_ATTEMPTS} times")))
}
