//! The names of a contact's files.

use lifecycle::{Attachment, BadCode, ContactId, Ticket};

/// Returns the name of a contact's voice note.
///
/// # Errors
/// Never for a contact of the telephone, because its id has the right form.
pub fn note_name(ticket: &Ticket, contact: &ContactId) -> Result<Attachment, BadCode> {
    Attachment::new(format!("notes/{ticket}/{contact}.mp3"))
}

/// Returns the name under which the transcription service leaves a transcript, until it is attached.
///
/// # Errors
/// As for [`note_name`].
pub fn transcript_name(ticket: &Ticket, contact: &ContactId) -> Result<Attachment, BadCode> {
    Attachment::new(format!("transcripts/{ticket}/{contact}.json"))
}

/// Returns the name of the whole transcript, sealed for the coordinator.
///
/// # Errors
/// As for [`note_name`].
pub fn sealed_name(ticket: &Ticket, contact: &ContactId) -> Result<Attachment, BadCode> {
    Attachment::new(format!("sealed/{ticket}/{contact}.txt"))
}
