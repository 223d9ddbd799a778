//! The one place that reads the wall clock.

use jiff::Timestamp;

/// Now, in whole seconds: what the ledger stores and the telephone carries.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the edge: everyone else gets `now` as a value")]
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}
