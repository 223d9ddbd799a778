//! The rules for the transitions of an action type.

use super::error_type::ErrorType;

/// The transitions that every action of a type must have, and those that it may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wiring {
    pub terminal: Terminal,
    pub errors: &'static [Branch],
    pub conditions: Conditions,
    /// `true` if an error without a branch counts as success. Old blocks have no branch for such an error (page
    /// `play`).
    pub forgiving: bool,
}

impl Wiring {
    /// Returns the rules for an action that continues by `NextAction`, has no conditions, and has these error branches.
    pub(crate) const fn plain(errors: &'static [Branch]) -> Self {
        Self { terminal: Terminal::No, errors, conditions: Conditions::None, forgiving: false }
    }
}

/// The rule for `NextAction`. A terminal action ends the flow, so its `NextAction` is never followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Terminal {
    No,
    /// The action ends the flow if it succeeds. Its `NextAction` may be missing or empty, and is never followed.
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
    /// Each condition is `Equals` with one telephone key.
    Keys,
    /// There is one condition `Equals` for each of these operands, and no other condition.
    Exactly(&'static [&'static str]),
    /// Each condition is `Equals` with one of these operands.
    Among(&'static [&'static str]),
}
