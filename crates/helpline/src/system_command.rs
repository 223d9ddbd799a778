//! Commands that the system gives itself, for example after a file arrived or a service failed.

use crate::commit::{Next, Settled, advance};
use crate::ports::{Advance, CaseWriter, Marker, Unavailable};
use jiff::Timestamp;
use lifecycle::{Actor, Case, Command, CommandId, Decision, Order, Rules, decide};

/// Carries out a command of the system on a case that the caller has read. Returns `true` if it happened now, and
/// `false` if the case needed no change or the command was carried out before. Idempotency key: ticket and `id`.
///
/// # Errors
/// [`Unavailable`] if the ledger or the lifecycle refused the command, or the outcome is not known. The caller must try
/// again.
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
