//! What a scripted caller will do.

use crate::Error;
use std::path::PathBuf;

/// A caller as a script describes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// The number that calls, in E.164.
    pub from: String,
    /// Used up at menus, one after the other; after the last the caller is silent.
    pub keys: Vec<char>,
    /// A WAV file to speak as the note; a built-in sample without it.
    pub record: Option<PathBuf>,
    /// The caller hangs up after so many answered steps.
    pub hang_up_after: Option<u32>,
}

/// Reads keys as a person writes them: `1,2,#`, or nothing for none.
///
/// # Errors
/// Names what is no key.
pub fn read_keys(text: &str) -> Result<Vec<char>, Error> {
    let keys = text.split(',').map(str::trim).filter(|key| !key.is_empty());
    keys.map(|key| {
        let mut characters = key.chars();
        match (characters.next(), characters.next()) {
            (Some(key), None) if is_key(key) => Ok(key),
            _ => Err(Error::Keys { given: key.to_owned() }),
        }
    })
    .collect()
}

pub(crate) fn is_key(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '*' | '#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_with_commas() {
        assert_eq!(read_keys("1, 2,#").unwrap(), ['1', '2', '#']);
        assert_eq!(read_keys("").unwrap(), [] as [char; 0]);
        let said = read_keys("1,12").unwrap_err().to_string();
        assert_eq!(said, "`12` is no key of a telephone; keys are 0 to 9, * and #, with commas between them");
        assert!(read_keys("a").is_err());
    }
}
