//! An answer as the ledger keeps it beside its write, for a repeat of the step.

use crate::answer::{ANSWER_VERSION, Answer, Phrase};
use serde::Deserialize;
use serde_json::Value;

/// Most bytes of a recorded answer. A write of the ledger costs by the kilobyte (Amazon DynamoDB developer guide, "Write
/// operations"), and the longest answer of today's script has about half of these.
pub const MAX_ANSWER_BYTES: usize = 4 * 1024;

/// The answer's words and state alone have so many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an answer of {0} bytes: at most {MAX_ANSWER_BYTES} are recorded; shorten the prompts of its step")]
pub struct TooLong(pub usize);

/// The ledger holds an answer in a form that is neither this release's nor the one before's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the recorded answer has a form that this release does not read; deploy the release that wrote it")]
pub struct Unreadable;

/// A step's answer: decided now, or recorded when the step came first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// In the form that belongs to no telephone.
    Answer(Box<Answer>),
    /// In Amazon Connect's own keys, as releases wrote it before that form. It is handed out as it stands, because a call
    /// in whose middle a deployment falls may repeat a step that the release before answered. The next release may forget
    /// it: no call lasts that long.
    Before(String),
}

/// The version of either form: a number here, a text in the form before.
#[derive(Deserialize)]
struct Version {
    v: Value,
}

impl Answer {
    /// The answer with the text under which it is recorded. One with too many bytes loses the values of its prompts, which
    /// serve readers only: the words that the caller hears stay.
    ///
    /// # Errors
    /// [`TooLong`] if it has too many bytes even so: then nothing may be written.
    pub fn recorded(self) -> Result<(Self, String), TooLong> {
        let text = self.written();
        if text.len() <= MAX_ANSWER_BYTES {
            return Ok((self, text));
        }
        let bare =
            |phrases: Vec<Phrase>| phrases.into_iter().map(|said| Phrase { values: Vec::new(), ..said }).collect();
        let answer = Self { say: bare(self.say), ask: bare(self.ask), ..self };
        let text = answer.written();
        if text.len() <= MAX_ANSWER_BYTES { Ok((answer, text)) } else { Err(TooLong(text.len())) }
    }

    fn written(&self) -> String {
        // Strings, numbers and lists of them: there is nothing in it that JSON could refuse.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Answered {
    /// Reads an answer that the ledger holds.
    ///
    /// # Errors
    /// [`Unreadable`] if it is of no known form.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let Version { v } = serde_json::from_str(text).map_err(|_| Unreadable)?;
        match v {
            Value::Number(v) if v.as_u64() == Some(ANSWER_VERSION.into()) => {
                serde_json::from_str(text).map(|answer| Self::Answer(Box::new(answer))).map_err(|_| Unreadable)
            }
            Value::String(_) => Ok(Self::Before(text.to_owned())),
            _ => Err(Unreadable),
        }
    }
}
