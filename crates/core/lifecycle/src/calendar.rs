//! Office time: the open time between two moments, and the moment by which an office has been open for some time.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use std::collections::BTreeSet;

/// India Standard Time, UTC+05:30 all year (IANA time zone `Asia/Kolkata`: no daylight saving since 1945).
pub const IST: SignedDuration = SignedDuration::from_mins(5 * 60 + 30);

/// Days to search for an open day, beyond the expected ones. An office that is shut for longer is a mistake in the
/// data.
const FARTHEST_DAYS: usize = 400;

/// The days and hours on which the State's offices are open. A date in no list is an ordinary day, so a year without
/// listed holidays has weekends and no holidays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    opens: Time,
    closes: Time,
    week: Vec<Weekday>,
    holidays: BTreeSet<Date>,
}

/// The error for office hours in which the office is never open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the office must open before it closes, on at least one day of the week")]
pub struct NeverOpen;

impl Calendar {
    /// Creates the calendar of an office that is open from `opens` to `closes` on the days of `week`, except on
    /// holidays.
    ///
    /// # Errors
    /// [`NeverOpen`] if the office does not open before it closes, or opens on no day of the week.
    pub fn new(
        opens: Time,
        closes: Time,
        week: Vec<Weekday>,
        holidays: impl IntoIterator<Item = Date>,
    ) -> Result<Self, NeverOpen> {
        if opens >= closes || week.is_empty() {
            return Err(NeverOpen);
        }
        Ok(Self { opens, closes, week, holidays: holidays.into_iter().collect() })
    }

    /// Returns the office time of one working day.
    #[must_use]
    pub fn day(&self) -> SignedDuration {
        self.opens.duration_until(self.closes)
    }

    /// Returns true if the office opens on that day.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        self.week.contains(&date.weekday()) && !self.holidays.contains(&date)
    }

    /// Returns the first moment by which the office has been open for `time` since `from`. Returns `from` if `time` is
    /// not positive.
    #[must_use]
    pub fn after(&self, from: Timestamp, time: SignedDuration) -> Timestamp {
        let mut left = time;
        if left <= SignedDuration::ZERO {
            return from;
        }
        let start = in_india(from);
        for date in start.date().series(1.day()).take(self.farthest(time)).filter(|date| self.is_working_day(*date)) {
            let (opens, closes) = (date.to_datetime(self.opens).max(start), date.to_datetime(self.closes));
            let open = opens.duration_until(closes);
            if open >= left {
                return from_india(opens + left);
            }
            left -= open.max(SignedDuration::ZERO);
        }
        // The office never opens again: count around the clock, so that no clock stands still for ever.
        from + time
    }

    /// Returns the closing time of the first working day after the day of `from`.
    #[must_use]
    pub fn close_of_next_day(&self, from: Timestamp) -> Timestamp {
        let tomorrow =
            in_india(from).date().tomorrow().map_or(from, |date| from_india(date.to_datetime(Time::midnight())));
        self.after(tomorrow, self.day())
    }

    /// Returns how long the office is open from `from` until `until`, or zero if `until` is not later.
    #[must_use]
    pub fn between(&self, from: Timestamp, until: Timestamp) -> SignedDuration {
        let (start, end) = (in_india(from), in_india(until));
        let days = start.date().series(1.day()).take_while(|date| *date <= end.date());
        days.filter(|date| self.is_working_day(*date))
            .map(|date| {
                let opens = date.to_datetime(self.opens).max(start);
                opens.duration_until(date.to_datetime(self.closes).min(end)).max(SignedDuration::ZERO)
            })
            .sum()
    }

    /// Returns the number of days to search until `time` of office time is found, long holidays included.
    fn farthest(&self, time: SignedDuration) -> usize {
        let working_days = time.as_secs() / self.day().as_secs().max(1);
        usize::try_from(working_days).unwrap_or(0).saturating_mul(8).saturating_add(FARTHEST_DAYS)
    }
}

/// Returns the date and time that a wall clock in India shows at `at`.
#[must_use]
pub fn in_india(at: Timestamp) -> DateTime {
    Offset::UTC.to_datetime(at.saturating_add(IST).unwrap_or(at))
}

/// Returns the moment at which a wall clock in India shows `shown`.
pub(crate) fn from_india(shown: DateTime) -> Timestamp {
    Offset::UTC.to_timestamp(shown).map_or(Timestamp::MAX, |at| at - IST)
}
