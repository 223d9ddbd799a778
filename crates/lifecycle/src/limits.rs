//! How long each officer has, and who is next.

use jiff::SignedDuration;
use std::fmt;

const HOURS_A_DAY: i64 = 24;

/// Who must act: the last-mile officer first, then the officers above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The officer who does the work.
    L1,
    /// The officer above.
    L2,
    /// The district's head of the department.
    L3,
    /// The department's head.
    L4,
    /// The Secretary's and Chief Secretary's review. Nobody is above.
    Apex,
}

impl Level {
    /// All levels, from the lowest.
    pub const ALL: [Self; 5] = [Self::L1, Self::L2, Self::L3, Self::L4, Self::Apex];

    /// The level above, if there is one.
    #[must_use]
    pub fn above(self) -> Option<Self> {
        Self::ALL.into_iter().find(|level| *level > self)
    }

    /// `L1` to `L4`, `apex`: the form in which it is stored and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::L1 => "L1",
            Self::L2 => "L2",
            Self::L3 => "L3",
            Self::L4 => "L4",
            Self::Apex => "apex",
        }
    }

    /// Reads what [`Level::as_str`] wrote.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == given)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The times a case lives under, copied into it when it is registered or sorted, so that a later change of
/// the directory does not move a promise already made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Minutes the caller has for sorting before the triage desk takes over.
    pub sorting_minutes: u16,
    /// Days the triage desk has to find the department.
    pub triage_days: u16,
    /// Days the officer at L1 has to act.
    pub act_days: u16,
    /// Fewest days any level above L1 gets.
    pub floor_days: u16,
}

impl Limits {
    /// Time that the caller has for sorting.
    #[must_use]
    pub fn sorting(&self) -> SignedDuration {
        SignedDuration::from_mins(self.sorting_minutes.into())
    }

    /// Time that `level` has: all the days at L1, half of the level below after that, never under the
    /// floor. The apex has no clock: nobody is above.
    #[must_use]
    pub fn to_act(&self, days: u16, level: Level) -> Option<SignedDuration> {
        let halved = |times: u32| (days >> times).max(self.floor_days);
        let days = match level {
            Level::L1 => days,
            Level::L2 => halved(1),
            Level::L3 => halved(2),
            Level::L4 => halved(3),
            Level::Apex => return None,
        };
        Some(SignedDuration::from_hours(i64::from(days) * HOURS_A_DAY))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_gets_half_of_the_one_below_but_never_less_than_the_floor() {
        let limits = Limits { sorting_minutes: 5, triage_days: 1, act_days: 21, floor_days: 3 };
        let days = |level| limits.to_act(21, level).map(|d| d.as_hours() / HOURS_A_DAY);
        assert_eq!(Level::ALL.map(days), [Some(21), Some(10), Some(5), Some(3), None]);
    }

    #[test]
    fn the_climb_ends_at_the_apex() {
        let climb: Vec<_> = std::iter::successors(Some(Level::L1), |l| l.above()).map(Level::as_str).collect();
        assert_eq!(climb, ["L1", "L2", "L3", "L4", "apex"]);
        assert!(Level::ALL.into_iter().all(|level| Level::parse(level.as_str()) == Some(level)));
        assert_eq!(Level::parse("l1"), None);
    }
}
