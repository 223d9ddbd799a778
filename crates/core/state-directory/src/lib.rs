//! The playbook that this build speaks.
//!
//! The data files of the folder `directory/` (or of the one that `TELE_SAMADHAN_DIRECTORY` names) are checked
//! while compiling and travel inside the program in a compact form: a function starts with no file, no database
//! and no network between it and its first word, and reads its data in a fraction of what the text would take.

use dialogue::{Data, Playbook};
use directory::SmsTexts;
use gazetteer::Places;
use schemes::Scheme;
use sorting_help::Words;
use std::sync::OnceLock;

/// The checked data. The build script made it.
const COMPACT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/playbook.postcard"));

/// The playbook, read once per process.
///
/// # Errors
/// Never in a program that compiled: the build script checked the same data with the same code.
pub fn playbook() -> Result<&'static Playbook, &'static str> {
    static PLAYBOOK: OnceLock<Result<Playbook, String>> = OnceLock::new();
    PLAYBOOK.get_or_init(read).as_ref().map_err(String::as_str)
}

/// The same with the languages that are drafts, read once per process: for native speakers to hear and mend.
///
/// # Errors
/// Never in a program that compiled.
pub fn with_drafts() -> Result<&'static Playbook, &'static str> {
    static PLAYBOOK: OnceLock<Result<Playbook, String>> = OnceLock::new();
    PLAYBOOK.get_or_init(|| read().map(Playbook::with_drafts)).as_ref().map_err(String::as_str)
}

/// Data of a file that a folder may do without, read once per process.
macro_rules! optional {
    ($(#[$doc:meta])* $name:ident: $kind:ty = $file:literal) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// Never in a program that compiled.
        pub fn $name() -> Result<&'static $kind, &'static str> {
            const COMPACT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/", $file));
            static DATA: OnceLock<Result<$kind, String>> = OnceLock::new();
            let read = || postcard::from_bytes(COMPACT).map_err(|e| e.to_string());
            DATA.get_or_init(read).as_ref().map_err(String::as_str)
        }
    };
}

optional! {
    /// The words by which a department is suggested. Without `words.toml` there are none.
    words: Words = "words.postcard"
}
optional! {
    /// The State's places, by which a caller's district is found. Without `places.toml` there are none.
    places: Places = "places.postcard"
}
optional! {
    /// What citizens are texted. Without `sms.toml` it is nothing.
    sms: SmsTexts = "sms.postcard"
}
optional! {
    /// The schemes that this build brings, each a draft until somebody approves it, by code. Without a folder `schemes`
    /// there are none.
    schemes: Vec<Scheme> = "schemes.postcard"
}

/// The playbook, read anew: for a program that changes its own.
///
/// # Errors
/// Never in a program that compiled.
pub fn read() -> Result<Playbook, String> {
    let data: Data = postcard::from_bytes(COMPACT).map_err(|e| e.to_string())?;
    Playbook::of_checked(data).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_file_of_the_folder_travels_inside_the_program() {
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../directory/schemes")).unwrap();
        let schemes = super::schemes().unwrap();
        assert_eq!(schemes.len(), files.count());
        assert!(schemes.is_sorted_by(|a, b| a.code < b.code));
    }
}
