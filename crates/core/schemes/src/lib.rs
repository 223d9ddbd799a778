//! The State's schemes as versioned texts: the spoken words, the questions about eligibility, approval, and the days on
//! which they are heard.
//!
//! [`Scheme::read`] takes one file of `directory/schemes/`. It returns a scheme that can be spoken and whose every
//! figure has a source, or an error that names the line. A [`SchemeVersion`] is one version of a scheme; only
//! [`draft`], [`approve`] and [`withdraw`] change its state. [`spoken_at`] selects the versions that callers hear at a
//! moment, also at a moment long past. Nothing here reads a clock or a file.

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
pub use text::{Approval, Refused, SchemeVersion, State, approve, draft, withdraw};

/// Longest chunk, in seconds; prompts have the same limit. Callers repeat and skip whole chunks, so a chunk is one
/// breath.
pub const MOST_CHUNK_SECONDS: f64 = 9.0;

/// Longest scheme, all chunks together, in seconds: a caller who hears nothing relevant in that time hangs up.
pub const MOST_SECONDS: f64 = 45.0;

/// Longest name of a scheme or of a trouble, in seconds: a menu speaks several of these names.
pub const MOST_NAME_SECONDS: f64 = 3.0;

/// Most questions of one scheme: each question is one more key for a caller who cannot write.
pub const MOST_QUESTIONS: usize = 4;
