//! The times and duties that apply to a case. They are copied into the case when it is registered, sorted or
//! transferred, so a later change of the directory does not move a promise that was made.

use crate::facts::{Fact, Value, text};
use crate::{Calendar, Confidentiality, Field, Level, Need, Pace, in_india};
use jiff::{SignedDuration, Timestamp};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The number of [`REOPEN_DAYS`], for use in messages: `concat!` takes literals and macros, but no constants.
macro_rules! reopen_days {
    () => {
        15
    };
}

/// The number of [`APPEAL_DAYS`], for use in messages.
macro_rules! appeal_days {
    () => {
        30
    };
}

pub(crate) use {appeal_days, reopen_days};

/// Days in which a citizen may say that a closed case is not solved after all.
pub const REOPEN_DAYS: i64 = reopen_days!();

/// Days in which a citizen may appeal, and days in which the appeal is decided (CPGRAMS: an appeal within 30 days,
/// decided in 30; Government of India, DARPG guidelines of 23 August 2024).
pub const APPEAL_DAYS: i64 = appeal_days!();

/// Calls to the citizen, each on another day, before a case closes without the citizen's word.
pub const ATTEMPTS: u8 = 3;

/// Working days in which the centre keeps a promise to call.
pub const CALL_DAYS: u16 = 2;

/// Transfers before the coordinator chooses the department (CPGRAMS 6.0 user manual: at most three).
pub const MAX_TRANSFERS: u8 = 3;

/// Questions that one level may put to the citizen. Each of them stops the level's clock.
pub const MAX_QUESTIONS: u8 = 2;

/// Working days after which the apex is reminded of an open case. No level is above the apex, so reminders repeat.
pub const APEX_DAYS: u16 = 5;

/// Notes that the citizen may leave about one case in a day. The limit belongs to the case, never to a person.
pub const NOTES_A_DAY: u8 = 3;

/// Time in which the helpline makes the statutory report. The law names no hours for a person who learns of such a case
/// ("shall provide such information", POCSO Act 2012, section 19), but the police have 24 hours to tell the court, and
/// the helpline takes no longer.
pub const REPORT_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// The times and duties of a case, by its category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The way in which days are counted.
    pub pace: Pace,
    /// Minutes that the caller has to sort the case before the triage desk takes over.
    pub sorting_minutes: u16,
    /// Days that the triage desk has to find the department.
    pub triage_days: u16,
    /// Days that an officer has to acknowledge the case.
    pub acknowledge_days: u16,
    /// Days that the officer at L1 has to act.
    pub act_days: u16,
    /// The fewest days that any level above L1 gets.
    pub floor_days: u16,
    /// `true` if the Public Services Guarantee Act of 2010 names the service.
    pub guaranteed: bool,
    /// The department's need for the citizen's identifiers.
    pub disclosure: Need,
    /// The identifiers that the department needs.
    pub fields: Vec<Field>,
    /// The reason why cases of the category are confidential, if they are.
    pub quiet: Option<Confidentiality>,
    /// `true` if the category is about an official: its cases begin at L2, and L1 does not see them.
    pub about_official: bool,
    /// `true` if the law requires a report from everybody who learns of such a case.
    pub report: bool,
}

impl Terms {
    /// Returns when `days` of this pace are over, counted from the day of `from`: the close of an office day. Whoever
    /// reads a deadline learns on which day the citizen called, and never when.
    #[must_use]
    pub fn after(&self, calendar: &Calendar, from: Timestamp, days: u16) -> Timestamp {
        match self.pace {
            Pace::Working => calendar.close_after(from, days),
            Pace::Plain => calendar.close_of_day(from, usize::from(days)),
        }
    }

    /// Returns the time of this pace that is left on a clock, in whole days after the day of `from`.
    #[must_use]
    pub fn left(&self, calendar: &Calendar, from: Timestamp, until: Timestamp) -> SignedDuration {
        match self.pace {
            Pace::Working => calendar.day() * i32::from(calendar.working_days(from, until)),
            Pace::Plain => {
                let days = in_india(from).date().duration_until(in_india(until).date()).as_hours() / 24;
                DAY * i32::try_from(days.max(0)).unwrap_or(i32::MAX)
            }
        }
    }

