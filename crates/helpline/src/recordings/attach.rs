//! One text: attached to its case, or given up.

use super::{Reading, Suggests, sealed_name, transcript_name};
use crate::ports::{
    CaseWriter, CommandCases, Fetched, ObjectLocation, Recordings, Transcriber, TranscriptJob, TranscriptStore,
    Unavailable, stores,
};
use crate::system_command::carry_out;
use jiff::Timestamp;
use lifecycle::{Attachment, BadCode, Command, CommandId, CommandPurpose, ContactId, Rules, Ticket};

/// Largest file of a text: words with their times take 100 bytes each, and nobody says 10,000 in a note.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// Times a job is begun before triage is told.
pub const MOST_ATTEMPTS: u8 = 2;

stores! {
    /// What attaching a text needs.
    pub trait TranscriptStores {
        /// The table.
        ledger: Ledger = CommandCases + CaseWriter;
        /// Our own bucket, where texts are left.
        files: Files = Recordings;
        /// Where they lie sealed.
        sealed: Sealed = TranscriptStore;
        /// Makes transcripts.
        transcriber: Service = Transcriber;
    }
}

/// What became of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TranscriptOutcome {
    /// It is attached.
    Attached {
        /// The case.
        ticket: Ticket,
        /// The call.
        contact: ContactId,
    },
    /// It was attached before.
    Before,
    /// No word was understood, or the job failed too often: triage listens.
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
    /// It is no text of a note.
    NotOurs,
    /// There is no such file any more.
    Gone,
}

/// The case and call of a file, by its name. `None`: it is another file.
fn of_name(key: &str) -> Option<(Ticket, ContactId)> {
    let (ticket, file) = key.strip_prefix("transcripts/")?.split_once('/')?;
    Some((Ticket::parse(ticket).ok()?, ContactId::new(file.strip_suffix(".json")?).ok()?))
}

fn named(name: Result<Attachment, BadCode>) -> Result<Attachment, Unavailable> {
    name.map_err(|why| Unavailable(why.to_string()))
}

/// The id of the command that attaches a call's text: drawn from the call, so that there is one.
fn id_of(contact: &ContactId) -> CommandId {
    CommandId::of(CommandPurpose::Transcript, contact)
}

/// Attaches the text that lies at `place`: first it is sealed, then the ledger tells of it, then the file is forgotten.
/// `transcript_of` reads what the service that made it wrote.
///
/// # Errors
/// [`Unavailable`]: it is tried again.
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

/// A job failed: once more, or triage listens.
///
/// # Errors
/// [`Unavailable`]: it is tried again.
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

/// There will be no text: triage listens. Where it is lost already nothing is told.
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
