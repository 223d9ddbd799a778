//! Working days, compared with a slow implementation that looks at every day.

use jiff::civil::{Date, Weekday, date, time};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Calendar, IST, Pace, Terms, in_india};
use proptest::prelude::*;

/// A long holiday over a year's end, one beside a weekend, and a single day.
fn holidays() -> Vec<Date> {
    let mut days: Vec<Date> = (24..=31).map(|day| date(2026, 12, day)).collect();
    days.extend([date(2027, 1, 1), date(2027, 1, 26), date(2027, 3, 22), date(2027, 8, 16)]);
    days
}

fn calendar() -> Calendar {
    let week = vec![Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
    Calendar::new(time(10, 30, 0, 0), time(17, 30, 0, 0), week, holidays()).unwrap()
}

thread_local! {
    /// The holidays as days since 1970.
    static SHUT: Vec<i64> = holidays()
        .iter()
        .map(|holiday| jiff::tz::Offset::UTC.to_timestamp(holiday.to_datetime(time(0, 0, 0, 0))).unwrap().as_second() / 86_400)
        .collect();
}

/// Returns the day in India, counted from 1970.
fn day_of(at: Timestamp) -> i64 {
    (at.as_second() + 19_800).div_euclid(86_400)
}

/// Returns true if the office opens on that day. Shares no code with the calendar.
fn opens(day: i64) -> bool {
    // 1 January 1970 was a Thursday.
    (day + 3).rem_euclid(7) < 5 && !SHUT.with(|shut| shut.contains(&day))
}

/// Returns 17:30 in India of the `days`-th working day after the day of `from`.
fn slow_close_after(from: Timestamp, days: u16) -> Timestamp {
    let (mut day, mut left) = (day_of(from), days);
    while left > 0 {
        day += 1;
        left -= u16::from(opens(day));
    }
    Timestamp::from_second(day * 86_400 - 19_800 + 63_000).unwrap()
}

/// Any minute of two years around the long holiday.
fn any_minute() -> impl Strategy<Value = Timestamp> {
    let start = "2026-06-01T00:00:00Z".parse::<Timestamp>().unwrap();
    prop_oneof![
        (0_i64..60 * 24 * 700).prop_map(move |minute| start + SignedDuration::from_mins(minute)),
        // The edges: opening and closing time, and midnight, to the minute.
        (0_i64..700, prop::sample::select(vec![0_i64, 629, 630, 631, 1049, 1050, 1051, 1439]))
            .prop_map(move |(day, minute)| start - IST + SignedDuration::from_mins(day * 1440 + minute)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn so_many_working_days_end_when_the_slow_clock_says(from in any_minute(), days in 1_u16..40) {
        let due = calendar().close_after(from, days);
        prop_assert_eq!(due, slow_close_after(from, days));
        prop_assert_eq!(calendar().working_days(from, due), days);
        prop_assert_eq!(calendar().working_days(due, from), 0);
    }

    #[test]
    fn a_deadline_never_tells_when_on_a_day_the_citizen_called(from in any_minute(), other in 0_i64..1440, days in 0_u16..40, pace in prop::sample::select(Pace::ALL), left in 0_i64..40) {
        let calendar = calendar();
        let midnight = from - SignedDuration::from_secs((from.as_second() + 19_800).rem_euclid(86_400));
        let other = midnight + SignedDuration::from_mins(other);
        let terms = Terms { pace, ..crate::world::terms() };
        let left = SignedDuration::from_hours(7 * left);
        prop_assert_eq!(terms.after(&calendar, from, days), terms.after(&calendar, other, days));
        prop_assert_eq!(terms.resume(&calendar, from, left), terms.resume(&calendar, other, left));
        let shown = in_india(terms.after(&calendar, from, days)).time();
        prop_assert_eq!(shown, time(17, 30, 0, 0));
    }

    #[test]
    fn a_clock_that_is_stopped_and_goes_on_ends_with_all_its_days(from in any_minute(), days in 1_u16..20, stop in 0_i64..20_000, pause in 0_i64..40_000, pace in prop::sample::select(Pace::ALL)) {
        let (calendar, terms) = (calendar(), Terms { pace, ..crate::world::terms() });
        let due = terms.after(&calendar, from, days);
        let stopped = from + SignedDuration::from_mins(stop);
        prop_assume!(stopped < due);
        let left = terms.left(&calendar, stopped, due);
        let resumed = stopped + SignedDuration::from_mins(pause);
        let due_anew = terms.resume(&calendar, resumed, left);
        prop_assert!(due_anew >= due, "a pause never shortens");
        prop_assert!(due_anew > resumed, "there is time after the answer");
        let day = SignedDuration::from_hours(if pace == Pace::Working { 7 } else { 24 });
        prop_assert_eq!(terms.left(&calendar, resumed, due_anew), left.max(day));
    }
}

#[track_caller]
fn check(from: &str, days: u16, expected: &str) {
    let due = calendar().close_after(from.parse().unwrap(), days);
    assert_eq!(in_india(due).strftime("%a %d-%m-%Y %H:%M").to_string(), expected);
}

#[test]
fn a_day_ends_at_the_close_of_the_next_working_day_whenever_it_began() {
    for at in ["03:10", "10:30", "12:00", "17:30", "19:30"] {
        check(&format!("2026-11-24T{at}:00+05:30"), 1, "Wed 25-11-2026 17:30");
        check(&format!("2026-11-27T{at}:00+05:30"), 1, "Mon 30-11-2026 17:30");
        check(&format!("2026-11-29T{at}:00+05:30"), 1, "Mon 30-11-2026 17:30");
    }
}

#[test]
fn ordinary_news_waits_for_the_next_full_hour_of_the_office() {
    let after = |at: &str| in_india(calendar().full_hour_after(at.parse().unwrap())).strftime("%a %H:%M").to_string();
    for (at, slot) in [
        ("2026-11-24T11:42:10+05:30", "Tue 12:00"),
        ("2026-11-24T11:43:10+05:30", "Tue 12:00"),
        ("2026-11-24T12:00:00+05:30", "Tue 13:00"),
        ("2026-11-24T03:10:00+05:30", "Tue 11:00"),
        ("2026-11-24T17:00:00+05:30", "Wed 11:00"),
        ("2026-11-24T19:30:00+05:30", "Wed 11:00"),
        ("2026-11-27T17:25:00+05:30", "Mon 11:00"),
    ] {
        assert_eq!(after(at), slot, "{at}");
    }
}

#[test]
fn a_long_holiday_over_the_years_end_is_no_office_time() {
    check("2026-12-23T12:00:00+05:30", 2, "Tue 05-01-2027 17:30");
    check("2027-01-25T17:00:00+05:30", 1, "Wed 27-01-2027 17:30");
}

#[test]
fn an_office_that_is_never_open_is_refused_and_one_of_a_day_a_year_stops_no_clock_for_ever() {
    assert!(Calendar::new(time(17, 0, 0, 0), time(10, 0, 0, 0), vec![Weekday::Monday], []).is_err());
    assert!(Calendar::new(time(10, 0, 0, 0), time(17, 0, 0, 0), vec![], []).is_err());
    let mondays: Vec<Date> = date(2026, 1, 1).series(jiff::ToSpan::day(1)).take(5_000).collect();
    let shut = Calendar::new(time(10, 0, 0, 0), time(17, 0, 0, 0), vec![Weekday::Monday], mondays).unwrap();
    let from: Timestamp = "2026-11-24T06:30:00Z".parse().unwrap();
    assert_eq!(shut.close_after(from, 1).to_string(), "2026-11-25T11:30:00Z");
}
