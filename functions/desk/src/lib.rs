//! Answers the staff.
//!
//! Idempotency key of a command: ticket and command id. Idempotency key of a case that is opened for a caller on the
//! line: the call.
//!
//! The handler reads an envelope, hands it to its one use case, [`serve`], and logs one line. The surface that invokes
//! this function names the person, and must therefore have a log-in of its own (today the surface is an operator with
//! leave to invoke the function).

mod stores;

pub use stores::Stores;

use desk_api::{Act, Answer, Envelope, Look, Request, read};
use directory::Directory;
use helpline::{ReadLimits, StaffStores, Unanswered, serve};
use jiff::Timestamp;
use lifecycle::Ticket;

/// Answers `event`, the JSON of an envelope. `draw` draws a ticket.
///
/// # Errors
/// [`Unanswered`]. The same request with the same id may then be sent again.
pub async fn handle(
    directory: &Directory,
    stores: &impl StaffStores,
    limits: ReadLimits,
    event: &[u8],
    draw: impl Fn() -> Ticket,
    now: Timestamp,
) -> Result<Answer, Unanswered> {
    let asked = match read(event) {
        Ok(asked) => asked,
        Err(why) => {
            tracing::info!("a request of the staff could not be read");
            return Ok(Answer::rejected(why));
        }
    };
    // It is boxed, because the futures of all requests are nested deeper than the compiler follows.
    let answer = Box::pin(serve(directory, stores, &asked, limits, draw, now)).await;
    log(&asked, &answer);
    answer
}

/// Logs one line about a request and its outcome, without a word of either.
fn log(asked: &Envelope, answer: &Result<Answer, Unanswered>) {
    let (role, surface, request) = (asked.by.actor.role().as_str(), asked.by.surface.as_str(), asked.request.name());
    // No line names a call: beside a ticket it would join the case to the caller's number in Amazon Connect.
    let (ticket, command) = match &asked.request {
        Request::Act(Act { ticket, command, .. }) => (Some(ticket.as_str()), Some(command.as_str())),
        Request::Look(Look { ticket, .. }) => (Some(ticket.as_str()), None),
        _ => (None, None),
    };
    match answer {
        Ok(answer) => {
            // The ticket of a case that was opened for a caller on the line would join it with the call of that moment.
            let event = match answer {
                Answer::Done(done) => Some(done.event.as_str()),
                _ => None,
            };
            let outcome = answer.outcome();
            tracing::info!(request, ticket, command, role, surface, outcome, event, "the staff was answered");
        }
        Err(why) => {
            tracing::error!(request, ticket, command, role, surface, %why, "the staff got no answer");
        }
    }
}
