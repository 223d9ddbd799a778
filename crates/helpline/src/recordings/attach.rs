//! One transcript: attached to its case, or given up.

use super::{Reading, Suggests, sealed_name, transcript_name};
use crate::patience::pause;
use crate::ports::{
    CaseWriter, CommandCases, Fetched, ObjectLocation, QueuePatience, Recordings, Transcriber, TranscriptJob,
    TranscriptStore, Unavailable, stores,
};
use crate::system_command::carry_out;
use jiff::Timestamp;
use lifecycle::{Attachment, BadCode, Command, CommandId, CommandPurpose, ContactId, Rules, Ticket};
use std::time::Duration;

/// Largest file of a transcript, in bytes. Each word with its times takes 100 bytes, and no note has 10,000 words.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// Number of times that a job is begun. If the last one fails, triage is told.
pub const MOST_ATTEMPTS: u8 = 2;

stores! {
    /// The stores for attaching a transcript.
    pub trait TranscriptStores {
        /// The table.
        ledger: Ledger = CommandCases + CaseWriter;
        /// The helpline's own bucket, where the transcription service leaves transcripts.
        files: Files = Recordings;
        /// The sealed transcripts.
        sealed: Sealed = TranscriptStore;
        /// The transcription service.
        transcriber: Service = Transcriber;
        /// The queue of new transcripts and failed jobs.
        queue: Queue = QueuePatience;
    }
}

/// The outcome for a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TranscriptOutcome {
    /// The transcript is attached.
    Attached {
        /// The case.
        ticket: Ticket,
        /// The call.
        contact: ContactId,
    },
    /// The transcript was attached or given up before.
    Before,
    /// No word was understood, or the job failed too often: triage must listen to the voice note.
    Lost {
        /// The case.
        ticket: Ticket,
        /// Why.
        why: &'static str,
    },
    /// The job failed, and is begun once more.
    Again {
        /// The case.
        ticket: Ticket,
    },
    /// The file or job belongs to no voice note of a case.
    NotOurs,
    /// The file no longer exists.
    Gone,
}

/// Returns the case and contact that a file's name tells, or `None` for any other file.
fn of_name(key: &str) -> Option<(Ticket, ContactId)> {
    let (ticket, file) = key.strip_prefix("transcripts/")?.split_once('/')?;
    Some((Ticket::parse(ticket).ok()?, ContactId::new(file.strip_suffix(".json")?).ok()?))
}

fn named(name: Result<Attachment, BadCode>) -> Result<Attachment, Unavailable> {
    name.map_err(|why| Unavailable(why.to_string()))
}

/// Returns the id of the command that attaches a contact's transcript. It is derived from the contact, so that a voice
/// note gets one transcript.
fn id_of(contact: &ContactId) -> CommandId {
    CommandId::of(CommandPurpose::Transcript, contact)
}

/// Attaches the transcript at the location `place`. Seals the whole transcript first, then tells the ledger, then
/// deletes the file. A transcript without a word is given up. `transcript_of` reads the file in the form of the service
/// that made it.
///
/// # Errors
/// [`Unavailable`] if a service did not answer. The caller must try again.
pub async fn attach<P: TranscriptStores>(
    rules: &impl Rules,
    suggests: &Suggests<'_>,
    stores: &P,
    place: &ObjectLocation,
    transcript_of: impl Fn(&[u8]) -> Option<String>,
    now: Timestamp,
) -> Result<TranscriptOutcome, Unavailable> {
    let Some((ticket, contact)) = of_name(&place.key) else { return Ok(TranscriptOutcome::NotOurs) };
    let (case, before) = stores.ledger().case_and_answer(&ticket, &id_of(&contact)).await?;
    let Some(case) = case else { return Ok(TranscriptOutcome::NotOurs) };
    let file_name = named(transcript_name(&ticket, &contact))?;
    if before.is_some() {
        stores.sealed().forget(&file_name).await?;
        return Ok(TranscriptOutcome::Before);
    }
    let file = match stores.files().fetch(place, MOST_BYTES).await? {
        Fetched::File(file) => file,
        Fetched::Nothing => return Ok(TranscriptOutcome::Gone),
        Fetched::TooLarge(_) => Vec::new(),
    };
    let text = transcript_of(&file).unwrap_or_default();
    let Some(reading) = Reading::of(&text, suggests) else {
        carry_out(
            rules,
            stores.ledger(),
            &case,
            &id_of(&contact),
            Command::LoseTranscript { contact: contact.clone() },
            now,
        )
        .await?;
        stores.sealed().forget(&file_name).await?;
        return Ok(TranscriptOutcome::Lost { ticket, why: "no word was understood" });
    };
    stores.sealed().seal_text(&named(sealed_name(&ticket, &contact))?, &text).await?;
    let Reading { words, concerns, suggested, sure, reasons, place } = reading;
    let (suggested, suggested_category) = suggested.map(|to| (to.department, to.category)).unzip();
    let command = Command::KeepTranscript {
        contact: contact.clone(),
        words,
        concerns,
        suggested,
        suggested_category,
        sure,
        reasons,
        place,
    };
    carry_out(rules, stores.ledger(), &case, &id_of(&contact), command, now).await?;
    stores.sealed().forget(&file_name).await?;
    Ok(TranscriptOutcome::Attached { ticket, contact })
}

/// Begins a failed job once more. After [`MOST_ATTEMPTS`] gives the transcript up, so that triage listens to the voice
/// note.
///
/// # Errors
/// [`Unavailable`] if a service did not answer. The caller must try again.
pub async fn failed<P: TranscriptStores>(
    rules: &impl Rules,
    stores: &P,
    job: TranscriptJob,
    now: Timestamp,
) -> Result<TranscriptOutcome, Unavailable> {
    let TranscriptJob { ticket, contact, attempt, .. } = job.clone();
    if attempt < MOST_ATTEMPTS {
        stores.transcriber().begin(&TranscriptJob { attempt: attempt + 1, ..job }).await?;
        return Ok(TranscriptOutcome::Again { ticket });
    }
    lose(rules, stores, &ticket, &contact, "the job failed too often", now).await
}

/// Gives a transcript up, so that triage listens to the voice note. If it was given up before, nothing is told.
async fn lose<P: TranscriptStores>(
    rules: &impl Rules,
    stores: &P,
    ticket: &Ticket,
    contact: &ContactId,
    why: &'static str,
    now: Timestamp,
) -> Result<TranscriptOutcome, Unavailable> {
    let id = CommandId::of(CommandPurpose::LostTranscript, contact);
    let (case, _) = stores.ledger().case_and_answer(ticket, &id).await?;
    let Some(case) = case else { return Ok(TranscriptOutcome::NotOurs) };
    let lost = carry_out(rules, stores.ledger(), &case, &id, Command::LoseTranscript { contact: contact.clone() }, now)
        .await?;
    Ok(if lost { TranscriptOutcome::Lost { ticket: ticket.clone(), why } } else { TranscriptOutcome::Before })
}

/// Lets the event of a transcript come again, later each time. Returns the pause, and the error if it could not be set;
/// the queue's own pause then applies.
pub async fn wait<P: TranscriptStores>(stores: &P, receipt: &str, tries: u32) -> (Duration, Option<Unavailable>) {
    let pause = pause(tries);
    (pause, stores.queue().retry_after(receipt, pause).await.err())
}
