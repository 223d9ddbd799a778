//! The desk in process: requests as a surface composes them, sent as JSON.

use crate::line::draw;
use ::desk::handle;
use desk_api::{Act, Answer, Confided, Envelope, FactValue, Request, Spelled, Surface};
use helpline::Unanswered;
use jiff::Timestamp;
use lifecycle::Ticket;
use serde_json::Value;
use testkit::Memory;

/// A command on a case with its facts; the fact `value` is the disclosed one.
///
/// # Panics
/// On a ticket, an id or a command that is none: a test must mean it.
#[must_use]
pub fn command(ticket: &str, id: &str, command: &str, given: &Value, seen: Option<u32>) -> Act {
    fn of<T: desk_api::Spelling>(name: &str, given: &str) -> Spelled<T> {
        Spelled::of(name, given).unwrap_or_else(|why| panic!("{why}"))
    }
    let given = given.as_object().into_iter().flatten();
    let plain = |value: &Value| match value {
        Value::String(text) => FactValue::from(text.as_str()),
        other => FactValue::from(other.as_i64().unwrap_or_else(|| panic!("{other} is no fact"))),
    };
    let (values, facts): (Vec<_>, Vec<_>) = given.partition(|(name, _)| *name == "value");
    Act {
        ticket: of("ticket", ticket),
        id: of("id", id),
        command: of("command", command),
        facts: facts.into_iter().map(|(name, value)| (name.clone(), plain(value))).collect(),
        value: values.first().and_then(|(_, value)| value.as_str()).map(Confided::new),
        why: Some(of("why", "as the law says")),
        seen,
    }
}

/// A request of an operator in the name of `who`.
///
/// # Panics
/// On nobody of the staff.
pub fn envelope(who: &str, request: impl Into<Request>) -> Envelope {
    Envelope::of(who, Surface::Operator, request).unwrap_or_else(|why| panic!("{why}"))
}

/// The function's answer.
///
/// # Errors
/// When the outcome is not known.
pub async fn asked(
    memory: &Memory,
    who: &str,
    request: impl Into<Request>,
    now: Timestamp,
) -> Result<Answer, Unanswered> {
    drawn(memory, who, request, draw, now).await
}

/// The same, where `draw` draws the ticket of a case that is opened.
///
/// # Errors
/// When the outcome is not known.
pub async fn drawn(
    memory: &Memory,
    who: &str,
    request: impl Into<Request>,
    draw: impl Fn() -> Ticket,
    now: Timestamp,
) -> Result<Answer, Unanswered> {
    let directory = &state_directory::playbook().unwrap_or_else(|why| panic!("{why}")).directory;
    let event = serde_json::to_vec(&envelope(who, request)).unwrap_or_else(|why| panic!("{why}"));
    handle(directory, memory, &event, draw, now).await
}
