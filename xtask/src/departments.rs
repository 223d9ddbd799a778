//! Departments as a person names them.

use anyhow::anyhow;
use directory::{Directory, TRIAGE};
use lifecycle::LanguageCode;

/// The directory that this build speaks.
pub(crate) fn directory() -> anyhow::Result<&'static Directory> {
    Ok(&state_directory::playbook().map_err(|e| anyhow!("{e}"))?.directory)
}

/// Reads a topic's code in either case; the error lists all codes.
pub(crate) fn code(directory: &Directory, typed: &str) -> anyhow::Result<String> {
    let wanted = typed.to_ascii_uppercase();
    if directory.topics().any(|(code, _)| code == wanted) {
        return Ok(wanted);
    }
    let all: Vec<String> =
        directory.topics().map(|(code, _)| format!("  {code:<11} {}", name(directory, code))).collect();
    Err(anyhow!("`{typed}` is no department; give one of these codes:\n{}", all.join("\n")))
}

/// The English name of a topic, or its code.
pub(crate) fn name(directory: &Directory, code: &str) -> String {
    let text = directory.topics().find(|(known, _)| *known == code).map(|(_, text)| text);
    let english = LanguageCode::new("en").ok();
    let name = text.zip(english).map(|(text, english)| text.in_language(&english).to_owned());
    name.unwrap_or_else(|| if code == TRIAGE { "Triage desk".to_owned() } else { code.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_in_small_letters_too_and_an_unknown_one_is_answered_with_the_list() {
        let directory = directory().unwrap();
        assert_eq!(code(directory, "fcs").unwrap(), "FCS");
        assert_eq!(code(directory, "TRIAGE").unwrap(), "TRIAGE");
        let said = code(directory, "FOOD").unwrap_err().to_string();
        assert!(said.starts_with("`FOOD` is no department; give one of these codes:\n"), "{said}");
        assert_eq!(said.lines().count(), 1 + directory.topics().count(), "departments and desks: {said}");
        assert!(said.contains("  REV         Revenue\n"), "{said}");
    }
}
