//! A flow that was read and found in order.

use std::{collections::BTreeSet, fmt};

use serde::Serialize;

use crate::{actions::Act, problem::ReadError, read, text::Text};

/// A flow in which every action is known, complete and connected.
#[derive(Debug)]
pub struct Flow {
    pub(crate) start: usize,
    pub(crate) actions: Vec<Action>,
    pub(crate) placeholders: BTreeSet<String>,
}

impl Flow {
    /// Reads the content of a flow in the flow language 2019-10-30.
    ///
    /// # Errors
    ///
    /// The first thing that the service would refuse, or that this crate cannot run.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        read::document(text)
    }

    /// The names that the deployment must replace, written `${Name}`.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.placeholders.iter().map(String::as_str)
    }

    /// The `Identifier` and `Type` of every action, in the order of the document.
    pub fn actions(&self) -> impl Iterator<Item = (&str, &'static str)> {
        self.actions.iter().map(|action| (action.identifier.as_str(), action.action_type))
    }
}

#[derive(Debug)]
pub(crate) struct Action {
    pub identifier: String,
    pub action_type: &'static str,
    pub act: Box<dyn Act>,
    pub wires: Wires,
}

/// Where an action leads; targets are indexes into [`Flow::actions`].
#[derive(Debug, Default)]
pub(crate) struct Wires {
    pub next: Option<usize>,
    pub errors: Vec<(ErrorType, usize)>,
    pub conditions: Vec<Condition>,
}

impl Wires {
    /// The branch of this error, else that of `NoMatchingError`.
    pub(crate) fn error(&self, error: ErrorType) -> Option<usize> {
        let exact = |wanted| self.errors.iter().find(|(kind, _)| *kind == wanted).map(|(_, target)| *target);
        exact(error).or_else(|| exact(ErrorType::NoMatchingError))
    }
}

#[derive(Debug)]
pub(crate) struct Condition {
    pub operator: Operator,
    pub operand: Text,
    pub next: usize,
}

/// The errors that the supported actions can end with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum ErrorType {
    /// Any error that has no branch of its own.
    NoMatchingError,
    /// No condition was true.
    NoMatchingCondition,
    /// No key came in time.
    InputTimeLimitExceeded,
    /// The queue is full.
    QueueAtCapacity,
}

impl ErrorType {
    /// Its name in the flow language.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoMatchingError => "NoMatchingError",
            Self::NoMatchingCondition => "NoMatchingCondition",
            Self::InputTimeLimitExceeded => "InputTimeLimitExceeded",
            Self::QueueAtCapacity => "QueueAtCapacity",
        }
    }
}

impl fmt::Display for ErrorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Equals,
    TextStartsWith,
    TextEndsWith,
    TextContains,
    NumberGreaterThan,
    NumberGreaterOrEqualTo,
    NumberLessThan,
    NumberLessOrEqualTo,
}

impl Operator {
    pub(crate) const ALL: [(&'static str, Self); 8] = [
        ("Equals", Self::Equals),
        ("TextStartsWith", Self::TextStartsWith),
        ("TextEndsWith", Self::TextEndsWith),
        ("TextContains", Self::TextContains),
        ("NumberGreaterThan", Self::NumberGreaterThan),
        ("NumberGreaterOrEqualTo", Self::NumberGreaterOrEqualTo),
        ("NumberLessThan", Self::NumberLessThan),
        ("NumberLessOrEqualTo", Self::NumberLessOrEqualTo),
    ];

    /// Whether the relation holds. `Equals` compares text; a side that is no number makes every
    /// `Number…` relation false (page `flow-language-actions`).
    pub(crate) fn holds(self, result: &str, operand: &str) -> bool {
        let numbers = |relation: fn(&f64, &f64) -> bool| {
            number(result).zip(number(operand)).is_some_and(|(left, right)| relation(&left, &right))
        };
        match self {
            Self::Equals => result == operand,
            Self::TextStartsWith => result.starts_with(operand),
            Self::TextEndsWith => result.ends_with(operand),
            Self::TextContains => result.contains(operand),
            Self::NumberGreaterThan => numbers(f64::gt),
            Self::NumberGreaterOrEqualTo => numbers(f64::ge),
            Self::NumberLessThan => numbers(f64::lt),
            Self::NumberLessOrEqualTo => numbers(f64::le),
        }
    }
}

/// A decimal number; words such as `inf`, which Rust would read, are none.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::Operator;

    #[track_caller]
    fn check(result: &str, operator: Operator, operand: &str, holds: bool) {
        assert_eq!(operator.holds(result, operand), holds, "{result} {operator:?} {operand}");
    }

    #[test]
    fn equals_compares_text_and_never_numbers() {
        check("1", Operator::Equals, "1", true);
        check("1", Operator::Equals, "1.0", false);
        check("Gold", Operator::Equals, "gold", false);
    }

    #[test]
    fn a_number_relation_with_a_word_is_false_both_ways() {
        check("many", Operator::NumberGreaterThan, "1", false);
        check("many", Operator::NumberLessOrEqualTo, "1", false);
        check("3", Operator::NumberLessThan, "inf", false);
        check("10", Operator::NumberGreaterThan, "9.5", true);
        check("2", Operator::NumberGreaterOrEqualTo, "2.0", true);
    }

    #[test]
    fn text_relations_look_at_the_start_the_end_and_within() {
        check("complaint", Operator::TextStartsWith, "comp", true);
        check("complaint", Operator::TextEndsWith, "int", true);
        check("complaint", Operator::TextContains, "pla", true);
        check("complaint", Operator::TextContains, "xyz", false);
    }
}
