//! Office time: how long an office was open between two moments, and when it will have been open for so long.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use std::collections::BTreeSet;

/// India Standard Time, UTC+05:30 all year (IANA time zone `Asia/Kolkata`: no daylight saving since 1945).
pub const IST: SignedDuration = SignedDuration::from_mins(5 * 60 + 30);

/// Farthest that is looked for an open day. An office that is shut for longer is a mistake of the data.
const FARTHEST_DAYS: usize = 400;

/// When the State's offices are open. A day that is in no list is an ordinary one, so a year that nobody listed
/// has weekends and no holidays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    opens: Time,
    closes: Time,
    week: Vec<Weekday>,
    holidays: BTreeSet<Date>,
}

/// Hours that are no office hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the office must open before it closes, on at least one day of the week")]
pub struct NeverOpen;

impl Calendar {
    /// An office that is open from `opens` to `closes` on the days of `week` that are no holidays.
    ///
    /// # Errors
    /// [`NeverOpen`] if it opens after it closes, or on no day.
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

    /// Office time of one working day.
    #[must_use]
    pub fn day(&self) -> SignedDuration {
        self.opens.duration_until(self.closes)
    }

    /// Whether the office opens on that day.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        self.week.contains(&date.weekday()) && !self.holidays.contains(&date)
    }

    /// The first moment by which the office has been open for `time` since `from`. No time at all is over at once.
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
        // Never open again: counted around the clock, so that no clock stands still for ever.
        from + time
    }

    /// The close of the next working day that begins after `from`: never on the day of `from` itself.
    #[must_use]
    pub fn close_of_next_day(&self, from: Timestamp) -> Timestamp {
        let tomorrow =
            in_india(from).date().tomorrow().map_or(from, |date| from_india(date.to_datetime(Time::midnight())));
        self.after(tomorrow, self.day())
    }

    /// How long the office is open from `from` until `until`; nothing if `until` is not later.
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

    /// Days in which so much office time is found, long holidays included.
    fn farthest(&self, time: SignedDuration) -> usize {
        let working_days = time.as_secs() / self.day().as_secs().max(1);
        usize::try_from(working_days).unwrap_or(0).saturating_mul(8).saturating_add(FARTHEST_DAYS)
    }
}

/// A moment as a clock on a wall in India shows it.
#[must_use]
pub fn in_india(at: Timestamp) -> DateTime {
    Offset::UTC.to_datetime(at.saturating_add(IST).unwrap_or(at))
}

fn from_india(shown: DateTime) -> Timestamp {
    Offset::UTC.to_timestamp(shown).map_or(Timestamp::MAX, |at| at - IST)
}
