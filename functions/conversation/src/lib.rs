//! Answers one step of a call. Idempotency key: contact id, step number and input.
//!
//! The handler translates Amazon Connect's event into a step, and the step's answer into the flat answer of the flow.
//! `dialogue` and `lifecycle` decide the words that the caller hears and the events that are written.

mod stores;

pub use stores::{NoPaymentSystem, Stores, TokioTimer};

use aws_kit::Failed;
use aws_kit::deadlines::STEP;
use connect_wire::{FlatAnswer, WireError, read_step};
use dialogue::Playbook;
use helpline::{CallStores, LOOK_UP, NotAnswered, answer};
use jiff::Timestamp;
use lifecycle::Ticket;
use protocol::Answered;

// A call begins with three look-ups, one after another. They must leave time for the step.
const _: () = assert!(3 * LOOK_UP.as_millis() < STEP.as_millis());

/// Why the flow takes its error branch. It never holds the caller's words or number.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The event is not in the form that the flow sends.
    #[error(transparent)]
    Event(#[from] WireError),
    /// The step got no answer, because no answer would be sure to be true.
    #[error(transparent)]
    NotAnswered(#[from] NotAnswered),
}

impl From<Failure> for Failed {
    fn from(why: Failure) -> Self {
        let name = match &why {
            Failure::Event(_) => "StepUnreadable",
            Failure::NotAnswered(_) => "StepNotAnswered",
        };
        Self::new(name, &why)
    }
}

/// Answers `event`, the text that Amazon Connect sent, with the text that Amazon Connect reads.
///
/// # Errors
/// A [`Failure`]. The flow then plays a prompt, sends the same step once more, and if that fails too leads the caller
/// to a person.
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
        // The answer is thirteen strings, which JSON always accepts.
        Answered::Answer(answer) => serde_json::to_string(&FlatAnswer::of(&answer)).unwrap_or_default(),
        // The release before this one wrote the answer, for this very flow.
        Answered::Before(flat) => flat,
    })
}
