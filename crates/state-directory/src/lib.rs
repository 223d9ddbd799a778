//! The playbook that this build speaks.
//!
//! The data files of the folder `directory/` (or of the one that `TELE_SAMADHAN_DIRECTORY` names) are checked
//! while compiling and travel inside the program, so a function starts with no file, no database and no
//! network between it and its first word.

use dialogue::{Playbook, Sources};
use directory::{DataError, Source};
use std::sync::OnceLock;

const SOURCES: Sources<'static> = include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// The playbook, read once per process.
///
/// # Errors
/// Never in a program that compiled: the build script read the same text with the same reader.
pub fn playbook() -> Result<&'static Playbook, &'static DataError> {
    static PLAYBOOK: OnceLock<Result<Playbook, DataError>> = OnceLock::new();
    PLAYBOOK.get_or_init(|| Playbook::read(&SOURCES)).as_ref()
}
