//! Lets time pass. Idempotency key: each case's version; two sweeps at once raise a case once.

use helpline::ports::{FindDue, Unavailable, WriteCases};
use helpline::{Swept, sweep};
use jiff::Timestamp;
use lifecycle::Rules;
use serde::Deserialize;

/// The scheduled event, of which only the time matters: it is the sweep's `now`.
#[derive(Debug, Deserialize)]
pub struct Tick {
    /// The moment the rule fired for.
    pub time: Timestamp,
}

/// Why a sweep did not run, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The event is not what EventBridge sends.
    #[error("the event has no `time` in RFC 3339, as a scheduled event has")]
    Event,
    /// The index of due cases cannot be read.
    #[error("the due cases cannot be read: {0}")]
    Ledger(#[from] Unavailable),
    /// Some writes failed; the cases stay due.
    #[error("{0} cases could not be moved and stay due")]
    Incomplete(u32),
}

/// Runs the sweep of `event`, the text of a scheduled event, while there is time left; the rest stays due.
///
/// # Errors
/// A [`Failure`]: whatever was not done stays due for the next minute's sweep.
pub async fn handle<L: FindDue + WriteCases>(
    rules: &impl Rules,
    ledger: &L,
    event: &[u8],
    time_left: &impl Fn() -> bool,
) -> Result<Swept, Failure> {
    let tick: Tick = serde_json::from_slice(event).map_err(|_| Failure::Event)?;
    let swept = sweep(rules, ledger, tick.time, time_left).await?;
    tracing::info!(
        due = swept.due,
        registered = swept.registered,
        voided = swept.voided,
        sent_to_triage = swept.sent_to_triage,
        raised = swept.raised,
        handed_up = swept.handed_up,
        promises_broken = swept.promises_broken,
        lost_races = swept.lost_races,
        failed = swept.failed,
        read_units = f64::from(swept.read_half_units) / 2.0,
        cut_off = swept.cut_off,
        "swept"
    );
    if swept.failed > 0 { Err(Failure::Incomplete(swept.failed)) } else { Ok(swept) }
}
