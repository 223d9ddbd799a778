//! Reads a [`Document`] into a [`Flow`].
//!
//! The reader refuses everything that leaves doubt about how the flow runs. It only remarks on parts that the service
//! would not accept, and on unknown parts, which have no effect: real flows have both.

mod identifier;
mod transitions;

use std::collections::BTreeSet;

use self::transitions::Names;
use crate::{
    actions::{self, Unknown},
    flow::{Flow, Step},
    language::{Document, Json, Object, Part, Place, Text, Wrong},
    model::Action,
    problem::{Problem, ReadError},
};

/// Most actions in one flow (page `flow-language-actions`).
const MAX_ACTIONS: usize = 250;

impl Flow {
    /// Reads the content of a flow or module, or an API's answer that holds it.
    ///
    /// # Errors
    ///
    /// Everything that leaves doubt about how the flow runs, in the order of the document: a missing or wrong
    /// parameter, a missing branch, a transition to an action that does not exist.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        let document = Document::read(text)?;
        let root = Place::default();
        let mut wrong = Vec::new();
        let read = parts(&root, document.content(), &mut wrong);
        let fault = |wrong: Wrong| {
            let (place, problem) = *wrong.0;
            place.fault(&document, text, problem)
        };
        match read {
            Ok((start, steps, placeholders)) if wrong.is_empty() => {
                let remarks = root.remarks().into_iter().map(fault).collect();
                Ok(Self { start, steps, placeholders, remarks, document })
            }
            Ok(_) => Err(ReadError { faults: wrong.into_iter().map(fault).collect() }),
            Err(first) => {
                wrong.push(first);
                Err(ReadError { faults: wrong.into_iter().map(fault).collect() })
            }
        }
    }

    /// Reads a flow as [`Flow::read`] does, and also refuses a flow with a remark. It is meant for flows of your own.
    ///
    /// # Errors
    ///
    /// As [`Flow::read`], and if there is any remark.
    pub fn read_strictly(text: &str) -> Result<Self, ReadError> {
        let flow = Self::read(text)?;
        if flow.remarks.is_empty() { Ok(flow) } else { Err(ReadError { faults: flow.remarks }) }
    }
}

type Parts = (usize, Vec<Step>, BTreeSet<String>);

/// Adds the fault of each action to `wrong`. Fails at once if an identifier or the start is wrong, because the actions
/// cannot be read without them.
fn parts(root: &Place, content: &Json, wrong: &mut Vec<Wrong>) -> Result<Parts, Wrong> {
    let mut document = Object::read(root.clone(), content)?;
    document.get("Version");
    // A module's own settings do not change how it runs.
    document.get("Settings");
    if let Some(metadata) = document.get("Metadata") {
        Object::read(document.place("Metadata"), metadata)?;
    }
    if document.get("StartAction").and_then(Json::as_str) == Some("") {
        return Err(document.place("StartAction").wrong(Problem::Unconnected));
    }
    let start = document.fixed("StartAction")?;
    let list = document.array("Actions")?;
    document.finish();
    if list.len() > MAX_ACTIONS {
        let problem = Problem::TooManyActions { count: list.len(), limit: MAX_ACTIONS };
        return Err(root.at("Actions").wrong(problem));
    }

    let mut names = Names::new();
    for (index, (place, value)) in list.iter().enumerate() {
        let mut action = Object::read(place.clone(), value)?;
        let identifier = action.fixed("Identifier")?;
        let taken = names.contains_key(&identifier);
        identifier::check(&identifier, taken).map_err(|problem| action.place("Identifier").wrong(problem))?;
        names.insert(identifier, index);
    }
    let start = transitions::target(&names, &start).map_err(|problem| document.place("StartAction").wrong(problem))?;
    let mut steps = Vec::new();
    let mut placeholders = BTreeSet::new();
    for (place, value) in &list {
        match step(place, value, &names) {
            Ok(step) => steps.push(step),
            Err(first) => wrong.push(first),
        }
        let identifier = value.get("Identifier").and_then(Json::as_str).unwrap_or_default();
        find_placeholders(&place.of_action(identifier), value, &mut placeholders);
    }
    Ok((start, steps, placeholders))
}

fn step(place: &Place, value: &Json, names: &Names) -> Result<Step, Wrong> {
    let mut object = Object::read(place.clone(), value)?;
    let identifier = object.fixed("Identifier")?;
    let mut object = Object::read(place.of_action(&identifier), value)?;
    object.get("Identifier");
    let found = object.fixed("Type")?;
    let nothing = Json::Object(Vec::new());
    let given = object.get("Parameters").unwrap_or(&nothing);
    let mut parameters = Object::read(object.place("Parameters"), given)?;
    let transitions = object.get("Transitions").unwrap_or(&nothing);
    let transitions = Object::read(object.place("Transitions"), transitions)?;
    let Some((action_type, read)) = actions::reader(&found) else {
        let near = near::nearest(&found, actions::types());
        object.place("Type").remark(Problem::UnknownType { found: found.clone(), near });
        let wires = transitions::targets(&transitions, names)?;
        let action_type = found.clone().into();
        return Ok(Step { action: Action { identifier, action_type, wires }, act: Box::new(Unknown { found }) });
    };
    let act = read(&mut parameters)?;
    parameters.finish();
    let wires = transitions::read(transitions, &act.wiring(), names)?;
    object.finish();
    Ok(Step { action: Action { identifier, action_type: action_type.into(), wires }, act })
}

/// Collects the placeholders of every text. The reader of each parameter has already refused malformed placeholders.
fn find_placeholders(place: &Place, json: &Json, found: &mut BTreeSet<String>) {
    let mut look = |text: &str| {
        let parts = Text::read(text).map(|text| text.parts).unwrap_or_default();
        for part in parts {
            match part {
                Part::Placeholder(name) => {
                    found.insert(name);
                }
                Part::Words(words) => other_placeholder(place, &words),
                Part::Path(path) => {
                    if let Some(near) = path.misspelt() {
                        place.remark(Problem::UnknownPath { path: path.raw, near });
                    }
                }
            }
        }
    };
    match json {
        Json::Text(text) => look(text),
        Json::Array(items) => {
            let each = items.iter().enumerate();
            each.for_each(|(index, item)| find_placeholders(&place.at(&index.to_string()), item, found));
        }
        Json::Object(entries) => {
            entries.iter().for_each(|(key, _)| look(key));
            entries.iter().for_each(|(key, item)| find_placeholders(&place.at(key), item, found));
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

/// Remarks on `{{name}}` and `%name%` in words.
fn other_placeholder(place: &Place, words: &str) {
    let name = |inside: &&str| {
        !inside.trim().is_empty() && inside.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ' '))
    };
    let between = |open: &str, close: &str| Some(words.split_once(open)?.1.split_once(close)?.0).filter(name);
    let braces = between("{{", "}}").map(|inside| format!("{{{{{inside}}}}}"));
    let percents = between("%", "%").filter(|inside| !inside.contains(' ')).map(|inside| format!("%{inside}%"));
    if let Some(found) = braces.or(percents) {
        place.remark(Problem::OtherPlaceholder { found });
    }
}
