//! Working days: the closing time by which so many of them are over, and how many lie between two moments.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use std::collections::BTreeSet;

/// India Standard Time, UTC+05:30 all year (IANA time zone `Asia/Kolkata`: no daylight saving since 1945).
pub const IST: SignedDuration = SignedDuration::from_mins(5 * 60 + 30);

/// Days to search for an open day, beyond the expected ones. An office that is shut for longer is a mistake in the
/// data.
const FARTHEST_DAYS: usize = 400;

/// An hour.
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// The most days by which a date is moved: a century, far beyond every deadline.
const MOST_DAYS: i64 = 36_500;

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

    /// Returns the closing time of the `days`-th working day after the day of `from`. Zero days count as one. The time
    /// of day of `from` plays no part, so that no deadline tells when a citizen called.
    #[must_use]
    pub fn close_after(&self, from: Timestamp, days: u16) -> Timestamp {
        let days = usize::from(days.max(1));
        let farthest = days.saturating_mul(8).saturating_add(FARTHEST_DAYS);
        let dates = in_india(from).date().series(1.day()).skip(1).take(farthest);
        let due = dates.filter(|date| self.is_working_day(*date)).nth(days - 1);
        // An office that never opens again stops no clock for ever: the days count without rest.
        due.map_or_else(|| self.close_of_day(from, days), |date| from_india(date.to_datetime(self.closes)))
    }

    /// Returns the closing time of the day that is `days` after the day of `from`, on a day of rest too.
    #[must_use]
    pub fn close_of_day(&self, from: Timestamp, days: usize) -> Timestamp {
        let days = i64::try_from(days).unwrap_or(MOST_DAYS).min(MOST_DAYS);
        from_india(in_india(from).date().saturating_add(days.days()).to_datetime(self.closes))
    }

    /// Returns the first full hour after `at` at which the office is open. Everything of one hour falls on one moment.
    #[must_use]
    pub fn full_hour_after(&self, at: Timestamp) -> Timestamp {
        let shown = in_india(at);
        let hours = |date: Date| (0..24).filter_map(move |hour| Some(date.to_datetime(Time::new(hour, 0, 0, 0).ok()?)));
        let dates = shown.date().series(1.day()).take(FARTHEST_DAYS).filter(|date| self.is_working_day(*date));
        let mut open = dates.flat_map(hours).filter(|hour| (self.opens..=self.closes).contains(&hour.time()));
        // An office that never opens again holds nothing up for ever.
        open.find(|hour| *hour > shown).map_or(at + HOUR, from_india)
    }

    /// Returns the number of working days after the day of `from`, up to and with the day of `until`.
    #[must_use]
    pub fn working_days(&self, from: Timestamp, until: Timestamp) -> u16 {
        let last = in_india(until).date();
        let days = in_india(from).date().series(1.day()).skip(1).take_while(|date| *date <= last);
        u16::try_from(days.filter(|date| self.is_working_day(*date)).count()).unwrap_or(u16::MAX)
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
