//! The names of a contact's files.

use lifecycle::{Attachment, BadCode, ContactId, Ticket};
use sha2::{Digest as _, Sha256};

/// Bytes of the digest in a note's name. A contact's id is random, so nobody finds it by trying.
const NAME_BYTES: usize = 12;

/// Returns the name of a contact's voice note. It stands in the link that a department gets, so it holds no contact:
/// the same name in two cases would show that one person made both. The same contact gives the same name.
///
/// # Errors
/// Never, because the name has the form of an attachment.
pub fn note_name(ticket: &Ticket, contact: &ContactId) -> Result<Attachment, BadCode> {
    let digest = Sha256::digest(format!("note {ticket} {contact}"));
    let name: String = digest.iter().take(NAME_BYTES).map(|byte| format!("{byte:02x}")).collect();
    Attachment::new(format!("notes/{ticket}/{name}.mp3"))
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
