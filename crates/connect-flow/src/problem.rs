//! What can be wrong with a flow, where, and what to do about it.

use thiserror::Error;

/// Why a flow was refused: the first thing found wrong with it.
///
/// The message says where and what; [`ReadError::help`] says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}`{pointer}`: {problem}", in_action(.action.as_deref()))]
pub struct ReadError {
    /// The `Identifier` of the action, when the fault lies in one.
    pub action: Option<String>,
    /// JSON pointer to the value at fault; empty for the whole document.
    pub pointer: String,
    /// What is wrong.
    pub problem: Problem,
}

impl ReadError {
    /// The next step for whoever wrote the flow.
    #[must_use]
    pub fn help(&self) -> String {
        self.problem.help()
    }
}

fn in_action(action: Option<&str>) -> String {
    action.map_or_else(String::new, |name| format!("action `{name}`: "))
}

/// One kind of fault in a flow.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Problem {
    /// The content is empty or longer than the service takes.
    #[error("the content has {characters} characters")]
    Length {
        /// How many it has.
        characters: usize,
    },
    /// The content is not JSON.
    #[error("the content is not JSON: {cause}")]
    NotJson {
        /// What the JSON reader said.
        cause: String,
    },
    /// The flow is in the format that came before 2019-10-30.
    #[error("the flow is in the old format of 2017, with `modules`")]
    OldFormat,
    /// The content belongs to a flow module.
    #[error("`Settings` marks the content of a module, not of a flow")]
    Module,
    /// `Version` names no known flow language.
    #[error("the version `{found}` is not the flow language `2019-10-30`")]
    Version {
        /// The version found.
        found: String,
    },
    /// A value has the wrong JSON shape.
    #[error("expected {expected}, found {found}")]
    Shape {
        /// The shape that belongs here.
        expected: &'static str,
        /// The shape found.
        found: &'static str,
    },
    /// A required key is missing.
    #[error("the key `{key}` is missing")]
    MissingKey {
        /// The key.
        key: String,
    },
    /// A key that has no meaning here.
    #[error("the key `{key}` is not known here")]
    UnknownKey {
        /// The key.
        key: String,
        /// The keys that are.
        known: Vec<String>,
    },
    /// An empty string where the service wants a value.
    #[error("the value is empty")]
    Empty,
    /// A value outside the allowed set or form.
    #[error("the value `{found}` is not {expected}")]
    Value {
        /// The value.
        found: String,
        /// What it should be.
        expected: String,
    },
    /// A value given more than once, or two keys of which one may stand.
    #[error("only one of {of} may be given")]
    OnlyOne {
        /// The alternatives.
        of: String,
    },
    /// `$` and `{` without a name and `}` after them.
    #[error("the deployment placeholder in `{text}` is not closed or not a name")]
    Placeholder {
        /// The text.
        text: String,
    },
    /// More actions than a flow may hold.
    #[error("the flow has {count} actions, more than {limit}")]
    TooManyActions {
        /// How many it has.
        count: usize,
        /// How many it may have.
        limit: usize,
    },
    /// An identifier that the service refuses.
    #[error("the identifier `{identifier}` {reason}")]
    Identifier {
        /// The identifier.
        identifier: String,
        /// Why it is refused.
        reason: String,
    },
    /// A transition to an action that does not exist.
    #[error("no action is named `{target}`")]
    MissingAction {
        /// The name.
        target: String,
        /// The nearest identifier in the flow, if one is near.
        near: Option<String>,
    },
    /// An action type that this crate does not run.
    #[error("the action type `{found}` is not supported")]
    UnsupportedType {
        /// The type.
        found: String,
        /// The supported types.
        supported: Vec<&'static str>,
    },
    /// A documented variant of a supported action that this crate does not run.
    #[error("{feature} is not supported")]
    UnsupportedFeature {
        /// The variant.
        feature: &'static str,
    },
    /// An error branch that the action must have.
    #[error("the error branch `{error}` is missing")]
    MissingError {
        /// The error type.
        error: &'static str,
    },
    /// An error branch that the action cannot have.
    #[error("the error branch `{error}` does not belong to this action")]
    UnknownError {
        /// The error type.
        error: String,
        /// The ones that do.
        known: Vec<&'static str>,
    },
    /// A condition that the action must have.
    #[error("the condition `Equals` `{operand}` is missing")]
    MissingCondition {
        /// Its operand.
        operand: &'static str,
    },
    /// A condition that the action cannot have.
    #[error("the condition `{operator}` `{operand}` does not belong to this action")]
    UnknownCondition {
        /// Its operator.
        operator: String,
        /// Its operand.
        operand: String,
        /// What does belong.
        expected: String,
    },
    /// A branch on an action that has none of its kind.
    #[error("this action takes no `{branch}`")]
    NoBranchHere {
        /// `NextAction`, `Errors` or `Conditions`.
        branch: &'static str,
    },
}

