//! The State's schemes as texts with versions: what is said, to whom it speaks, who may approve it, when it is heard.
//!
//! [`Scheme::read`] takes one file of `directory/schemes/` and either gives a scheme that can be spoken, every figure of
//! it with its source, or an error that names the line. A [`Text`] is one version of a scheme; [`draft`], [`approve`] and
//! [`withdraw`] are all that can happen to it, and [`spoken_at`] says which texts are heard at a moment, also at one long
//! past. Nothing here reads a clock or a file.

mod figures;
mod heard;
mod json;
mod numbers;
mod read;
mod said;
mod scheme;
mod text;
mod texts;
mod written;

pub use heard::{at_hand, is_over, spoken_at};
pub use json::{BadText, MOST_JSON_BYTES};
pub use lifecycle::SchemeCode;
pub use said::{Said, WORDS_PER_SECOND, seconds};
pub use scheme::{About, Answer, Chunk, Fact, Form, Question, Scheme, Subject};
pub use text::{Approval, Refused, State, Text, approve, draft, withdraw};

/// Longest chunk: what is said in one breath can be repeated and skipped (the prompts' own limit).
pub const MOST_CHUNK_SECONDS: f64 = 9.0;

/// Longest scheme, all chunks together: who has not heard what concerns them by then hangs up.
pub const MOST_SECONDS: f64 = 45.0;

/// Longest name, and longest word for what goes wrong: both stand in a menu of others.
pub const MOST_NAME_SECONDS: f64 = 3.0;

/// Most questions of one scheme: each is one more key for somebody who cannot write.
pub const MOST_QUESTIONS: usize = 4;
