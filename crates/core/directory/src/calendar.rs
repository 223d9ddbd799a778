//! Builds the office calendar from `holidays.toml`, or reports the first mistake with its line.

use crate::file::Office;
use crate::{DataError, Placed, Source};
use jiff::civil::{Date, Time, Weekday};
use lifecycle::Calendar;

const WEEK: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

pub(crate) fn check(office: &Office, source: Source<'_>) -> Result<Calendar, DataError> {
    let time = |given: &Placed<String>| {
        let time = Time::strptime("%H:%M", given.get_ref());
        time.map_err(|_| {
            source.error(given.span(), format!("`{}` is no time", given.get_ref()), "write it like `10:30`")
        })
    };
    let (opens, closes) = (time(&office.opens)?, time(&office.closes)?);
    let mut week = Vec::new();
    for day in office.week.get_ref() {
        let known = WEEK.iter().find(|(name, _)| name == day.get_ref());
        let Some((_, weekday)) = known else {
            let what = format!("`{}` is no day of the week", day.get_ref());
            return Err(source.error(day.span(), what, "write it in small letters, such as `monday`"));
        };
        week.push(*weekday);
    }
    let mut holidays: Vec<Date> = Vec::new();
    for holiday in &office.holidays {
        let given = holiday.date.get_ref();
        let fail = |what: String, help: &str| Err(source.error(holiday.date.span(), what, help));
        let Ok(date) = given.parse::<Date>() else {
            return fail(format!("`{given}` is no date"), "write it like `2026-01-26`");
        };
        if date.year() > *office.last_year.get_ref() {
            return fail(format!("`{given}` is after `last_year`"), "set `last_year` to the last year that is listed");
        }
        if holidays.last().is_some_and(|before| *before >= date) {
            return fail(format!("`{given}` stands after a later or the same day"), "list each day once, in order");
        }
        if holiday.basis.get_ref().trim().is_empty() || holiday.name.get_ref().trim().is_empty() {
            return fail(format!("`{given}` has no name or no basis"), "name the holiday and its source");
        }
        holidays.push(date);
    }
    Calendar::new(opens, closes, week, holidays)
        .map_err(|e| source.error(office.opens.span(), e.to_string(), "correct `opens`, `closes` or `week`"))
}
