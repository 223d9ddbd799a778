//! Moments as a person writes them: a time, a day of India, or a while from now.

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// India's time is so far ahead of UTC.
const INDIA: SignedDuration = SignedDuration::from_mins(330);

/// A day means this hour and minute: the end of office hours, when deadlines fall.
const CLOSES: (i8, i8) = (17, 30);

/// The forms that are read, for help and errors.
const FORMS: &str = "a day such as 2027-01-05 (17:30 in India), a time such as 2027-01-05T12:00 (India) or \
                     2027-01-05T06:30:00Z, or +2d, +3h or +30m from now";

/// The present time.
#[expect(clippy::disallowed_methods, reason = "a command of a person, who asks at this moment")]
pub(crate) fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// Reads an option, counted from now.
///
/// # Errors
/// The forms that are read.
pub(crate) fn option(given: &str) -> Result<Timestamp, String> {
    read(given, now())
}

/// Reads a moment. `now` is the beginning of a while.
///
/// # Errors
/// The forms that are read.
pub(crate) fn read(given: &str, now: Timestamp) -> Result<Timestamp, String> {
    let read = match given.strip_prefix('+') {
        Some(ahead) => after(ahead, now),
        None => given.parse().ok().or_else(|| in_india(given)),
    };
    read.ok_or_else(|| format!("`{given}` is no time; write {FORMS}"))
}

fn after(ahead: &str, now: Timestamp) -> Option<Timestamp> {
    let units = [('d', 24 * 60), ('h', 60), ('m', 1)];
    let (unit, minutes) = units.into_iter().find(|(unit, _)| ahead.ends_with(*unit))?;
    let count: u16 = ahead.strip_suffix(unit)?.parse().ok()?;
    now.checked_add(SignedDuration::from_mins(i64::from(count) * minutes)).ok()
}

fn in_india(given: &str) -> Option<Timestamp> {
    let shown = if given.contains('T') {
        given.parse::<DateTime>().ok()?
    } else {
        given.parse::<Date>().ok()?.at(CLOSES.0, CLOSES.1, 0, 0)
    };
    Offset::UTC.to_timestamp(shown).ok()?.checked_sub(INDIA).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-30T06:30:00Z";

    fn read_to(given: &str) -> String {
        read(given, NOW.parse().unwrap()).map_or_else(|why| why, |at| at.to_string())
    }

    #[test]
    fn a_day_is_the_end_of_its_office_hours_in_india() {
        assert_eq!(read_to("2027-01-05"), "2027-01-05T12:00:00Z");
        assert_eq!(read_to("2027-01-05T12:00"), "2027-01-05T06:30:00Z");
    }

    #[test]
    fn a_time_with_its_zone_is_that_time() {
        assert_eq!(read_to("2027-01-05T17:30:00+05:30"), "2027-01-05T12:00:00Z");
        assert_eq!(read_to("2027-01-05T12:00:00Z"), "2027-01-05T12:00:00Z");
    }

    #[test]
    fn a_while_begins_now() {
        assert_eq!(read_to("+2d"), "2026-12-02T06:30:00Z");
        assert_eq!(read_to("+3h"), "2026-11-30T09:30:00Z");
        assert_eq!(read_to("+30m"), "2026-11-30T07:00:00Z");
    }

    #[test]
    fn anything_else_is_answered_with_the_forms_that_are_read() {
        for wrong in ["tomorrow", "", "+2", "+d", "+2w", "+-2d", "+99999d", "2027-13-05", "2027-01-05T25:00"] {
            let said = read_to(wrong);
            assert!(said.starts_with(&format!("`{wrong}` is no time; write a day such as 2027-01-05")), "{said}");
        }
    }
}
