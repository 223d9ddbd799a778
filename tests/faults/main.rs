//! Faults at the handlers: the caller hears only true sentences, and nothing is lost.

mod acting;
mod contact_attributes;
mod dispatching;
mod exposure;
mod flow;
mod front;
mod hours;
mod numbers;
mod oracles;
mod paths;
mod pins;
mod platform;
mod reading;
mod refusals;
mod repeats;
mod said;
mod schemes;
mod seals;
mod secrets;
mod sweeping;
mod telling;
mod ten_thousand;
mod walker;
mod words;

use serde_json::{Map, Value};
use testkit::Memory;

/// Returns the text at a key of an answer.
fn text<'a>(answer: &'a Map<String, Value>, key: &str) -> &'a str {
    answer.get(key).and_then(Value::as_str).unwrap()
}

/// Returns the only case of a memory, as its state, level, and department or desk.
fn the_case(memory: &Memory) -> String {
    let kept = memory.kept();
    assert_eq!(kept.cases.len(), 1, "one call, one case");
    stands(kept.cases.values().next().unwrap())
}

/// Returns a case as its state, level, and department or desk.
fn stands(case: &lifecycle::Case) -> String {
    let s = &case.standing;
    let has = s.department.as_ref().map_or_else(|| s.desk.to_string(), ToString::to_string);
    format!("{} {} {has}", s.state, s.level)
}
