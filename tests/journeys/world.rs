//! The deployed stack, a phone that calls it, and requests to the desk.

use acceptance::desk;
use desk_api::Request;
use jiff::{SignedDuration, Timestamp};
use local_cloud::{Item, Stack};
use local_phone::{CallReport, Script};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// The longest that an asynchronous step may take on a busy machine.
pub const SOON: Duration = Duration::from_secs(60);

/// A caller's number for which the tests search. It is a leak if it stands anywhere but in the call.
pub const CALLER: &str = "+919425098765";

/// Returns a number from which nobody has called, because a known caller hears other prompts.
pub fn fresh_number() -> String {
    static CALLED: AtomicU32 = AtomicU32::new(0);
    format!("+9170{:04}{:04}", std::process::id() % 10_000, CALLED.fetch_add(1, Ordering::Relaxed))
}

pub fn stack() -> Stack {
    Stack::from_env().unwrap_or_else(|e| panic!("{e}"))
}

/// Places a call from a new number, whose caller presses these keys at menus.
pub fn call(stack: &Stack, keys: &str) -> CallReport {
    place(stack, &fresh_number(), keys, None)
}

/// Places a call from a number that may have called before.
pub fn call_from(stack: &Stack, from: &str, keys: &str) -> CallReport {
    place(stack, from, keys, None)
}

/// Places a call from a new number; the caller hangs up after `after` answered steps.
pub fn call_cut(stack: &Stack, keys: &str, after: u32) -> CallReport {
    place(stack, &fresh_number(), keys, Some(after))
}

fn place(stack: &Stack, from: &str, keys: &str, hang_up_after: Option<u32>) -> CallReport {
    let script =
        Script { from: from.to_owned(), keys: keys.chars().map(String::from).collect(), record: None, hang_up_after };
    local_phone::place(stack, &script, &mut |_| {}).unwrap_or_else(|e| panic!("{e}"))
}

/// Returns the ticket that the last answer named.
pub fn ticket(report: &CallReport) -> String {
    report.ticket.clone().unwrap_or_else(|| panic!("no ticket in {report:#?}"))
}

pub fn text<'a>(item: &'a Item, key: &str) -> &'a str {
    item.get(key).and_then(Value::as_str).unwrap_or("-")
}

/// Returns the case as its state, level, and department or desk.
pub fn case(stack: &Stack, ticket: &str) -> String {
    let case = stack.case(ticket).unwrap().unwrap_or_else(|| panic!("no case {ticket}"));
    let has = case.get("department").and_then(Value::as_str).unwrap_or_else(|| text(&case, "desk"));
    format!("{} {} {has}", text(&case, "state"), text(&case, "level"))
}

/// Gives a command of the staff, such as `acknowledge`, with its facts. Returns the answer.
pub fn act(stack: &Stack, ticket: &str, by: &str, command: &str, given: Value) -> Value {
    static DRAWN: AtomicU32 = AtomicU32::new(0);
    let id = format!("journey-{}-{}", std::process::id(), DRAWN.fetch_add(1, Ordering::Relaxed));
    act_as(stack, ticket, by, command, given, &id)
}

/// Gives a command with a given id.
pub fn act_as(stack: &Stack, ticket: &str, by: &str, command: &str, given: Value, id: &str) -> Value {
    let at_a_desk = !["citizen", "agent"].iter().any(|role| by.starts_with(role));
    let seen = at_a_desk.then(|| version(stack, ticket));
    ask(stack, by, desk::command(ticket, id, command, &given, seen))
}

/// Returns the version of a case.
pub fn version(stack: &Stack, ticket: &str) -> u32 {
    stack.case(ticket).unwrap().unwrap()["version"].as_u64().unwrap().try_into().unwrap()
}

/// Returns the desk's answer to a request by `who`.
pub fn ask(stack: &Stack, who: &str, request: impl Into<Request>) -> Value {
    json!(stack.ask_desk(&desk::envelope(who, request)).unwrap_or_else(|e| panic!("{e}")))
}

/// Gives a command that must be carried out.
pub fn does(stack: &Stack, ticket: &str, by: &str, command: &str, given: Value) {
    let answer = act(stack, ticket, by, command, given);
    assert_eq!(answer["outcome"], "done", "{by} {command}: {answer}");
}

/// Gives a command that must be rejected; returns the reason.
pub fn refused(stack: &Stack, ticket: &str, by: &str, command: &str, given: Value) -> String {
    let answer = act(stack, ticket, by, command, given);
    assert_eq!(answer["outcome"], "rejected", "{by} {command}: {answer}");
    answer["why"].as_str().unwrap_or_default().to_owned()
}

/// Returns the kinds of the case's events, in order.
pub fn timeline(stack: &Stack, ticket: &str) -> Vec<String> {
    stack.timeline(ticket).unwrap().iter().map(|event| text(event, "what").to_owned()).collect()
}

/// Returns the case's due time.
pub fn due(stack: &Stack, ticket: &str) -> Timestamp {
    let case = stack.case(ticket).unwrap().unwrap_or_else(|| panic!("no case {ticket}"));
    let seconds = case.get("due_at").and_then(Value::as_i64).unwrap_or_else(|| panic!("no due time: {case:?}"));
    Timestamp::from_second(seconds).unwrap()
}

/// Lets time pass until the case is due, and runs the sweep.
pub fn sweep_when_due(stack: &Stack, ticket: &str) {
    let at = due(stack, ticket) + SignedDuration::from_secs(1);
    stack.tick(&at.to_string()).unwrap();
}
