//! The document of a flow or module, with all its parts in their order.

use crate::problem::{Fault, Problem, ReadError};

use super::{Json, Place, line_of};

/// Longest content, in characters (`Content` of `API_CreateContactFlow` and `API_CreateContactFlowModule`).
const MAX_CHARACTERS: usize = 256_000;
/// Longest file, in bytes: the content may have much white space, or be escaped in an answer of the API.
const MAX_FILE_BYTES: usize = 2_000_000;

/// The keys to the content in answers of `DescribeContactFlow` and `DescribeContactFlowModule`, and in templates.
const ENVELOPES: [&[&str]; 3] = [&["Content"], &["ContactFlow", "Content"], &["ContactFlowModule", "Content"]];

/// A complete flow or module in the flow language 2019-10-30, in its written order and with its unknown parts.
///
/// The document is read from the content itself, or from an answer of the API that holds the content as the string
/// `Content`. A document that is written and read again is the same.
///
/// ```
/// use connect_flow::Document;
///
/// let text = r#"{
///   "Version": "2019-10-30",
///   "StartAction": "later",
///   "Metadata": {
///     "zoom": 0.75
///   },
///   "Actions": [
///     {
///       "Identifier": "later",
///       "Type": "AnActionOfNextYear",
///       "Parameters": {},
///       "Transitions": {}
///     }
///   ]
/// }"#;
/// let document = Document::read(text)?;
/// assert_eq!(document.actions().next().map(|action| action.action_type()), Some("AnActionOfNextYear"));
/// assert_eq!(document.write(), text);
/// # Ok::<(), connect_flow::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    content: Json,
    /// The API's answer around the content, and the keys to the content.
    envelope: Option<(Json, &'static [&'static str])>,
}

impl Document {
    /// Reads a document: JSON of the version 2019-10-30 with a list of actions. [`crate::Flow::read`] also checks that
    /// the actions make a flow that can run.
    ///
    /// # Errors
    ///
    /// If the text is no such document, or is in the console's format of 2017, which is another language.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        let document = Self::open(text)?;
        document.check().map_err(|(pointer, problem)| ReadError::one(document.fault(text, None, &pointer, problem)))?;
        Ok(document)
    }

    /// Reads the JSON. If it is an answer of the API or a template, takes the content out.
    fn open(text: &str) -> Result<Self, ReadError> {
        let at_root = |problem| ReadError::one(Fault { line: 1, action: None, pointer: String::new(), problem });
        if !(1..=MAX_FILE_BYTES).contains(&text.len()) {
            return Err(at_root(Problem::Length { characters: text.chars().count() }));
        }
        // Some editors begin a file with a byte order mark.
        let given = Json::read(text.trim_start_matches('\u{feff}')).map_err(|error| {
            ReadError::one(Fault {
                line: error.line(),
                action: None,
                pointer: String::new(),
                problem: Problem::NotJson { cause: error.to_string() },
            })
        })?;
        for keys in ENVELOPES {
            let content = keys.iter().try_fold(&given, |json, key| json.get(key));
            let Some(content) = content.and_then(Json::as_str) else { continue };
            let pointer: String = keys.iter().flat_map(|key| ["/", key]).collect();
            let content = Json::read(content).map_err(|error| {
                ReadError::one(Fault {
                    line: line_of(text, &pointer),
                    action: None,
                    pointer,
                    problem: Problem::NotJson { cause: error.to_string() },
                })
            })?;
            return Ok(Self { content, envelope: Some((given, keys)) });
        }
        Ok(Self { content: given, envelope: None })
    }

    fn check(&self) -> Result<(), (String, Problem)> {
        let shape = |key: &str, expected, found: &Json| {
            (
                if key.is_empty() { String::new() } else { format!("/{key}") },
                Problem::Shape { expected, found: found.shape() },
            )
        };
        let missing = |key: &str| (String::new(), Problem::MissingKey { key: key.to_owned() });
        if self.content.as_object().is_none() {
            return Err(shape("", "an object", &self.content));
        }
        if self.content.get("modules").is_some() {
            return Err((String::new(), Problem::OldFormat));
        }
        match self.content.get("Version").ok_or_else(|| missing("Version"))? {
            Json::Text(version) if version == "2019-10-30" => {}
            Json::Text(version) => return Err(("/Version".to_owned(), Problem::Version { found: version.clone() })),
            other => return Err(shape("Version", "a string", other)),
        }
        let start = self.content.get("StartAction").ok_or_else(|| missing("StartAction"))?;
        start.as_str().ok_or_else(|| shape("StartAction", "a string", start))?;
        let actions = self.content.get("Actions").ok_or_else(|| missing("Actions"))?;
        actions.as_array().ok_or_else(|| shape("Actions", "an array", actions))?;
        let characters = self.write_content().chars().count();
        if characters > MAX_CHARACTERS {
            return Err((String::new(), Problem::Length { characters }));
        }
        Ok(())
    }

    pub(crate) fn content(&self) -> &Json {
        &self.content
    }

    /// Returns the fault with its line. In an answer of the API it is the line of the content.
    pub(crate) fn fault(&self, text: &str, action: Option<String>, pointer: &str, problem: Problem) -> Fault {
        let line = match &self.envelope {
            None => line_of(text, pointer),
            Some((_, keys)) => line_of(text, &keys.iter().flat_map(|key| ["/", key]).collect::<String>()),
        };
        Fault { line, action, pointer: pointer.to_owned(), problem }
    }

    /// Returns the `Identifier` of the first action to run.
    #[must_use]
    pub fn start_action(&self) -> &str {
        self.content.get("StartAction").and_then(Json::as_str).unwrap_or_default()
    }

    /// Returns the console's metadata about the flow, such as positions and names. They have no effect in a call.
    #[must_use]
    pub fn metadata(&self) -> Option<&Json> {
        self.content.get("Metadata")
    }

    /// Returns the settings of a module: its input and output. Flows have none.
    #[must_use]
    pub fn settings(&self) -> Option<&Json> {
        self.content.get("Settings")
    }

    /// Returns true for a module: the document has `Settings`, or is an answer about a module, or has an action
    /// `EndFlowModuleExecution`.
    #[must_use]
    pub fn is_module(&self) -> bool {
        let answered = self.envelope.as_ref().is_some_and(|(_, keys)| keys.contains(&"ContactFlowModule"));
        answered
            || self.settings().is_some()
            || self.actions().any(|action| action.action_type() == "EndFlowModuleExecution")
    }

    /// Returns the ARN, if an answer of the API holds it.
    #[must_use]
    pub fn arn(&self) -> Option<&str> {
        self.beside("Arn")
    }

    /// Returns the id, if an answer of the API holds it.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.beside("Id")
    }

    /// Returns the string under a key next to the content in the API's answer.
    fn beside(&self, key: &str) -> Option<&str> {
        let (given, keys) = self.envelope.as_ref()?;
        let (_, above) = keys.split_last()?;
        above.iter().try_fold(given, |json, key| json.get(key))?.get(key)?.as_str()
    }

    /// Returns the name in the API's answer, else the name that the console wrote into the metadata.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.beside("Name").or_else(|| self.metadata()?.get("name")?.as_str())
    }

    /// Returns the flow's type in the metadata (`contactFlow`, `customerQueue`, …), if the console wrote it.
    #[must_use]
    pub fn flow_type(&self) -> Option<&str> {
        self.metadata()?.get("type")?.as_str()
    }

    /// Returns the actions in their order.
    pub fn actions(&self) -> impl Iterator<Item = ActionView<'_>> {
        let actions = self.content.get("Actions").and_then(Json::as_array).unwrap_or_default();
        actions.iter().map(ActionView)
    }

    /// Writes the document, indented by two spaces a level, inside the API's answer if it was read from an answer.
    #[must_use]
    pub fn write(&self) -> String {
        let written = match &self.envelope {
            None => serde_json::to_string_pretty(&self.content),
            Some((given, _)) => serde_json::to_string_pretty(given),
        };
        // JSON can express every tree of text, numbers and lists.
        written.unwrap_or_default()
    }

    /// Writes the content alone, without spare white space, as the string for `CreateContactFlow`.
    #[must_use]
    pub fn write_content(&self) -> String {
        serde_json::to_string(&self.content).unwrap_or_default()
    }
}

