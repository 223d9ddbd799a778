//! A callback that a flow has created.

use serde::Serialize;

/// A callback that a flow has created (page `interactions-createcallbackcontact`).
///
/// ```
/// use std::collections::BTreeMap;
/// use connect_flow::{Call, Callback, Ended, Given, Machine, Pace, Script};
///
/// let promised = Callback::to("+911234567890", "desk");
/// let call = Call::inbound("contact-2", None, "+911800000000", "arn:aws:connect:x:1:instance/i");
/// let mut office: Given = serde_json::from_str(r#"{ "queues": { "desk": { "agent": { "after_ms": 5000 } } } }"#)?;
/// let outcome = Machine::callback(&promised, call, BTreeMap::new(), Pace::default())?
///     .run(&mut office, &mut Script::default(), &mut |_| {});
/// assert_eq!((outcome.ended, outcome.elapsed_ms), (Ended::AgentHungUp, 65_000));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Callback {
    /// The number to call.
    pub number: String,
    /// The queue, or the agent, that places the callback; `None` if the contact had no target queue.
    pub queue: Option<String>,
    /// Time from this call to the first attempt, in seconds.
    pub initial_delay_s: u64,
    /// Most attempts.
    pub attempts: u64,
    /// Time from a failed attempt to the next one, in seconds.
    pub retry_delay_s: u64,
    /// The flow that runs for the callback, if one is named; else the whispers run.
    pub flow: Option<String>,
    /// The number that is shown to the called person, if one is named.
    pub caller_id: Option<String>,
    /// The person who is called first, as consoles write it (`CallbackMode`, which no page describes).
    pub mode: Option<String>,
}

impl Callback {
    /// Makes a callback to a number for a queue, at once and in one attempt.
    pub fn to(number: impl Into<String>, queue: impl Into<String>) -> Self {
        Self {
            number: number.into(),
            queue: Some(queue.into()),
            initial_delay_s: 0,
            attempts: 1,
            retry_delay_s: 0,
            flow: None,
            caller_id: None,
            mode: None,
        }
    }
}
