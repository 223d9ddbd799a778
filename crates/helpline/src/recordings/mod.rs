//! Recordings: a recording becomes a voice note under its case, and the voice note gets its transcript.

mod attach;
mod keep;
mod names;
mod owner;
mod read;

pub use attach::{MOST_ATTEMPTS, TranscriptOutcome, TranscriptStores, attach, failed, wait as transcript_waits};
pub use keep::{NAME_BELIEVED_AFTER, NoteOutcome, NoteStores, keep, wait as recording_waits};
pub use names::{note_name, sealed_name, transcript_name};
pub use owner::{OwnerStores, owner};
pub(crate) use read::without_traces;
pub use read::{Reading, Suggests};
