//! The faults of flows: their kinds, their positions, and their remedies.

use thiserror::Error;

/// The error for a refused flow. It holds the first fault of each action, in the order of the document.
///
/// The message names each fault and its position. [`Fault::help`] gives the remedy.
///
/// ```
/// let refused = connect_flow::Flow::read("{}").unwrap_err();
/// assert_eq!(refused.to_string(), "line 1: the key `Version` is missing");
/// assert_eq!(refused.help(), "add `Version`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", .faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n"))]
pub struct ReadError {
    /// The faults, at least one.
    pub faults: Vec<Fault>,
}

impl ReadError {
    pub(crate) fn one(fault: Fault) -> Self {
        Self { faults: vec![fault] }
    }

    /// Returns the remedies, one line for each fault.
    #[must_use]
    pub fn help(&self) -> String {
        self.faults.iter().map(Fault::help).collect::<Vec<_>>().join("\n")
    }
}

/// One fault of a flow, or a probable fault, and its position.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {}{problem}", place(.action.as_deref(), .pointer))]
#[non_exhaustive]
pub struct Fault {
    /// The line in the file, from 1. For content in an answer of the API it is the line of the content.
    pub line: usize,
    /// The `Identifier` of the action, if the fault lies in an action.
    pub action: Option<String>,
    /// JSON pointer to the value at fault; empty for the whole document.
    pub pointer: String,
    /// The fault.
    pub problem: Problem,
}

impl Fault {
    /// Returns the remedy.
    #[must_use]
    pub fn help(&self) -> String {
        self.problem.help()
    }
}

fn place(action: Option<&str>, pointer: &str) -> String {
    let action = action.map_or_else(String::new, |name| format!("action `{name}`: "));
    let pointer = if pointer.is_empty() { String::new() } else { format!("`{pointer}`: ") };
    format!("{action}{pointer}")
}

/// One kind of fault in a flow.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Problem {
    /// The content is empty, or longer than the service accepts.
    #[error("the content has {characters} characters")]
    Length {
        /// Number of characters in the content.
        characters: usize,
    },
    /// The content is not JSON.
    #[error("the content is not JSON: {cause}")]
    NotJson {
        /// The JSON reader's message.
        cause: String,
    },
    /// The flow is in the format that came before 2019-10-30.
    #[error("the flow is in the old format of 2017, with `modules`")]
    OldFormat,
    /// The flow is a draft whose entry point leads to no block.
    #[error("no action begins: the flow is a draft whose entry point is not connected")]
    Unconnected,
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
        /// The keys that are known here.
        known: Vec<String>,
    },
    /// An empty string where the service needs a value.
    #[error("the value is empty")]
    Empty,
    /// A value outside the allowed set or form.
    #[error("the value `{found}` is not {expected}")]
    Value {
        /// The value.
        found: String,
        /// The values that are allowed.
        expected: String,
    },
    /// A value is given more than once, or two keys are given of which only one may be.
    #[error("only one of {of} may be given")]
    OnlyOne {
        /// The alternatives.
        of: String,
    },
    /// A `${` is not followed by a name and `}`.
    #[error("the deployment placeholder in `{text}` is not closed or not a name")]
    Placeholder {
        /// The text.
        text: String,
    },
    /// The flow has more actions than a flow may have.
    #[error("the flow has {count} actions, more than {limit}")]
    TooManyActions {
        /// Number of actions in the flow.
        count: usize,
        /// Most actions that a flow may have.
        limit: usize,
    },
    /// An identifier that the service refuses.
    #[error("the identifier `{identifier}` {reason}")]
    Identifier {
        /// The identifier.
        identifier: String,
        /// Why the identifier is refused.
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
    /// An action type that is not known. The action is kept, and a call that reaches it stops there.
    #[error("the action type `{found}` is not known")]
    UnknownType {
        /// The type.
        found: String,
        /// The known type with the nearest name, if one is near.
        near: Option<&'static str>,
    },
    /// A path whose first name is not known.
    #[error("the path `{path}` begins with no known name, so it never has a value")]
    UnknownPath {
        /// The path.
        path: String,
        /// The known name that is nearest to the path's first name, if one is near.
        near: Option<&'static str>,
    },
    /// SSML that cannot be spoken.
    #[error("the prompt is not well-formed SSML, so it is never heard")]
    Ssml,
    /// A condition that is given twice.
    #[error("the condition `{operator}` `{operand}` stands twice, and the second is never reached")]
    Repeated {
        /// Its operator.
        operator: String,
        /// Its operand.
        operand: String,
    },
    /// A text holds a placeholder of another templating language.
    #[error("the text holds `{found}`, which looks like a placeholder that was not replaced")]
    OtherPlaceholder {
        /// The placeholder.
        found: String,
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
        /// The error branches that the action can have.
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
        /// The conditions that the action can have.
        expected: String,
    },
    /// A branch on an action that has no branch of this kind.
    #[error("this action takes no `{branch}`")]
    NoBranchHere {
        /// `NextAction`, `Errors` or `Conditions`.
        branch: &'static str,
    },
}

impl Problem {
    fn help(&self) -> String {
        match self {
            Self::Length { .. } => "write 1 to 256,000 characters, white space between them aside".into(),
            Self::NotJson { .. } => "export the flow again, or mend the JSON at the place named".into(),
            Self::OldFormat => "open the flow in the console and publish it, then export it as 2019-10-30".into(),
            Self::Unconnected => {
                "connect the entry point to the first block and publish the flow, then export it".into()
            }
            Self::Version { .. } => "write `\"Version\": \"2019-10-30\"`".into(),
            Self::Shape { expected, .. } => format!("write {expected}"),
            Self::UnknownPath { near: Some(near), .. } => format!("did you mean `$.{near}`?"),
            Self::UnknownPath { near: None, .. } => {
                "see the list of contact attributes in the administrator guide".into()
            }
            Self::Ssml => "close every tag, and write `&amp;` for `&`".into(),
            Self::Repeated { .. } => "remove one, or give it another operand".into(),
            Self::MissingKey { key } if key.contains(" or ") => format!("add one of {key}"),
            Self::MissingKey { key } => format!("add `{key}`"),
            Self::UnknownKey { key, known } if known.is_empty() => format!("remove `{key}`: no key belongs here"),
            Self::UnknownKey { key, known } => suggest(key, known),
            Self::Empty => "leave the key out, or give it a value".into(),
            Self::Value { expected, .. } => format!("write {expected}"),
            Self::OnlyOne { of } => format!("keep one of {of}"),
            Self::Placeholder { .. } => "write a dollar sign, `{`, a name without braces or quotes, and `}`".into(),
            Self::TooManyActions { .. } => "move a part of the flow to another flow".into(),
            Self::Identifier { .. } => {
                "choose a unique name of 1 to 50 characters without any of `% : ( \\ / ) = $ , ; [ ] { }`".into()
            }
            Self::MissingAction { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::MissingAction { near: None, .. } => "name an action of this flow".into(),
            Self::UnknownType { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::UnknownType { near: None, .. } => "take a type of the flow language's reference".into(),
            Self::OtherPlaceholder { .. } => "replace it before the flow is deployed, or write it as `${Name}`".into(),
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
    match near::nearest(word, known.iter().map(AsRef::as_ref)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("use one of {}", list(known)),
    }
}

pub(crate) fn list<S: AsRef<str>>(words: &[S]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    quoted.join(", ")
}
