//! Office time, compared with a slow implementation that looks at every minute.

use jiff::civil::{Date, Weekday, date, time};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Calendar, IST, in_india};
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

/// Returns true if the office is open in the minute that begins at `minute`. Shares no code with the calendar.
fn open(minute: Timestamp) -> bool {
    let local = minute.as_second() + 19_800;
    let (day, second) = (local.div_euclid(86_400), local.rem_euclid(86_400));
    // 1 January 1970 was a Thursday.
    let weekday = (day + 3).rem_euclid(7);
    let shut = SHUT.with(|shut| shut.contains(&day));
    weekday < 5 && !shut && (37_800..63_000).contains(&second)
}

fn slow_after(from: Timestamp, minutes: i64) -> Timestamp {
    let (mut at, mut left) = (from, minutes);
    while left > 0 {
        left -= i64::from(open(at));
        at += SignedDuration::from_mins(1);
    }
    at
}

fn slow_between(from: Timestamp, until: Timestamp) -> i64 {
    let minutes = (until.as_second() - from.as_second()) / 60;
    (0..minutes.max(0)).map(|n| i64::from(open(from + SignedDuration::from_mins(n)))).sum()
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
    fn office_time_ends_when_the_slow_clock_says(from in any_minute(), minutes in prop_oneof![0_i64..30, 400_i64..430, 0_i64..9_000]) {
        prop_assert_eq!(calendar().after(from, SignedDuration::from_mins(minutes)), slow_after(from, minutes));
    }

    #[test]
    fn office_time_between_is_what_the_slow_clock_counts(from in any_minute(), minutes in 0_i64..60 * 24 * 30) {
        let until = from + SignedDuration::from_mins(minutes);
        prop_assert_eq!(calendar().between(from, until).as_mins(), slow_between(from, until));
        prop_assert_eq!(calendar().between(until, from).as_mins(), 0);
    }

    #[test]
    fn a_clock_that_is_stopped_and_goes_on_ends_with_all_its_time(from in any_minute(), minutes in 1_i64..6_000, stop in 0_i64..20_000, pause in 0_i64..40_000) {
        let calendar = calendar();
        let due = calendar.after(from, SignedDuration::from_mins(minutes));
        let stopped = from + SignedDuration::from_mins(stop);
        prop_assume!(stopped < due);
        let left = calendar.between(stopped, due);
        let resumed = stopped + SignedDuration::from_mins(pause);
        let due_anew = calendar.after(resumed, left);
        prop_assert!(due_anew >= due, "a pause never shortens");
        prop_assert_eq!(slow_between(from, stopped) + slow_between(resumed, due_anew), minutes);
    }
}

#[track_caller]
fn check(from: &str, days: i32, expected: &str) {
    let calendar = calendar();
    let due = calendar.after(from.parse().unwrap(), calendar.day() * days);
    assert_eq!(in_india(due).strftime("%a %d-%m-%Y %H:%M").to_string(), expected);
}

#[test]
fn a_day_that_begins_at_noon_ends_at_noon_of_the_next_working_day() {
    check("2026-11-24T12:00:00+05:30", 1, "Wed 25-11-2026 12:00");
    check("2026-11-27T12:00:00+05:30", 1, "Mon 30-11-2026 12:00");
}

#[test]
fn what_is_said_at_night_or_on_a_sunday_counts_from_the_next_opening() {
    check("2026-11-24T22:15:00+05:30", 1, "Wed 25-11-2026 17:30");
    check("2026-11-29T09:00:00+05:30", 1, "Mon 30-11-2026 17:30");
    check("2026-11-24T05:00:00+05:30", 1, "Tue 24-11-2026 17:30");
}

#[test]
fn the_closing_minute_belongs_to_the_day_and_not_to_the_next() {
    check("2026-11-24T10:30:00+05:30", 1, "Tue 24-11-2026 17:30");
    check("2026-11-24T17:30:00+05:30", 1, "Wed 25-11-2026 17:30");
}

#[test]
fn a_long_holiday_over_the_years_end_is_no_office_time() {
    check("2026-12-23T12:00:00+05:30", 2, "Tue 05-01-2027 12:00");
    check("2027-01-25T17:00:00+05:30", 1, "Wed 27-01-2027 17:00");
}

#[test]
fn an_office_that_is_never_open_is_refused_and_one_of_a_day_a_year_stops_no_clock_for_ever() {
    assert!(Calendar::new(time(17, 0, 0, 0), time(10, 0, 0, 0), vec![Weekday::Monday], []).is_err());
    assert!(Calendar::new(time(10, 0, 0, 0), time(17, 0, 0, 0), vec![], []).is_err());
    let mondays: Vec<Date> = date(2026, 1, 1).series(jiff::ToSpan::day(1)).take(5_000).collect();
    let shut = Calendar::new(time(10, 0, 0, 0), time(17, 0, 0, 0), vec![Weekday::Monday], mondays).unwrap();
    let from: Timestamp = "2026-11-24T06:30:00Z".parse().unwrap();
    assert_eq!(shut.after(from, SignedDuration::from_hours(7)), from + SignedDuration::from_hours(7));
}