    /// Returns when `left` of this pace is over, counted from the day of `from`. A day that has begun counts as a whole
    /// day, and there is at least one.
    #[must_use]
    pub fn resume(&self, calendar: &Calendar, from: Timestamp, left: SignedDuration) -> Timestamp {
        let day = match self.pace {
            Pace::Working => calendar.day(),
            Pace::Plain => DAY,
        };
        let days = (left.as_secs() + day.as_secs() - 1) / day.as_secs().max(1);
        self.after(calendar, from, u16::try_from(days).unwrap_or(0).max(1))
    }

    /// Returns the days that `level` has to act. L1 gets all, each level above half of the level below, but never fewer
    /// than the floor. The apex gets the days until its reminder.
    #[must_use]
    pub fn days(&self, level: Level) -> u16 {
        match level {
            Level::L1 => self.act_days,
            Level::Apex => APEX_DAYS,
            above => (self.act_days >> above.steps()).max(self.floor_days),
        }
    }
}

/// Terms are one short text, because every event that sets them carries it: `working 5 1 2 7 3 disclosure=none …`.
impl Fact for Terms {
    fn write(&self) -> Option<Value> {
        let numbers = [self.sorting_minutes, self.triage_days, self.acknowledge_days, self.act_days, self.floor_days];
        let mut words = vec![self.pace.to_string()];
        words.extend(numbers.iter().map(ToString::to_string));
        words.push(format!("disclosure={}", self.disclosure));
        words.extend(self.fields.iter().map(|field| format!("field={field}")));
        words.extend(self.quiet.iter().map(|quiet| format!("quiet={quiet}")));
        words.extend(self.guaranteed.then(|| "guaranteed".to_owned()));
        words.extend(self.about_official.then(|| "about-official".to_owned()));
        words.extend(self.report.then(|| "report".to_owned()));
        Some(Value::Text(words.join(" ")))
    }

    fn read(given: Option<&Value>) -> Result<Self, &'static str> {
        const WRONG: &str = "are no terms such as `working 5 1 2 7 3 disclosure=none`";
        let mut words = text(given)?.split(' ');
        let pace = words.next().and_then(Pace::parse).ok_or(WRONG)?;
        let mut number = || words.next().and_then(|word| word.parse().ok()).ok_or(WRONG);
        let mut terms = Self {
            pace,
            sorting_minutes: number()?,
            triage_days: number()?,
            acknowledge_days: number()?,
            act_days: number()?,
            floor_days: number()?,
            guaranteed: false,
            disclosure: Need::None,
            fields: Vec::new(),
            quiet: None,
            about_official: false,
            report: false,
        };
        for word in words {
            match word.split_once('=').unwrap_or((word, "")) {
                ("disclosure", need) => terms.disclosure = Need::parse(need).ok_or(WRONG)?,
                ("field", field) => terms.fields.push(Field::parse(field).ok_or(WRONG)?),
                ("quiet", quiet) => terms.quiet = Some(Confidentiality::parse(quiet).ok_or(WRONG)?),
                ("guaranteed", "") => terms.guaranteed = true,
                ("about-official", "") => terms.about_official = true,
                ("report", "") => terms.report = true,
                _ => return Err(WRONG),
            }
        }
        Ok(terms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        Terms {
            pace: Pace::Plain,
            sorting_minutes: 5,
            triage_days: 1,
            acknowledge_days: 2,
            act_days: 21,
            floor_days: 3,
            guaranteed: true,
            disclosure: Need::Required,
            fields: vec![Field::SamagraId, Field::RationCard],
            quiet: Some(Confidentiality::Corruption),
            about_official: true,
            report: true,
        }
    }

    #[test]
    fn each_level_gets_half_of_the_one_below_but_never_less_than_the_floor() {
        let days = Level::ALL.iter().map(|level| terms().days(*level)).collect::<Vec<_>>();
        assert_eq!(days, [21, 10, 5, 3, 5], "the apex is reminded every five");
    }

    #[test]
    fn terms_are_one_short_text_and_back() {
        let written = terms().write();
        let said = "plain 5 1 2 21 3 disclosure=required field=samagra-id field=ration-card quiet=corruption guaranteed about-official report";
        assert_eq!(written, Some(Value::Text(said.to_owned())));
        assert_eq!(Terms::read(written.as_ref()), Ok(terms()));
        for wrong in ["", "plain 5 1", "plain 5 1 2 21 3 disclosure=some", "plain 5 1 2 21 3 more"] {
            assert!(Terms::read(Some(&Value::Text(wrong.to_owned()))).is_err(), "{wrong}");
        }
    }
}
