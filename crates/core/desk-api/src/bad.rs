//! A request that cannot be answered, with what to send instead.

/// A fault of a request. It names the field, and never repeats a number or a disclosed value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{what}` {why}")]
pub struct BadRequest {
    what: String,
    why: String,
}

impl BadRequest {
    /// A fault of the field `what`; `why` goes on after its name, such as `is missing`.
    pub fn new(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { what: what.into(), why: why.into() }
    }
}

/// The known name that a mistyped one was meant to be, as `; did you mean …`; empty where none is near.
pub(crate) fn meant(given: &str, known: &[&str]) -> String {
    let near = near::nearest(given, known.iter().copied());
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`"))
}
