//! The strict reader: from text to a [`Flow`] in which nothing is left to doubt.

mod identifier;
mod json;
mod object;
mod transitions;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub(crate) use self::{
    object::{Object, Place},
    transitions::{Branch, Conditions, Terminal, Wiring},
};
use crate::{
    actions::SUPPORTED,
    flow::{Action, Flow},
    problem::{Problem, ReadError},
    text::{Part, Text},
};

/// Most actions in one flow (page `flow-language-actions`).
const MAX_ACTIONS: usize = 250;
/// Longest content (`Content` of `API_CreateContactFlow`).
const MAX_CHARACTERS: usize = 256_000;

/// The index of every action by its identifier.
pub(crate) type Names = BTreeMap<String, usize>;

pub(crate) fn document(text: &str) -> Result<Flow, ReadError> {
    let root = Place::root();
    let characters = text.chars().count();
    if !(1..=MAX_CHARACTERS).contains(&characters) {
        return Err(root.wrong(Problem::Length { characters }));
    }
    let value: Value = json::read(text).map_err(|error| root.wrong(Problem::NotJson { cause: error.to_string() }))?;
    let mut document = Object::read(root.clone(), &value)?;
    if document.has("modules") {
        return Err(root.wrong(Problem::OldFormat));
    }
    let version = document.fixed("Version")?;
    if version != "2019-10-30" {
        return Err(document.place("Version").wrong(Problem::Version { found: version }));
    }
    if document.has("Settings") {
        return Err(document.place("Settings").wrong(Problem::Module));
    }
    if let Some(metadata) = document.get("Metadata") {
        Object::read(document.place("Metadata"), metadata)?;
    }
    let start = document.fixed("StartAction")?;
    let start_place = document.place("StartAction");
    let list = document.array("Actions")?;
    document.finish()?;
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
    let start = transitions::target(&names, &start).map_err(|problem| start_place.wrong(problem))?;
    let actions = list.iter().map(|(place, value)| action(place, value, &names)).collect::<Result<_, _>>()?;
    let mut placeholders = BTreeSet::new();
    list.iter().for_each(|(_, action)| find_placeholders(action, &mut placeholders));
    Ok(Flow { start, actions, placeholders })
}

fn action(place: &Place, value: &Value, names: &Names) -> Result<Action, ReadError> {
    let mut object = Object::read(place.clone(), value)?;
    let identifier = object.fixed("Identifier")?;
    let mut object = Object::read(place.of_action(&identifier), value)?;
    object.get("Identifier");
    let found = object.fixed("Type")?;
    let Some((action_type, read)) = SUPPORTED.iter().find(|(name, _)| *name == found) else {
        let supported = SUPPORTED.iter().map(|(name, _)| *name).collect();
        return Err(object.place("Type").wrong(Problem::UnsupportedType { found, supported }));
    };
    let nothing = Value::Object(serde_json::Map::new());
    let given = object.get("Parameters").unwrap_or(&nothing);
    let mut parameters = Object::read(object.place("Parameters"), given)?;
    let act = read(&mut parameters)?;
    parameters.finish()?;
    let given = object.get("Transitions").unwrap_or(&nothing);
    let wires = transitions::read(Object::read(object.place("Transitions"), given)?, &act.wiring(), names)?;
    object.finish()?;
    Ok(Action { identifier, action_type, act, wires })
}

/// Collects the placeholders of every text; malformed ones were refused where they stand.
fn find_placeholders(value: &Value, found: &mut BTreeSet<String>) {
    let mut look = |text: &str| {
        let parts = Text::read(text).map(|text| text.parts).unwrap_or_default();
        found.extend(parts.into_iter().filter_map(|part| match part {
            Part::Placeholder(name) => Some(name),
            Part::Words(_) | Part::Path(_) => None,
        }));
    };
    match value {
        Value::String(text) => look(text),
        Value::Array(items) => items.iter().for_each(|item| find_placeholders(item, found)),
        Value::Object(map) => {
            map.keys().for_each(|key| look(key));
            map.values().for_each(|item| find_placeholders(item, found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
