//! The State's words and departments, read once.

use directory::{Directory, Source, Sources};
use sorting_help::Words;
use std::sync::OnceLock;

const DEPARTMENTS: &str = include_str!("../../../../../directory/departments.toml");
const HOLIDAYS: &str = include_str!("../../../../../directory/holidays.toml");
/// The text of `words.toml`.
pub const WORDS: &str = include_str!("../../../../../directory/words.toml");

/// The State's directory.
pub fn directory() -> &'static Directory {
    static DIRECTORY: OnceLock<Directory> = OnceLock::new();
    DIRECTORY.get_or_init(|| {
        let departments = Source { file: "departments.toml", text: DEPARTMENTS };
        Directory::read(Sources { departments, holidays: Source { file: "holidays.toml", text: HOLIDAYS } }).unwrap()
    })
}

/// The State's words.
pub fn words() -> &'static Words {
    static WORDS_READ: OnceLock<Words> = OnceLock::new();
    WORDS_READ.get_or_init(|| Words::read(Source { file: "words.toml", text: WORDS }, directory()).unwrap())
}
