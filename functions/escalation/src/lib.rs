//! Lets time pass. Idempotency key: each case's version. Two sweeps at once raise a case once.

mod stores;

pub use stores::Stores;

use aws_kit::Failed;
use helpline::ports::Unavailable;
use helpline::{CannotMove, SweepReport, SweepStores, sweep};
use jiff::{SignedDuration, Timestamp};
use lifecycle::Rules;
use serde::Deserialize;

/// The scheduled event. Only its time matters, which is the sweep's `now`.
#[derive(Debug, Deserialize)]
pub struct Tick {
    /// The time for which the rule fired.
    pub time: Timestamp,
}

/// Why a sweep did not run, or did not finish.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The event is not in the form that EventBridge sends.
    #[error("the event has no `time` in RFC 3339, as a scheduled event has")]
    Event,
    /// The event's time is in the future.
    #[error("the event is of {0}, and it is {1}; on a local cloud deploy with `Time=any`")]
    Future(Timestamp, Timestamp),
    /// The index of due cases cannot be read.
    #[error("the due cases cannot be read: {0}")]
    Ledger(#[from] Unavailable),
    /// Some cases could not be written, or some shards not be read. They stay due.
    #[error("{0} cases could not be moved and stay due")]
    Incomplete(u32),
}

impl From<Failure> for Failed {
    fn from(why: Failure) -> Self {
        let name = match &why {
            Failure::Event => "SweepEventUnreadable",
            Failure::Future(..) => "SweepOfTheFuture",
            Failure::Ledger(_) => "SweepCannotRead",
            Failure::Incomplete(_) => "SweepIncomplete",
        };
        Self::new(name, &why)
    }
}

/// Longest time by which the scheduler's clock may be ahead of this function's clock.
const AHEAD: SignedDuration = SignedDuration::from_mins(10);

/// Refuses an event from the future. It would raise cases that are not due, and give them future times, which hold back
/// all their later events.
///
/// # Errors
/// [`Failure::Future`] with both times, or [`Failure::Event`].
pub fn not_from_the_future(event: &[u8], now: Timestamp) -> Result<(), Failure> {
    let tick: Tick = serde_json::from_slice(event).map_err(|_| Failure::Event)?;
    if tick.time > now + AHEAD { Err(Failure::Future(tick.time, now)) } else { Ok(()) }
}

/// Runs the sweep for `event`, the text of a scheduled event, while there is time left. The rest stays due.
///
/// # Errors
/// A [`Failure`]. Every case that was not handled stays due for the next minute's sweep.
pub async fn handle<S: SweepStores>(
    rules: &impl Rules,
    stores: &S,
    event: &[u8],
    time_left: &impl Fn() -> bool,
) -> Result<SweepReport, Failure> {
    let tick: Tick = serde_json::from_slice(event).map_err(|_| Failure::Event)?;
    let swept = sweep(rules, stores.ledger(), tick.time, time_left).await?;
    for CannotMove { ticket, why } in &swept.cannot_move {
        tracing::warn!(%ticket, why, "a case cannot move");
    }
    tracing::info!(
        due = swept.due,
        registered = swept.registered,
        voided = swept.voided,
        sent_to_triage = swept.sent_to_triage,
        sorted = swept.sorted,
        raised = swept.raised,
        handed_up = swept.handed_up,
        reminded = swept.reminded,
        promises_broken = swept.promises_broken,
        recordings_missing = swept.recordings_missing,
        transcripts_missing = swept.transcripts_missing,
        lost_races = swept.lost_races,
        failed = swept.failed,
        unreadable = swept.unreadable,
        stuck = swept.stuck,
        oldest_due_s = swept.oldest_due_s,
        read_items = swept.read_items,
        read_units = f64::from(swept.read_half_units) / 2.0,
        cut_off = swept.cut_off,
        "swept"
    );
    if swept.failed > 0 { Err(Failure::Incomplete(swept.failed)) } else { Ok(swept) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_from_the_future_is_refused_and_a_clock_a_little_ahead_is_not() {
        let now: Timestamp = "2026-11-25T06:30:00Z".parse().unwrap();
        let event = |time: &str| format!("{{\"time\": \"{time}\"}}").into_bytes();
        assert!(not_from_the_future(&event("2026-11-25T06:31:00Z"), now).is_ok());
        assert!(not_from_the_future(&event("2020-01-01T00:00:00Z"), now).is_ok(), "a late one is only late");
        let said = not_from_the_future(&event("2036-11-25T06:31:00Z"), now).unwrap_err().to_string();
        assert_eq!(
            said,
            "the event is of 2036-11-25T06:31:00Z, and it is 2026-11-25T06:30:00Z; on a local cloud deploy with `Time=any`"
        );
    }
}
