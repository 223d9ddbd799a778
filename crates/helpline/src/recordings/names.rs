//! The names under which files of a call lie.

use lifecycle::{Attachment, BadCode, ContactId, Ticket};

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
pub fn transcript_name(ticket: &Ticket, contact: &ContactId) -> Result<Attachment, BadCode> {
    Attachment::new(format!("transcripts/{ticket}/{contact}.json"))
}

/// The name under which the whole text lies sealed, for the coordinator.
///
/// # Errors
/// As of [`note_name`].
pub fn sealed_name(ticket: &Ticket, contact: &ContactId) -> Result<Attachment, BadCode> {
    Attachment::new(format!("sealed/{ticket}/{contact}.txt"))
}
