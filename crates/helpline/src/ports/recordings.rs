//! Recordings, the contacts that they are of, and where notes and transcripts lie.

use super::{Actions, Unavailable};
use jiff::Timestamp;
use lifecycle::{Attachment, ContactId, LanguageCode, Ticket};

/// Where a recording lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectLocation {
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

/// Whose a recording is, as far as the telephone says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// This call says that the recording is its own.
    Call(Recorded),
    /// The call in the recording's name exists, and does not name its recordings yet.
    NotSaid,
    /// No call says that the recording is its own.
    Nobody,
}

/// Knows which call a recording is of.
pub trait Contacts {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// The call whose recording lies there; `named` is what its name says, which may be another's.
    fn recorded(
        &self,
        place: &ObjectLocation,
        named: &ContactId,
    ) -> impl Future<Output = Result<Owner, Unavailable>> + Send;
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

/// What was found where a recording should lie, when it was read piece by piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Streamed {
    /// The whole file was read.
    Whole,
    /// A file of so many bytes, more than was asked for; it was not read.
    TooLarge(u64),
    /// Nothing, or nothing any more.
    Nothing,
}

/// Fetches recordings.
pub trait Recordings {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// The file at `place`, if it has no more than `most` bytes.
    fn fetch(&self, place: &ObjectLocation, most: u64) -> impl Future<Output = Result<Fetched, Unavailable>> + Send;

    /// Reads the file at `place` piece by piece, if it has no more than `most` bytes. Hands each piece to `take`, in
    /// order; after an error the pieces so far are worth nothing.
    fn stream(
        &self,
        place: &ObjectLocation,
        most: u64,
        take: &mut (dyn FnMut(&[u8]) + Send),
    ) -> impl Future<Output = Result<Streamed, Unavailable>> + Send;
}

/// Keeps sound, encrypted.
pub trait NoteStore {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Keeps a file under that name. Idempotent: the same name has the same sound.
    fn keep(
        &self,
        name: &Attachment,
        media_type: &str,
        file: Vec<u8>,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// A text to be made of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TranscriptJob {
    /// The case.
    pub ticket: Ticket,
    /// The call.
    pub contact: ContactId,
    /// What the caller speaks.
    pub language: LanguageCode,
    /// 1, and one more each time it failed.
    pub attempt: u8,
}

/// Makes texts of notes, in its own time: the text comes as a file under [`crate::recordings::transcript_name`].
pub trait Transcriber {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Begins a job. Idempotent: the same job is begun once.
    fn begin(&self, job: &TranscriptJob) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Keeps what only the coordinator may read.
pub trait TranscriptStore {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Keeps a text under that name, encrypted so that whoever keeps it cannot read it. Idempotent.
    fn seal_text(&self, name: &Attachment, text: &str) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// Forgets a file that was left under that name.
    fn forget(&self, name: &Attachment) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Hands out what was said to somebody who may have it.
pub trait Evidence {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// An address at which the sound of that name is heard for a few minutes. `None`: there is no such sound.
    fn link(&self, name: &Attachment) -> impl Future<Output = Result<Option<String>, Unavailable>> + Send;
    /// The sealed text of that name.
    fn unseal(&self, name: &Attachment) -> impl Future<Output = Result<Option<String>, Unavailable>> + Send;
}
