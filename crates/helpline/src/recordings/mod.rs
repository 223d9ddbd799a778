//! What keeping a caller's words needs from the world: recordings, their contacts, and a place for the sound.

mod attach;
mod keep;
mod read;

pub use attach::{Became, MOST_ATTEMPTS, TextPorts, attach, failed};
pub use keep::{Kept, NotePorts, keep};
pub use read::{Reading, Suggests};

use crate::ports::Unavailable;
use jiff::Timestamp;
use lifecycle::{Attachment, BadCode, ContactId, LanguageCode, Ticket};

/// Where a recording lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The bucket.
    pub bucket: String,
    /// The object's key, as it is and not as an event writes it.
    pub key: String,
}

/// The call that a recording is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The call.
    pub contact: ContactId,
    /// When the recording begins, where the telephone says so.
    pub began_at: Option<Timestamp>,
}

/// Knows which call a recording is of.
pub trait FindContact {
    /// The call whose recording lies there; `named` is what its name says, which may be another's. `None`: no call
    /// says that it is its own.
    fn recorded(
        &self,
        place: &Place,
        named: &ContactId,
    ) -> impl Future<Output = Result<Option<Recorded>, Unavailable>> + Send;
}

/// What was found where a recording should lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// The file.
    File(Vec<u8>),
    /// A file of so many bytes, more than was asked for; it was not fetched.
    TooLarge(u64),
    /// Nothing, or nothing any more.
    Nothing,
}

/// Fetches recordings.
pub trait FetchRecordings {
    /// The file at `place`, if it has no more than `most` bytes.
    fn fetch(&self, place: &Place, most: u64) -> impl Future<Output = Result<Fetched, Unavailable>> + Send;
}

/// Keeps sound, encrypted.
pub trait KeepSound {
    /// Keeps a file under that name. Idempotent: the same name has the same sound.
    fn keep(
        &self,
        name: &Attachment,
        media_type: &str,
        file: Vec<u8>,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// A case that was spoken about on a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenOf {
    /// The case.
    pub ticket: Ticket,
    /// When the citizen began to speak about it, if this was not the call that opened it: of that one the case says it.
    pub at: Option<Timestamp>,
}

/// Knows what was spoken about on a call.
pub trait FindSpoken {
    /// The cases of a call: the one that it opened first, then those about which more was said.
    fn spoken_on(&self, contact: &ContactId) -> impl Future<Output = Result<Vec<SpokenOf>, Unavailable>> + Send;
}

/// The name under which the note of a call lies.
///
/// # Errors
/// Never for a contact of the telephone's: its id has the form of one.
pub fn note_name(ticket: &Ticket, contact: &ContactId) -> Result<Attachment, BadCode> {
    Attachment::new(format!("notes/{ticket}/{contact}.mp3"))
}

/// The name under which whoever makes texts leaves the text of a note, for a moment.
///
/// # Errors
/// As of [`note_name`].
pub fn text_name(ticket: &Ticket, contact: &ContactId) -> Result<Attachment, BadCode> {
    Attachment::new(format!("transcripts/{ticket}/{contact}.json"))
}

/// The name under which the whole text lies sealed, for the coordinator.
///
/// # Errors
/// As of [`note_name`].
pub fn sealed_name(ticket: &Ticket, contact: &ContactId) -> Result<Attachment, BadCode> {
    Attachment::new(format!("sealed/{ticket}/{contact}.txt"))
}

/// A text to be made of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextJob {
    /// The case.
    pub ticket: Ticket,
    /// The call.
    pub contact: ContactId,
    /// What the caller speaks.
    pub language: LanguageCode,
    /// 1, and one more each time it failed.
    pub attempt: u8,
}

/// Makes texts of notes, in its own time: the text comes as a file under [`text_name`].
pub trait MakeTexts {
    /// Begins a job. Idempotent: the same job is begun once.
    fn begin(&self, job: &TextJob) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Keeps what only the coordinator may read.
pub trait SealTexts {
    /// Keeps a text under that name, encrypted so that whoever keeps it cannot read it. Idempotent.
    fn seal_text(&self, name: &Attachment, text: &str) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// Forgets a file that was left under that name.
    fn forget(&self, name: &Attachment) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Hands out what was said to whoever may have it.
pub trait HandOut {
    /// An address at which the sound of that name is heard for a few minutes. `None`: there is no such sound.
    fn link(&self, name: &Attachment) -> impl Future<Output = Result<Option<String>, Unavailable>> + Send;
    /// The sealed text of that name.
    fn unseal(&self, name: &Attachment) -> impl Future<Output = Result<Option<String>, Unavailable>> + Send;
}
