//! The only place that reads the wall clock.

use jiff::Timestamp;

/// Returns the present time in whole seconds, the precision of the ledger and of a call's state.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the edge: everyone else gets `now` as a value")]
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}
