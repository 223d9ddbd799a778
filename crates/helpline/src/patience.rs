//! How long a message of a queue waits before its next try.

use std::time::Duration;

/// The pause after the first try. Each further try doubles it.
const FIRST_PAUSE: Duration = Duration::from_secs(2);

/// The longest pause. A service that works again has its work within a quarter of an hour.
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);

/// Returns the pause after the `tries`-th try. The first try is 1.
#[must_use]
pub(crate) fn pause(tries: u32) -> Duration {
    let doubled = FIRST_PAUSE.saturating_mul(1 << tries.saturating_sub(1).min(16));
    doubled.min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_double_up_to_a_quarter_of_an_hour() {
        let pauses: Vec<u64> = [1, 2, 3, 8, 10, 1_000].into_iter().map(|tries| pause(tries).as_secs()).collect();
        assert_eq!(pauses, [2, 4, 8, 256, 900, 900]);
    }

    /// The queues' `maxReceiveCount` in `infra/template.yaml`.
    #[test]
    fn a_hundred_and_six_tries_take_a_day() {
        let day: Duration = (1..106).map(pause).sum();
        assert!(day >= Duration::from_secs(24 * 60 * 60), "{day:?}");
    }
}
