//! The code of a scheme.

use std::fmt;

/// A scheme's code and the name of its file, such as `ladli-behna`. Never reused and never renamed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemeCode(String);

/// A code that does not have the form of a scheme's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no scheme code: 1 to 40 of a-z, 0-9 and dash, beginning with a letter")]
pub struct BadSchemeCode {
    given: String,
}

impl SchemeCode {
    /// Takes `given` if it has 1 to 40 of a-z, 0-9 and dash, beginning with a letter.
    ///
    /// # Errors
    /// [`BadSchemeCode`] names what was given and the rule.
    pub fn new(given: impl Into<String>) -> Result<Self, BadSchemeCode> {
        let given = given.into();
        let right = (1..=40).contains(&given.len())
            && given.starts_with(|c: char| c.is_ascii_lowercase())
            && given.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if right { Ok(Self(given)) } else { Err(BadSchemeCode { given: given.chars().take(20).collect() }) }
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SchemeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_file_name_that_needs_no_quoting() {
        assert!(SchemeCode::new("pm-awas-2").is_ok());
        for bad in ["", "Ladli", "2-behna", "../x", "a b", "लाड़ली"] {
            assert!(SchemeCode::new(bad).is_err(), "{bad}");
        }
        let said = SchemeCode::new("#".repeat(500)).unwrap_err().to_string();
        assert!(said.len() < 120, "{said}");
    }
}
