//! A command that nobody of the staff gives: a file came, a service failed.

use crate::commit::{Next, Settled, advance};
use crate::ports::{Advance, CaseWriter, Marker, Unavailable};
use jiff::Timestamp;
use lifecycle::{Actor, Case, Command, CommandId, Decision, Order, Rules, decide};

/// Carries out a command of the system's own on a case as it was read; says whether it happened now. Idempotency key:
/// ticket and `id`.
///
/// # Errors
/// [`Unavailable`] when it must be tried again.
pub async fn carry_out(
    rules: &impl Rules,
    ledger: &impl CaseWriter,
    case: &Case,
    id: &CommandId,
    command: Command,
    now: Timestamp,
) -> Result<bool, Unavailable> {
    let order = Order::of(Actor::System, command);
    let next = |case: &Case| match decide(rules, case, &order, now) {
        Ok(Decision::Happens(next)) => {
            let marker = Some(Marker::Command { id: id.clone(), answer: next.event.what.kind().as_str().to_owned() });
            Ok(Next::Write(Box::new(Advance { marker, ..Advance::of(case, *next) }), ()))
        }
        Ok(Decision::Already) => Ok(Next::Nothing(())),
        Err(why) => Err(Unavailable(why.to_string())),
    };
    Ok(matches!(advance(ledger, case.clone(), next).await?, Settled::Done(..)))
}
