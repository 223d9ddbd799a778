//! A flow or module as it is written, with everything that was in it.

use crate::problem::{Fault, Problem, ReadError};

use super::{Json, Place, line_of};

/// Longest content (`Content` of `API_CreateContactFlow` and `API_CreateContactFlowModule`).
const MAX_CHARACTERS: usize = 256_000;
/// Longest file: the content with much white space, or escaped in an answer of the API.
const MAX_FILE_BYTES: usize = 2_000_000;

/// Where the content stands in answers of `DescribeContactFlow`, `DescribeContactFlowModule` and in templates.
const ENVELOPES: [&[&str]; 3] = [&["Content"], &["ContactFlow", "Content"], &["ContactFlowModule", "Content"]];

/// A flow or module in the language 2019-10-30: what was read, whole and in its order, unknown parts included.
///
/// It is read from the content itself, or from an answer of the API that holds it as the string `Content`. What is
/// read, written and read again is the same.
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
    /// Around the content, and the keys to it: what the API answered.
    envelope: Option<(Json, &'static [&'static str])>,
}

impl Document {
    /// Reads a document. It is JSON, of the version 2019-10-30, and has actions; whether these make a flow that can
    /// be run is for [`crate::Flow::read`] to say.
    ///
    /// # Errors
    ///
    /// When it is not; also when it is in the console's format of 2017, which is another language.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        let document = Self::open(text)?;
        document.check().map_err(|(pointer, problem)| ReadError::one(document.fault(text, None, &pointer, problem)))?;
        Ok(document)
    }

    /// The JSON, out of its envelope.
    fn open(text: &str) -> Result<Self, ReadError> {
        let at_root = |problem| ReadError::one(Fault { line: 1, action: None, pointer: String::new(), problem });
        if !(1..=MAX_FILE_BYTES).contains(&text.len()) {
            return Err(at_root(Problem::Length { characters: text.chars().count() }));
        }
        // Some editors begin a file with a mark of its byte order.
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

    /// The fault with the line that it stands on. Inside an envelope that is the line of the content.
    pub(crate) fn fault(&self, text: &str, action: Option<String>, pointer: &str, problem: Problem) -> Fault {
        let line = match &self.envelope {
            None => line_of(text, pointer),
            Some((_, keys)) => line_of(text, &keys.iter().flat_map(|key| ["/", key]).collect::<String>()),
        };
        Fault { line, action, pointer: pointer.to_owned(), problem }
    }

    /// The `Identifier` of the action that begins.
    #[must_use]
    pub fn start_action(&self) -> &str {
        self.content.get("StartAction").and_then(Json::as_str).unwrap_or_default()
    }

    /// What the console keeps about the flow: positions, names. It has no effect in a call.
    #[must_use]
    pub fn metadata(&self) -> Option<&Json> {
        self.content.get("Metadata")
    }

    /// The input and output of a module; flows have none.
    #[must_use]
    pub fn settings(&self) -> Option<&Json> {
        self.content.get("Settings")
    }

    /// Whether this is the content of a module: `Settings` marks it, or what the API answered, or that it returns.
    #[must_use]
    pub fn is_module(&self) -> bool {
        let answered = self.envelope.as_ref().is_some_and(|(_, keys)| keys.contains(&"ContactFlowModule"));
        answered
            || self.settings().is_some()
            || self.actions().any(|action| action.action_type() == "EndFlowModuleExecution")
    }

    /// The ARN, where the API's answer tells it.
    #[must_use]
    pub fn arn(&self) -> Option<&str> {
        self.beside("Arn")
    }

    /// The id, where the API's answer tells it.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.beside("Id")
    }

    /// What stands beside the content in the API's answer.
    fn beside(&self, key: &str) -> Option<&str> {
        let (given, keys) = self.envelope.as_ref()?;
        let (_, above) = keys.split_last()?;
        above.iter().try_fold(given, |json, key| json.get(key))?.get(key)?.as_str()
    }

    /// The name in the metadata, if the console has written one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.beside("Name").or_else(|| self.metadata()?.get("name")?.as_str())
    }

    /// The kind of flow in the metadata (`contactFlow`, `customerQueue`, …), if the console has written one.
    #[must_use]
    pub fn flow_type(&self) -> Option<&str> {
        self.metadata()?.get("type")?.as_str()
    }

    /// The actions in their order.
    pub fn actions(&self) -> impl Iterator<Item = ActionView<'_>> {
        let actions = self.content.get("Actions").and_then(Json::as_array).unwrap_or_default();
        actions.iter().map(ActionView)
    }

    /// Writes what was read, two spaces a level, in its envelope if it had one.
    #[must_use]
    pub fn write(&self) -> String {
        let written = match &self.envelope {
            None => serde_json::to_string_pretty(&self.content),
            Some((given, _)) => serde_json::to_string_pretty(given),
        };
        // A tree of text, numbers and lists has nothing in it that cannot be written.
        written.unwrap_or_default()
    }

    /// The content alone, without white space: the string that `CreateContactFlow` takes.
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

    /// Its `Identifier`; empty when it has none.
    #[must_use]
    pub fn identifier(self) -> &'a str {
        self.text("Identifier")
    }

    /// Its `Type`; empty when it has none.
    #[must_use]
    pub fn action_type(self) -> &'a str {
        self.text("Type")
    }

    /// Its `Parameters`.
    #[must_use]
    pub fn parameters(self) -> Option<&'a Json> {
        self.0.get("Parameters")
    }

    /// Where it leads when neither an error nor a condition does.
    #[must_use]
    pub fn next_action(self) -> Option<&'a str> {
        self.0.get("Transitions")?.get("NextAction")?.as_str().filter(|next| !next.is_empty())
    }

    /// Its error branches: `ErrorType` and `NextAction`.
    pub fn errors(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let errors = self.0.get("Transitions").and_then(|wires| wires.get("Errors")?.as_array());
        errors
            .unwrap_or_default()
            .iter()
            .filter_map(|error| Some((error.get("ErrorType")?.as_str()?, error.get("NextAction")?.as_str()?)))
    }

    /// Its conditions, the first that is true wins.
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
    /// Where it leads.
    pub next_action: &'a str,
    /// `Equals`, `NumberGreaterThan`, …
    pub operator: &'a str,
    /// What the result is held against.
    pub operands: &'a [Json],
}

impl Place {
    /// The fault with its line in the text.
    pub(crate) fn fault(&self, document: &Document, text: &str, problem: Problem) -> Fault {
        document.fault(text, self.action().map(str::to_owned), self.pointer(), problem)
    }
}
