//! A request that cannot be answered, with what to send instead.

/// What is wrong with a request. It names the field, and never repeats a number or a disclosed value.
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

/// The known name that a mistyped one was meant to be, as `; did you mean …`; empty where none begins alike.
#[must_use]
pub fn alike(given: &str, known: &[&str]) -> String {
    let alike = known.iter().find(|known| given.get(..3).is_some_and(|start| known.starts_with(start)));
    alike.map_or_else(String::new, |alike| format!("; did you mean `{alike}`"))
}
