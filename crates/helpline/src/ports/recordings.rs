//! Recordings, their contacts, and the files of voice notes and transcripts.

use super::{Actions, Unavailable};
use jiff::Timestamp;
use lifecycle::{Attachment, ContactId, LanguageCode, Ticket};

/// The location of a file: a bucket and a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectLocation {
    /// The bucket.
    pub bucket: String,
    /// The object's key, decoded. An event of S3 encodes it.
    pub key: String,
}

/// The contact of a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The call.
    pub contact: ContactId,
    /// The time at which the recording begins, if the telephone tells it.
    pub began_at: Option<Timestamp>,
}

/// The owner of a recording, as far as the telephone says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// This contact names the recording as its own.
    Call(Recorded),
    /// The contact in the recording's name exists, and does not name its recordings yet.
    NotSaid,
    /// No contact names the recording as its own.
    Nobody,
}

/// Finds the contact of a recording.
pub trait Contacts {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the owner of the recording at the location. `named` is the contact in the file's name, which may be
    /// another.
    fn recorded(
        &self,
        place: &ObjectLocation,
        named: &ContactId,
    ) -> impl Future<Output = Result<Owner, Unavailable>> + Send;
}

/// The result of fetching a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// The file.
    File(Vec<u8>),
    /// The file has this many bytes, more than the limit. It was not fetched.
    TooLarge(u64),
    /// There is no file, or it is gone.
    Nothing,
}

/// The result of reading a file piece by piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Streamed {
    /// The whole file was read.
    Whole,
    /// The file has so many bytes, more than was asked for. It was not read.
    TooLarge(u64),
    /// No file lies there.
    Nothing,
}

/// Fetches recordings and other files.
pub trait Recordings {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the file at the location `place`, if it has no more than `most` bytes.
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

/// Keeps audio, encrypted.
pub trait NoteStore {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Keeps a file under a name. Idempotent, because a name always has the same audio.
    fn keep(
        &self,
        name: &Attachment,
        media_type: &str,
        file: Vec<u8>,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// A job that makes the transcript of a voice note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TranscriptJob {
    /// The case.
    pub ticket: Ticket,
    /// The call.
    pub contact: ContactId,
    /// The language of the caller.
    pub language: LanguageCode,
    /// The number of this attempt: 1, and one more after each failure.
    pub attempt: u8,
}

/// Makes transcripts of voice notes, in its own time. A transcript arrives as a file under
/// [`crate::recordings::transcript_name`].
pub trait Transcriber {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Begins a job. Idempotent: the same job is begun once.
    fn begin(&self, job: &TranscriptJob) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Keeps the transcripts that only the coordinator may read.
pub trait TranscriptStore {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Keeps a transcript under a name, encrypted so that this function cannot read it again. Idempotent.
    fn seal_text(&self, name: &Attachment, text: &str) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// Deletes the file with this name.
    fn forget(&self, name: &Attachment) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Hands out voice notes and transcripts to staff who may have them.
pub trait Evidence {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns an address at which the audio of that name can be heard for a few minutes, or `None` if there is no such
    /// audio.
    fn link(&self, name: &Attachment) -> impl Future<Output = Result<Option<String>, Unavailable>> + Send;
    /// Returns the sealed transcript of that name, opened.
    fn unseal(&self, name: &Attachment) -> impl Future<Output = Result<Option<String>, Unavailable>> + Send;
}
