//! The State's directory: departments, categories, times and the menus a caller sorts with, as validated data.
//!
//! [`Directory::read`] takes the text of `departments.toml` and either gives a directory in which every
//! reference holds, or a [`DataError`] that names the line. Nothing else in the project knows a department.

mod error;
mod file;
mod model;
mod placed;
mod validate;

pub use error::{DataError, Source};
pub use model::{Category, Choice, Department, Directory, Menu, MenuOption, TRIAGE, Text, Times};
pub use placed::Placed;

/// The text of `departments.toml` in its form, unchecked: what a build keeps after it has checked it.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Data(file::File);

impl Data {
    /// Reads the form.
    ///
    /// # Errors
    /// A [`DataError`] with the place where the form is broken.
    pub fn read(source: Source<'_>) -> Result<Self, DataError> {
        source.parse().map(Self)
    }
}

/// Most options that one menu may offer: more cannot be kept in mind while listening.
pub const MAX_OPTIONS: usize = 5;

/// Most keys from the first sorting menu to a department.
pub const MAX_SORTING_KEYS: usize = 3;

/// No department may take longer than this to act (Government of India, DARPG guidelines of 23 August 2024:
/// grievances are redressed within 21 days).
pub const MAX_DAYS: u16 = 21;
