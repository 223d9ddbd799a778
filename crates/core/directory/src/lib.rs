//! The State's directory: departments, categories, times and the menus a caller sorts with, as validated data.
//!
//! [`Directory::read`] takes the texts of `departments.toml` and `holidays.toml` and either gives a directory in which
//! every reference holds, or a [`DataError`] that names the line. Nothing else in the project knows a department.

mod calendar;
mod error;
mod file;
mod model;
mod placed;
mod sms;
mod validate;

pub use error::{DataError, Source};
pub use model::{APEX, COORDINATOR, Category, Choice, Department, Directory, Menu, MenuOption, TRIAGE, Text, Times};
pub use placed::Placed;
pub use sms::{MOST_SMS_CHARS, Sms, SmsKind, SmsTexts};

/// The data files of a directory.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// `departments.toml`.
    pub departments: Source<'a>,
    /// `holidays.toml`.
    pub holidays: Source<'a>,
}

/// The data files in their form, unchecked: what a build keeps after it has checked them.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Data(file::File, file::Office);

impl Data {
    /// Reads the forms.
    ///
    /// # Errors
    /// A [`DataError`] with the place where a form is broken.
    pub fn read(sources: Sources<'_>) -> Result<Self, DataError> {
        Ok(Self(sources.departments.parse()?, sources.holidays.parse()?))
    }
}

/// Most options that one menu may offer: more cannot be kept in mind while listening.
pub const MAX_OPTIONS: usize = 5;

/// Most keys from the first sorting menu to a department.
pub const MAX_SORTING_KEYS: usize = 3;

/// No department may take longer than this to act (Government of India, DARPG guidelines of 23 August 2024:
/// grievances are redressed within 21 days).
pub const MAX_DAYS: u16 = 21;

/// Most hours that a recording or a transcript is waited for: after a day the caller has forgotten what they said.
pub const MAX_HOURS: u16 = 24;
