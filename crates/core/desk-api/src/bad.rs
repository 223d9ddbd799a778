//! A request that cannot be answered, and its remedy.

use lifecycle::Words;

/// A fault of a request. It names the field. It never repeats a number or a disclosed value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{what}` {why}")]
pub struct BadRequest {
    what: String,
    why: String,
}

impl BadRequest {
    /// Makes a fault of the field `what`. `why` continues the sentence after the field's name, such as `is missing`.
    pub fn new(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { what: what.into(), why: why.into() }
    }
}

/// Returns the suggestion `; did you mean …` with the known name nearest to a mistyped one, or nothing if no name is
/// near.
pub(crate) fn meant(given: &str, known: &[&str]) -> String {
    let near = near::nearest(given, known.iter().copied());
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`"))
}

/// The fault of a text that is empty or too long, with its length; any other fault as it is.
#[must_use]
pub fn measured(fault: &str, given: &str) -> String {
    let (letters, most) = (given.chars().count(), Words::MOST);
    if given.trim().is_empty() {
        format!("is empty; write 1 to {most} characters")
    } else if letters > most {
        format!("has {letters} characters; at most {most}")
    } else {
        fault.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_empty_or_too_long_is_told_with_its_length() {
        for empty in ["", "  \n"] {
            assert_eq!(measured("x", empty), "is empty; write 1 to 4000 characters");
        }
        assert_eq!(measured("x", &"आ".repeat(6_300)), "has 6300 characters; at most 4000");
        assert_eq!(measured("holds a bell", "\u{7}"), "holds a bell");
    }
}
