//! Reads Amazon Connect's event, and refuses any form that the flow does not send.

use dialogue::{Call, Caller, Direction, Input, Key, Playbook, Purpose};
use lifecycle::ContactId;
use protocol::{CallStep, CallerNumber, Digits, SealKey, SentState, read_token};
use serde_json::Value;

/// Longest event that is read. Contact attributes are at most 32 KB together (Amazon Connect administrator
/// guide, "Amazon Connect feature limits"), and the rest of the event stays well below another 32 KB.
pub const MAX_EVENT_BYTES: usize = 64 * 1024;

/// The reason why an event cannot be answered. It names the field and never the value, because an event holds the
/// caller's number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Too long to be a contact flow's event.
    #[error("an event of {0} bytes: at most {MAX_EVENT_BYTES} are read")]
    TooLong(usize),
    /// Not JSON.
    #[error("the event is not JSON, at line {line} column {column}")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// A field is missing or of another type.
    #[error("`{path}` is not {expected}; the contact flow must send it")]
    Field {
        /// JSON pointer to the field.
        path: &'static str,
        /// The value that belongs there.
        expected: &'static str,
    },
}

impl WireError {
    /// Returns the error about a state that this helpline did not write, or not for this step.
    #[must_use]
    pub fn unread_state() -> Self {
        field(STATE, "`new` or a state that this helpline wrote")
    }
}

/// The unit of `$.Metrics.Queue.OldestContactAge`. Amazon Connect's pages name none: the console exports an age of 300 s
/// as `300000`, and tables of other authors say seconds. A wait is said only in a unit that a staging call has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum QueueAge {
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Nobody has seen the unit, so no wait is said.
    #[default]
    Unsaid,
}

