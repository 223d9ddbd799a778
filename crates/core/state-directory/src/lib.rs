//! The playbook of this build: the call script, the prompts and the directory.
//!
//! The data files of the folder `directory/` (or of the folder that `TELE_SAMADHAN_DIRECTORY` names) are checked at
//! compile time and embedded in the program in a compact form. A function therefore needs no file, no database and no
//! network before its first word, and reads its data in a fraction of the time that parsing the text would take.

use dialogue::{Data, Playbook};
use directory::SmsTemplates;
use gazetteer::Places;
use schemes::Scheme;
use sorting_help::Words;
use std::sync::OnceLock;

/// The checked data, written by the build script.
const COMPACT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/playbook.postcard"));

/// Returns the playbook. It is read once per process.
///
/// # Errors
/// Never in a program that compiled: the build script checked the same data with the same code.
pub fn playbook() -> Result<&'static Playbook, &'static str> {
    static PLAYBOOK: OnceLock<Result<Playbook, String>> = OnceLock::new();
    PLAYBOOK.get_or_init(read).as_ref().map_err(String::as_str)
}

/// Returns the playbook with the draft languages, for native speakers to hear and correct. It is read once per process.
///
/// # Errors
/// Never in a program that compiled.
pub fn with_drafts() -> Result<&'static Playbook, &'static str> {
    static PLAYBOOK: OnceLock<Result<Playbook, String>> = OnceLock::new();
    PLAYBOOK.get_or_init(|| read().map(Playbook::with_drafts)).as_ref().map_err(String::as_str)
}

/// Declares a function that returns the data of an optional file, read once per process.
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
    /// The words by which a department is suggested. Empty without `words.toml`.
    words: Words = "words.postcard"
}
optional! {
    /// The State's places, by which a caller's district is found. Empty without `places.toml`.
    places: Places = "places.postcard"
}
optional! {
    /// The texts of the SMS to citizens. Empty without `sms.toml`.
    sms: SmsTemplates = "sms.postcard"
}
optional! {
    /// The schemes of this build, by code. Each is a draft until somebody approves it. Empty without a folder
    /// `schemes`.
    schemes: Vec<Scheme> = "schemes.postcard"
}

/// Reads the playbook anew, for a program that changes its own copy.
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
