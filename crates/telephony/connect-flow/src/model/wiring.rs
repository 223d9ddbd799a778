//! The transitions that an action of a type must and may have.

use super::error_type::ErrorType;

/// The transitions that an action of a type must and may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wiring {
    pub terminal: Terminal,
    pub errors: &'static [Branch],
    pub conditions: Conditions,
    /// `true` if an error that no branch takes counts as success, as in old blocks that have no such branch (page
    /// `play`).
    pub forgiving: bool,
}

impl Wiring {
    /// Returns the transitions of an action that continues by `NextAction` and has no conditions.
    pub(crate) const fn plain(errors: &'static [Branch]) -> Self {
        Self { terminal: Terminal::No, errors, conditions: Conditions::None, forgiving: false }
    }
}

/// Tells if an action is terminal, so that no `NextAction` follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Terminal {
    No,
    /// The action's `NextAction` may be missing or empty, and is never followed.
    OnSuccess,
    Always,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Branch {
    Required(ErrorType),
    Optional(ErrorType),
}

impl Branch {
    pub(crate) fn error(self) -> ErrorType {
        match self {
            Self::Required(error) | Self::Optional(error) => error,
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Conditions {
    None,
    Any,
    /// `Equals` on one telephone key.
    Keys,
    /// `Equals` on each of these, and nothing else.
    Exactly(&'static [&'static str]),
    /// `Equals` on any of these.
    Among(&'static [&'static str]),
}
