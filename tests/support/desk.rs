//! The desk in process. Requests are made as a client makes them, and sent as JSON.

use crate::line::draw;
use ::desk::handle;
use desk_api::{Act, Answer, Confided, Envelope, FactValue, Request, Spelled, Surface};
use helpline::{ReadLimits, Unanswered};
use jiff::Timestamp;
use lifecycle::Ticket;
use serde_json::Value;
use testkit::Memory;

/// Makes a command on a case with its facts. The fact `value` is the disclosed value.
///
/// # Panics
/// If the ticket, the id or the command is invalid.
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

/// Makes an operator's request by `who`.
///
/// # Panics
/// If `who` is no person of the staff.
pub fn envelope(who: &str, request: impl Into<Request>) -> Envelope {
    Envelope::of(who, Surface::Operator, request).unwrap_or_else(|why| panic!("{why}"))
}

/// Sends a request to the desk and returns its answer.
///
/// # Errors
/// If the outcome is not known.
pub async fn asked(
    memory: &Memory,
    who: &str,
    request: impl Into<Request>,
    now: Timestamp,
) -> Result<Answer, Unanswered> {
    drawn(memory, who, request, draw, now).await
}

/// Sends a request to the desk; `draw` draws the ticket if the request opens a case.
///
/// # Errors
/// If the outcome is not known.
pub async fn drawn(
    memory: &Memory,
    who: &str,
    request: impl Into<Request>,
    draw: impl Fn() -> Ticket,
    now: Timestamp,
) -> Result<Answer, Unanswered> {
    let directory = &state_directory::playbook().unwrap_or_else(|why| panic!("{why}")).directory;
    let event = serde_json::to_vec(&envelope(who, request)).unwrap_or_else(|why| panic!("{why}"));
    handle(directory, memory, ReadLimits::default(), &event, draw, now).await
}