impl QueueAge {
    /// The words of the setting `QUEUE_AGE`.
    pub const WORDS: [(&'static str, Self); 3] =
        [("ms", Self::Milliseconds), ("s", Self::Seconds), ("unsaid", Self::Unsaid)];

    /// Returns the wait in seconds, if it may be said.
    fn seconds(self, age: u64) -> Option<u32> {
        match self {
            Self::Milliseconds => u32::try_from(age / 1_000).ok(),
            Self::Seconds => u32::try_from(age).ok(),
            Self::Unsaid => None,
        }
    }
}

/// The event of one step, read strictly but for its state.
#[derive(Debug)]
pub struct Event(Value);

impl Event {
    /// Reads an event.
    ///
    /// # Errors
    /// [`WireError::TooLong`] or [`WireError::NotJson`].
    pub fn read(event: &[u8]) -> Result<Self, WireError> {
        if event.len() > MAX_EVENT_BYTES {
            return Err(WireError::TooLong(event.len()));
        }
        let event =
            serde_json::from_slice(event).map_err(|e| WireError::NotJson { line: e.line(), column: e.column() })?;
        Ok(Self(event))
    }

    /// Returns the state that the flow sent.
    ///
    /// # Errors
    /// A [`WireError`] if it is no state of this helpline.
    pub fn state(&self) -> Result<SentState<'_>, WireError> {
        SentState::read(text(&self.0, STATE)?).ok_or_else(WireError::unread_state)
    }

    /// Returns the step. `age` is the unit of the queue's age, and `key` is the key of the day that the state names. If
    /// that key cannot be had, nothing proves the state: the call goes on as a stranger's.
    ///
    /// # Errors
    /// A [`WireError`] that names the field. The flow then takes its error branch.
    pub fn step(&self, playbook: &Playbook, age: QueueAge, key: Option<&SealKey>) -> Result<CallStep, WireError> {
        let Self(event) = self;
        let contact = text(event, "/Details/ContactData/ContactId")?;
        let contact = ContactId::new(contact)
            .map_err(|_| field("/Details/ContactData/ContactId", "an id of 1 to 64 letters, digits and dashes"))?;
        let number = text(event, "/Details/Parameters/step")?
            .parse()
            .map_err(|_| field("/Details/Parameters/step", "a step number"))?;
        let input = Input::parse(text(event, "/Details/Parameters/input")?).ok_or_else(|| {
            field("/Details/Parameters/input", "start, a key, silence, digits, beep, noted, queue or nobody")
        })?;
        let input = match input {
            Input::Queue(_) => Input::Queue(waited(event, age)),
            other => other,
        };
        // With any other input, `digits` holds the digits of an earlier step.
        let typed = event.pointer("/Details/Parameters/digits").and_then(Value::as_str);
        let typed = typed.filter(|_| input == Input::Digits);
        let digits = typed.and_then(Digits::new);
        // After the cancel key, Amazon Connect sends the star alone (administrator guide, "Store customer input").
        let input = if typed == Some("*") { Key::new('*').map_or(input, Input::Key) } else { input };
        let sent = self.state()?;
        let (call, proven) = match (sent, key) {
            (SentState::New, _) => (begun(event, playbook)?, true),
            (SentState::Sealed { state, .. }, Some(key)) if sent.is_sealed_by(key, &contact, number) => {
                (read_token(state, playbook).ok_or_else(WireError::unread_state)?, true)
            }
            (SentState::Sealed { .. }, Some(_)) => return Err(WireError::unread_state()),
            (SentState::Sealed { state, .. } | SentState::Unproven(state), _) => {
                let call = read_token(state, playbook).ok_or_else(WireError::unread_state)?;
                (Call { caller: Caller::default(), case: None, ..call }, false)
            }
        };
        // The number may be withheld or missing. Such a caller is served too.
        let caller = event.pointer("/Details/ContactData/CustomerEndpoint/Address").and_then(Value::as_str);
        // A call that arrives with the number that was dialled, or with an operator's, says nothing about its caller.
        let dialled = event.pointer("/Details/ContactData/SystemEndpoint/Address").and_then(Value::as_str);
        let shared =
            |number: &&str| Some(*number) == dialled || playbook.directory.shared_numbers.iter().any(|s| s == number);
        let caller = caller.filter(|number| !shared(number)).and_then(CallerNumber::new);
        Ok(CallStep { contact, number, call, proven, input, digits, caller })
    }
}

/// The place of the state in the event.
const STATE: &str = "/Details/Parameters/state";

/// Returns a call at its first step. A flow without the parameter `purpose` is the flow for citizens' calls.
fn begun(event: &Value, playbook: &Playbook) -> Result<Call, WireError> {
    let path = "/Details/Parameters/purpose";
    let named = match event.pointer(path) {
        None | Some(Value::Null) => Some(Purpose::inbound()),
        Some(given) => given.as_str().and_then(Purpose::new),
    };
    // Both values mean a call that the helpline placed (Amazon Connect administrator guide, "ContactData").
    let direction = match event.pointer("/Details/ContactData/InitiationMethod").and_then(Value::as_str) {
        Some("API" | "OUTBOUND") => Direction::Outbound,
        _ => Direction::Inbound,
    };
    let call = named
        .and_then(|purpose| Call::begun(playbook, direction, purpose))
        .ok_or_else(|| field(path, "a purpose of a call that `[starts]` in dialogue.toml names"))?;
    // A flow that takes a call over begins without a state. The contact keeps the language that the call has chosen.
    let spoken = event.pointer("/Details/ContactData/LanguageCode").and_then(Value::as_str).unwrap_or_default();
    let language = playbook.languages().iter().find(|language| playbook.locale(language) == spoken).cloned();
    Ok(match language.filter(|_| call.purpose.is_waiting()) {
        Some(language) => Call { language, ..call },
        None => call,
    })
}

/// Returns the longest wait in the agents' queue in seconds, if the flow knows it and its unit is known.
fn waited(event: &Value, age: QueueAge) -> Option<u32> {
    age.seconds(event.pointer("/Details/Parameters/waited").and_then(Value::as_str)?.parse().ok()?)
}

fn text<'a>(event: &'a Value, path: &'static str) -> Result<&'a str, WireError> {
    event.pointer(path).and_then(Value::as_str).ok_or_else(|| field(path, "a string"))
}

fn field(path: &'static str, expected: &'static str) -> WireError {
    WireError::Field { path, expected }
}
