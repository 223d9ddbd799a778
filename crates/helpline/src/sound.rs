//! What keeping a caller's words needs from the world: recordings, their contacts, and a place for the sound.

use crate::ports::Unavailable;
use jiff::Timestamp;
use lifecycle::{Attachment, ContactId, Ticket};

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
