//! Answers one step of a call. Idempotency key: contact id, step number and input.
//!
//! The handler translates Amazon Connect's event into a step, and the step's answer into the flat answer of the flow.
//! `dialogue` and `lifecycle` decide the words that the caller hears and the events that are written.

mod seals;
mod stores;

pub use stores::{NoPaymentSystem, Stores, TokioTimer};

use aws_kit::Failed;
use aws_kit::deadlines::STEP;
use connect_wire::{Event, FlatAnswer, QueueAge, WireError};
use dialogue::Playbook;
use helpline::{CallStores, LOOK_UP, NotAnswered, Sealing, answer};
use jiff::Timestamp;
use lifecycle::{Ticket, in_india};
use protocol::{Answered, SentState, seal};
use seals::Seals;

// A call begins with three look-ups, one after another, and a new process asks for a key first. They must leave time for
// the step.
const _: () = assert!(4 * LOOK_UP.as_millis() < STEP.as_millis());

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

/// The telephone before this process: its unit of the queue's age, and the keys of the states that it carries.
#[derive(Debug, Default)]
pub struct Telephone {
    queue_age: QueueAge,
    seals: Seals,
}

impl Telephone {
    /// A telephone whose queue's age has this unit.
    #[must_use]
    pub fn with(queue_age: QueueAge) -> Self {
        Self { queue_age, seals: Seals::default() }
    }
}

/// Answers `event`, the text that Amazon Connect sent, with the text that Amazon Connect reads.
///
/// # Errors
/// A [`Failure`]. The flow then plays a prompt, sends the same step once more, and if that fails too leads the caller
/// to a person.
pub async fn handle<P: CallStores>(
    playbook: &Playbook,
    telephone: &Telephone,
    stores: &P,
    event: &[u8],
    draw: impl Fn() -> Ticket,
    now: Timestamp,
) -> Result<String, Failure> {
    let event = Event::read(event)?;
    let seals = &telephone.seals;
    let sealed_with = match event.state()? {
        SentState::Sealed { day, .. } if Seals::reads(day, now) => seals.of(stores, day, now).await,
        SentState::Sealed { .. } => return Err(WireError::unread_state().into()),
        SentState::New | SentState::Unproven(_) => None,
    };
    let asked = event.step(playbook, telephone.queue_age, sealed_with.as_ref())?;
    // The first step of a process asks for the key beside the caller's look-up.
    let (answered, key) =
        futures::join!(answer(playbook, stores, &asked, draw, now), seals.of(stores, in_india(now).date(), now));
    match &answered {
        Ok(stepped) => {
            // Alarms count the calls that ended before their number was sealed, and the PINs that opened nothing.
            let number = stepped.sealing.map_or("-", Sealing::as_str);
            let owes = stepped.sealing.map_or(0, Sealing::owes);
            let pin = if stepped.wrong_pin { "wrong" } else { "-" };
            // The name of a step would tell of a contact, whose number Amazon Connect has, what the call was about.
            tracing::info!(contact = %asked.contact, step = asked.number, number, owes, pin, "a step was answered")
        }
        Err(why) => {
            tracing::error!(contact = %asked.contact, step = asked.number, %why, "a step was not answered");
        }
    }
    Ok(match answered?.answered {
        // The answer is thirteen strings, which JSON always accepts.
        Answered::Answer(answer) => {
            let flat = FlatAnswer::of(&answer);
            let state = seal(key.as_ref(), &asked.contact, answer.step, &flat.state);
            serde_json::to_string(&FlatAnswer { state, ..flat }).unwrap_or_default()
        }
        // The release before this one wrote the answer, for this very flow.
        Answered::Before(flat) => flat,
    })
}
