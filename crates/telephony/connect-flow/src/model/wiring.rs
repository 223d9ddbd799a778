//! The wires that a type of action must and may have.

use super::error_type::ErrorType;

/// Which wires a type of action must and may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wiring {
    pub terminal: Terminal,
    pub errors: &'static [Branch],
    pub conditions: Conditions,
    /// Whether an error that no branch takes counts as success: so do old blocks without the branch (page `play`).
    pub forgiving: bool,
}

impl Wiring {
    /// An action that goes on, and has no conditions.
    pub(crate) const fn plain(errors: &'static [Branch]) -> Self {
        Self { terminal: Terminal::No, errors, conditions: Conditions::None, forgiving: false }
    }
}

/// Whether the flow ends at an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Terminal {
    No,
    /// Its `NextAction` may be missing or empty, and is never followed.
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
    /// `Equals` on a fixed key of the telephone.
    Keys,
    /// `Equals` on each of these, and nothing else.
    Exactly(&'static [&'static str]),
    /// `Equals` on any of these.
    Among(&'static [&'static str]),
}
