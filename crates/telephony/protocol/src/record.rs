//! An answer as the ledger records it together with the step's write, for a repeat of the step.

use crate::answer::{ANSWER_VERSION, Answer, Phrase};
use serde::Deserialize;
use serde_json::Value;

/// Most bytes of a recorded answer. DynamoDB charges a write by the kilobyte (Amazon DynamoDB developer guide, "Write
/// operations"). The longest answer of today's script has about half as many bytes.
pub const MAX_ANSWER_BYTES: usize = 4 * 1024;

/// An answer is too long to be recorded. Holds the number of its bytes without the values of its prompts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an answer of {0} bytes: at most {MAX_ANSWER_BYTES} are recorded; shorten the prompts of its step")]
pub struct TooLong(pub usize);

/// The ledger holds an answer in neither the form of this release nor that of the release before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the recorded answer has a form that this release does not read; deploy the release that wrote it")]
pub struct Unreadable;

/// The answer to a step: decided now, or recorded when the step first came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// The answer in the form that suits every front end.
    Answer(Box<Answer>),
    /// The answer in Amazon Connect's own keys, as releases wrote it before that form. It is returned unchanged,
    /// because a call during a deployment may repeat a step that the release before answered. The next release may drop
    /// this variant: no call lasts that long.
    Before(String),
}

/// The version of either form: a number in today's form, a string in the form before.
#[derive(Deserialize)]
struct Version {
    v: Value,
}

impl Answer {
    /// Returns the answer and the text that the ledger records for it. An answer with too many bytes loses the values
    /// of its prompts, which serve readers only. It keeps the words that the caller hears.
    ///
    /// # Errors
    /// [`TooLong`] if the answer has too many bytes even without the values. Then nothing may be written.
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
        // JSON can express every answer: it holds only strings, numbers and lists.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Answered {
    /// Reads an answer that the ledger holds.
    ///
    /// # Errors
    /// [`Unreadable`] if the text has no known form.
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
