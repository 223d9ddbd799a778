//! The State's directory: departments, categories, times and the menus with which a caller chooses a subject, as
//! checked data.
//!
//! [`Directory::read`] takes the texts of `departments.toml` and `holidays.toml`. It returns a directory in which every
//! code that is referred to exists, or a [`DataError`] that names the line. No other crate's code names a department.

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
pub use sms::{MOST_SMS_CHARS, Sms, SmsKind, SmsTemplates};

/// The data files of a directory.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// `departments.toml`.
    pub departments: Source<'a>,
    /// `holidays.toml`.
    pub holidays: Source<'a>,
}

/// The data files, parsed but not checked. A build stores them in this form once they are checked.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Data(file::File, file::Office);

impl Data {
    /// Parses both files.
    ///
    /// # Errors
    /// A [`DataError`] with the line at which a file does not have its form.
    pub fn read(sources: Sources<'_>) -> Result<Self, DataError> {
        Ok(Self(sources.departments.parse()?, sources.holidays.parse()?))
    }
}

/// Most options of one menu: a listener cannot remember more.
pub const MAX_OPTIONS: usize = 5;

/// Most keys that a caller presses from the first sorting menu to a department.
pub const MAX_SORTING_KEYS: usize = 3;

/// Most days that a department may have to act (Government of India, DARPG guidelines of 23 August 2024: grievances are
/// redressed within 21 days).
pub const MAX_DAYS: u16 = 21;

/// Most hours to wait for a recording or a transcript: after a day the caller has forgotten their words.
pub const MAX_HOURS: u16 = 24;