impl Problem {
    fn help(&self) -> String {
        match self {
            Self::Length { .. } => "write 1 to 256,000 characters".into(),
            Self::NotJson { .. } => "export the flow again, or mend the JSON at the place named".into(),
            Self::OldFormat => "open the flow in the console and publish it, then export it as 2019-10-30".into(),
            Self::Module => "give the content of a flow; a module is not run by itself".into(),
            Self::Version { .. } => "write `\"Version\": \"2019-10-30\"`".into(),
            Self::Shape { expected, .. } => format!("write {expected}"),
            Self::MissingKey { key } => format!("add `{key}`"),
            Self::UnknownKey { key, known } if known.is_empty() => format!("remove `{key}`: no key belongs here"),
            Self::UnknownKey { key, known } => suggest(key, known),
            Self::Empty => "leave the key out, or give it a value".into(),
            Self::Value { expected, .. } => format!("write {expected}"),
            Self::OnlyOne { of } => format!("keep one of {of}"),
            Self::Placeholder { .. } => {
                "write a dollar sign, `{`, a name of letters, digits, `_`, `.` or `:`, and `}`".into()
            }
            Self::TooManyActions { .. } => "move a part of the flow to another flow".into(),
            Self::Identifier { .. } => {
                "choose a unique name of 1 to 50 characters without any of `% : ( \\ / ) = $ , ; [ ] { }`".into()
            }
            Self::MissingAction { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::MissingAction { near: None, .. } => "name an action of this flow".into(),
            Self::UnsupportedType { supported, .. } => format!("use one of {}", list(supported)),
            Self::UnsupportedFeature { .. } => "write the flow without it to run it here".into(),
            Self::MissingError { error } => {
                format!("add `{{\"ErrorType\": \"{error}\", \"NextAction\": …}}` to `Errors`")
            }
            Self::UnknownError { known, .. } if known.is_empty() => "remove it: this action has no errors".into(),
            Self::UnknownError { error, known } => suggest(error, known),
            Self::MissingCondition { operand } => format!("add a condition `Equals` `{operand}`"),
            Self::UnknownCondition { expected, .. } => format!("write {expected}"),
            Self::NoBranchHere { branch } => format!("remove `{branch}`"),
        }
    }
}

fn suggest<S: AsRef<str>>(word: &str, known: &[S]) -> String {
    match nearest(word, known.iter().map(AsRef::as_ref)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("use one of {}", list(known)),
    }
}

pub(crate) fn list<S: AsRef<str>>(words: &[S]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    quoted.join(", ")
}

/// The known word at most two letters away from `word`, letter case aside.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const NEAR: usize = 2;
    let word = word.to_lowercase();
    known
        .filter(|other| other.chars().count().abs_diff(word.chars().count()) <= NEAR)
        .map(|other| (distance(&word, &other.to_lowercase()), other))
        .filter(|(distance, other)| *distance <= NEAR && *distance < other.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// Levenshtein distance, one row at a time.
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.chars().count()).collect();
    for (index, from) in left.chars().enumerate() {
        let mut diagonal = index;
        let mut before = index.saturating_add(1);
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (cell, to) in row.iter_mut().skip(1).zip(right.chars()) {
            let change = diagonal.saturating_add(usize::from(from != to));
            diagonal = *cell;
            before = change.min(diagonal.min(before).saturating_add(1));
            *cell = before;
        }
    }
    row.last().copied().unwrap_or(0)
}
