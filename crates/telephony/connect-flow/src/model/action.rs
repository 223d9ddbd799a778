//! An action of a flow: its identifier, its type, and its transitions.

use std::borrow::Cow;

use super::error_type::ErrorType;
use crate::language::{Operator, Text};

/// The parts that every action has.
#[derive(Debug)]
pub(crate) struct Action {
    pub identifier: String,
    pub action_type: Cow<'static, str>,
    pub wires: Wires,
}

/// The transitions of an action. Targets are indexes into the actions of the flow.
#[derive(Debug, Default)]
pub(crate) struct Wires {
    pub next: Option<usize>,
    pub errors: Vec<(ErrorType, usize)>,
    pub conditions: Vec<Condition>,
    /// `true` if an error without a branch counts as success.
    pub forgiving: bool,
}

impl Wires {
    /// Returns the branch of this error, else the branch `NoMatchingError`.
    pub(crate) fn error(&self, error: ErrorType) -> Option<(ErrorType, usize)> {
        let exact = |wanted| self.errors.iter().find(|(kind, _)| *kind == wanted).copied();
        exact(error).or_else(|| exact(ErrorType::NoMatchingError))
    }
}

#[derive(Debug)]
pub(crate) struct Condition {
    pub operator: Operator,
    pub operand: Text,
    pub next: usize,
}
