//! The script of a caller.

use crate::Error;
use std::path::PathBuf;

/// A scripted caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// The number that calls, in E.164, or [`WITHHELD`](crate::WITHHELD).
    pub from: String,
    /// The inputs in their order: a key at a menu, digits where digits are asked for. After the last the caller is
    /// silent.
    pub keys: Vec<String>,
    /// A WAV file to speak as the note; without it, a sample of fixed length.
    pub record: Option<PathBuf>,
    /// The number of answered steps after which the caller hangs up.
    pub hang_up_after: Option<u32>,
}

/// Reads inputs as a person writes them, separated by commas: `1,2,#`, or an empty text for none. Digits of one input
/// stand together, as in `3,42710839#,4271`.
///
/// # Errors
/// If an input is not made of a telephone's keys; the error names the input.
pub fn read_keys(text: &str) -> Result<Vec<String>, Error> {
    let keys = text.split(',').map(str::trim).filter(|keys| !keys.is_empty());
    keys.map(|keys| match keys.chars().all(is_key) {
        true => Ok(keys.to_owned()),
        false => Err(Error::Keys { given: keys.to_owned() }),
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
        assert_eq!(read_keys("1, 2,#").unwrap(), ["1", "2", "#"]);
        assert_eq!(read_keys("3,42710839#").unwrap(), ["3", "42710839#"]);
        assert_eq!(read_keys("").unwrap(), [""; 0]);
        let said = read_keys("1,1x").unwrap_err().to_string();
        assert_eq!(said, "`1x` is no key of a telephone; keys are 0 to 9, * and #, with commas between them");
        assert!(read_keys("a").is_err());
    }
}
