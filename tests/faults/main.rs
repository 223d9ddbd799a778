//! A hostile or unlucky world, at the handlers: what the caller hears stays true, and nothing is lost.

mod acting;
mod deadlines;
mod dispatching;
mod flow;
mod front;
mod paths;
mod pins;
mod refusals;
mod repeats;
mod said;
mod schemes;
mod secrets;
mod sweeping;
mod telling;
mod ten_thousand;
mod walker;

use serde_json::{Map, Value};
use testkit::Memory;

/// The text of an answer's key.
fn text<'a>(answer: &'a Map<String, Value>, key: &str) -> &'a str {
    answer.get(key).and_then(Value::as_str).unwrap()
}

/// The only case of a memory, as `state level` and who has it.
fn the_case(memory: &Memory) -> String {
    let kept = memory.kept();
    assert_eq!(kept.cases.len(), 1, "one call, one case");
    stands(kept.cases.values().next().unwrap())
}

/// A case as `state level` and who has it.
fn stands(case: &lifecycle::Case) -> String {
    let s = &case.standing;
    let has = s.department.as_ref().map_or_else(|| s.desk.to_string(), ToString::to_string);
    format!("{} {} {has}", s.state, s.level)
}
