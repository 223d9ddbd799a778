//! Recordings: a recording becomes a voice note under its case, and the voice note gets its transcript.

mod attach;
mod keep;
mod names;
mod read;

pub use attach::{MOST_ATTEMPTS, TranscriptOutcome, TranscriptStores, attach, failed};
pub use keep::{NoteOutcome, NoteStores, keep};
pub use names::{note_name, sealed_name, transcript_name};
pub(crate) use read::without_traces;
pub use read::{Reading, Suggests};