/// One action of a [`Document`].
#[derive(Debug, Clone, Copy)]
pub struct ActionView<'a>(&'a Json);

impl<'a> ActionView<'a> {
    fn text(self, key: &str) -> &'a str {
        self.0.get(key).and_then(Json::as_str).unwrap_or_default()
    }

    /// Returns the action's `Identifier`; empty if it has none.
    #[must_use]
    pub fn identifier(self) -> &'a str {
        self.text("Identifier")
    }

    /// Returns the action's `Type`; empty if it has none.
    #[must_use]
    pub fn action_type(self) -> &'a str {
        self.text("Type")
    }

    /// Returns the action's `Parameters`.
    #[must_use]
    pub fn parameters(self) -> Option<&'a Json> {
        self.0.get("Parameters")
    }

    /// Returns the action's `NextAction`. The flow follows it if neither an error branch nor a condition is taken.
    #[must_use]
    pub fn next_action(self) -> Option<&'a str> {
        self.0.get("Transitions")?.get("NextAction")?.as_str().filter(|next| !next.is_empty())
    }

    /// Returns the error branches: `ErrorType` and `NextAction`.
    pub fn errors(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let errors = self.0.get("Transitions").and_then(|wires| wires.get("Errors")?.as_array());
        errors
            .unwrap_or_default()
            .iter()
            .filter_map(|error| Some((error.get("ErrorType")?.as_str()?, error.get("NextAction")?.as_str()?)))
    }

    /// Returns the conditions in their order. The first true condition is taken.
    pub fn conditions(self) -> impl Iterator<Item = ConditionView<'a>> {
        let conditions = self.0.get("Transitions").and_then(|wires| wires.get("Conditions")?.as_array());
        conditions.unwrap_or_default().iter().filter_map(|given| {
            let condition = given.get("Condition")?;
            Some(ConditionView {
                next_action: given.get("NextAction")?.as_str()?,
                operator: condition.get("Operator")?.as_str()?,
                operands: condition.get("Operands")?.as_array()?,
            })
        })
    }
}

/// One condition of an action.
#[derive(Debug, Clone, Copy)]
pub struct ConditionView<'a> {
    /// The `Identifier` of the next action if the condition is true.
    pub next_action: &'a str,
    /// `Equals`, `NumberGreaterThan`, …
    pub operator: &'a str,
    /// The values that the operator compares the result with.
    pub operands: &'a [Json],
}

impl Place {
    /// Returns the fault with its line in the text.
    pub(crate) fn fault(&self, document: &Document, text: &str, problem: Problem) -> Fault {
        document.fault(text, self.action().map(str::to_owned), self.pointer(), problem)
    }
}
