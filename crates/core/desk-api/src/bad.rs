//! A request that cannot be answered, and its remedy.

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
