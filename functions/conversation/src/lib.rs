//! Answers one step of a call. Idempotency key: contact id, step number and input.
//!
//! The handler translates: Amazon Connect's event to a step, the step's answer to the flat one of the flow.
//! What is said and what is written is decided in `dialogue` and `lifecycle`.

mod stores;

pub use stores::{NoPaymentSystem, Stores, TokioTimer};

use aws_kit::deadlines::STEP;
use connect_wire::{FlatAnswer, WireError, read_step};
use dialogue::Playbook;
use helpline::{CallStores, LOOK_UP, NotAnswered, answer};
use jiff::Timestamp;
use lifecycle::Ticket;
use protocol::Answered;

// A call begins with three look-ups, one after another: they leave time for the step.
const _: () = assert!(3 * LOOK_UP.as_millis() < STEP.as_millis());

/// Why the flow takes its error branch. Never holds anything the caller said or is called by.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The event is not what the flow sends.
    #[error(transparent)]
    Event(#[from] WireError),
    /// No answer can be given that is true.
    #[error(transparent)]
    NotAnswered(#[from] NotAnswered),
}

/// Answers `event`, the text of what Amazon Connect sent, with the text of what it reads back.
///
/// # Errors
/// A [`Failure`]; the flow then plays a prompt, sends the same step once more, and leads to a person.
pub async fn handle<P: CallStores>(
    playbook: &Playbook,
    stores: &P,
    event: &[u8],
    draw: impl Fn() -> Ticket,
    now: Timestamp,
) -> Result<String, Failure> {
    let asked = read_step(event, playbook)?;
    let answered = answer(playbook, stores, &asked, draw, now).await;
    match &answered {
        Ok(_) => {
            tracing::info!(contact = %asked.contact, step = asked.number, at = asked.call.at, "a step was answered")
        }
        Err(why) => {
            tracing::error!(contact = %asked.contact, step = asked.number, at = asked.call.at, %why, "a step was not answered");
        }
    }
    Ok(match answered? {
        // Thirteen strings: JSON refuses none of them.
        Answered::Answer(answer) => serde_json::to_string(&FlatAnswer::of(&answer)).unwrap_or_default(),
        // The release before wrote it for this very flow.
        Answered::Before(flat) => flat,
    })
}
