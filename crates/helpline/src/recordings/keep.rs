//! One recording: finds its contact and cases, and keeps the segment of each case as a voice note.

use super::note_name;
use crate::patience::pause;
use crate::ports::{
    CaseWriter, CommandCases, Contacts, Histories, NoteStore, ObjectLocation, Owner, QueuePatience, Recorded,
    Recordings, Streamed, Transcriber, TranscriptJob, Unavailable, stores,
};
use crate::system_command::carry_out;
use jiff::Timestamp;
use lifecycle::{Case, Command, CommandId, CommandPurpose, ContactId, Rules};
use std::time::Duration;
use voice::{MEDIA_TYPE, MOST_BYTES, Reader, Refused, Segment, choose, compact, measure};

stores! {
    /// The stores for keeping voice notes.
    pub trait NoteStores {
        /// The table.
        ledger: Ledger = CommandCases + CaseWriter + Histories;
        /// Amazon Connect, or a stand-in.
        contacts: ContactBook = Contacts;
        /// The telephone's bucket of recordings.
        recordings: Bucket = Recordings;
        /// The helpline's own bucket of voice notes.
        notes: Notes = NoteStore;
        /// The transcription service.
        transcriber: Service = Transcriber;
        /// The queue of new recordings.
        queue: Queue = QueuePatience;
    }
}

/// The try from which a recording's name is believed if the contact in it does not name its recordings. By then an hour
/// has passed. Amazon Connect names a contact's recordings after the contact has ended, some minutes late (Amazon
/// Connect Administrator Guide, "About recording behavior").
pub const NAME_BELIEVED_AFTER: u32 = 12;

/// The outcome for a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteOutcome {
    /// Its voice notes lie under their cases.
    Notes {
        /// Number of voice notes that were kept now.
        kept: usize,
        /// Number of voice notes that were kept before.
        before: usize,
        /// Number of segments with speech that belong to no case.
        left_over: usize,
        /// Number of cases that the citizen spoke about and that have no segment.
        without_segment: usize,
    },
    /// It is not a recording of the menu part of a call.
    NotOurs,
    /// Its contact has no case.
    NoCase,
    /// The file does not exist.
    Gone,
    /// The file cannot be read as a recording.
    Refused(Refused),
}

/// A case that the citizen spoke about on the contact.
struct Waiting {
    case: Case,
    /// When the citizen began to speak about it.
    said_at: Timestamp,
}

/// Keeps the voice notes of the recording at the location `place`. `named` is the contact in its name; `tries` counts
/// the deliveries of its event, this one included.
///
/// # Errors
/// [`Unavailable`] if a service did not answer. The next try goes on where this one ended.
pub async fn keep<P: NoteStores>(
    rules: &impl Rules,
    stores: &P,
    place: &ObjectLocation,
    named: &ContactId,
    tries: u32,
    now: Timestamp,
) -> Result<NoteOutcome, Unavailable> {
    // The contact may name its recording only after an agent has hung up, so the event comes again for a day. At last
    // it lies among the dead letters, where a person looks.
    let recorded = match stores.contacts().recorded(place, named).await? {
        Owner::Call(recorded) => recorded,
        Owner::NotSaid if tries >= NAME_BELIEVED_AFTER => Recorded { contact: named.clone(), began_at: None },
        Owner::NotSaid => return Err(Unavailable("the contact does not name its recordings yet".into())),
        Owner::Nobody => return Err(Unavailable("no contact says that the recording is its own".into())),
    };
    let spoken = stores.ledger().spoken_on(&recorded.contact).await?;
    if spoken.is_empty() {
        return Ok(NoteOutcome::NoCase);
    }
    // Cases that already have their voice note are included, because segments are matched with all cases of the contact
    // together.
    let (mut all, mut before) = (Vec::new(), 0);
    for one in &spoken {
        let (case, answer) = stores.ledger().case_and_answer(&one.ticket, &id_of(&recorded.contact)).await?;
        let Some(case) = case else { continue };
        before += usize::from(answer.is_some());
        let said_at = one.at.or(case.standing.began_at).unwrap_or(case.drafted_at);
        all.push((Waiting { case, said_at }, answer.is_some()));
    }
    // Segments are in order of time, so the cases must be too.
    all.sort_by_key(|(waiting, _)| waiting.said_at);
    // An earlier try may have stopped between a voice note and its transcript. This try goes on there, however late.
    // The same job is begun only once, so this is safe.
    for (Waiting { case, .. }, _) in all.iter().filter(|(_, has_note)| *has_note) {
        let silent = case.silent && case.kept.last() == Some(&recorded.contact);
        if rules.waits().transcript.is_some() && !silent && !case.transcribed.contains(&recorded.contact) {
            begin_text(stores, case, &recorded.contact).await?;
        }
    }
    if all.iter().all(|(_, kept)| *kept) {
        return Ok(if all.is_empty() { NoteOutcome::NoCase } else { notes(0, before, 0, 0) });
    }
    let mut reader = Reader::default();
    match stores.recordings().stream(place, MOST_BYTES, &mut |piece| reader.push(piece)).await? {
        Streamed::Whole => {}
        Streamed::TooLarge(bytes) => return Ok(NoteOutcome::Refused(Refused::TooLarge(bytes))),
        Streamed::Nothing => return Ok(NoteOutcome::Gone),
    }
    let recording = match reader.finish() {
        Ok(recording) => recording,
        Err(why) => return Ok(NoteOutcome::Refused(why)),
    };
    let segments = recording.segments();
    let chosen = choose_takes(&segments, &all, &recorded);
    let (mut kept, mut without_segment) = (0, 0);
    for ((waiting, has_note), take) in all.iter().zip(&chosen) {
        match take.and_then(|number| segments.get(number)) {
            None => without_segment += 1,
            Some(_) if *has_note => {}
            Some(take) => {
                let speech =
                    keep_one(rules, stores, &waiting.case, &recorded.contact, take, recording.cut, now).await?;
                kept += 1;
                if speech && rules.waits().transcript.is_some() {
                    begin_text(stores, &waiting.case, &recorded.contact).await?;
                }
            }
        }
    }
    let used = chosen.iter().flatten().count();
    let left_over = segments
        .iter()
        .enumerate()
        .filter(|(number, take)| !chosen.contains(&Some(*number)) && measure(take.sound).speech);
    let left_over = if segments.len() > used { left_over.count() } else { 0 };
    Ok(notes(kept, before, left_over, without_segment))
}

fn notes(kept: usize, before: usize, left_over: usize, without_segment: usize) -> NoteOutcome {
    NoteOutcome::Notes { kept, before, left_over, without_segment }
}

/// Returns for each case the number of its segment, if it has one.
fn choose_takes(segments: &[Segment<'_>], all: &[(Waiting, bool)], recorded: &Recorded) -> Vec<Option<usize>> {
    // If the recording's own time is not known, it begins with the citizen's first words. Amazon Connect's time may be
    // of a later part of the recording (API reference, `RecordingInfo`): a time after the first words is not believed.
    let first = all.first().map(|(first, _)| first.said_at);
    let began = recorded.began_at.filter(|began| first.is_none_or(|first| *began <= first));
    let began = began.or(first).unwrap_or_default();
    let said: Vec<f64> = all.iter().map(|(waiting, _)| waiting.said_at.duration_since(began).as_secs_f64()).collect();
    let begins: Vec<f64> = segments.iter().map(|take| take.begins_s).collect();
    choose(&begins, &said)
}

/// Returns the id of the command that keeps a contact's voice note. It is derived from the contact, so that a case gets
/// one voice note from it.
fn id_of(contact: &ContactId) -> CommandId {
    CommandId::of(CommandPurpose::Note, contact)
}

/// Stores the audio and then tells the ledger, so that the ledger never names audio that is missing. Returns `true` if
/// somebody speaks in it.
async fn keep_one<P: NoteStores>(
    rules: &impl Rules,
    stores: &P,
    case: &Case,
    contact: &ContactId,
    take: &Segment<'_>,
    cut: bool,
    now: Timestamp,
) -> Result<bool, Unavailable> {
    let heard = measure(take.sound);
    let sound = note_name(&case.ticket, contact).map_err(|why| Unavailable(why.to_string()))?;
    stores.notes().keep(&sound, MEDIA_TYPE, compact(take.sound)).await?;
    let command = Command::KeepNote {
        contact: contact.clone(),
        sound,
        seconds: heard.seconds.round() as u16,
        speech: heard.speech,
        clipped: heard.clipped,
        noisy: heard.noisy,
        cut,
    };
    carry_out(rules, stores.ledger(), case, &id_of(contact), command, now).await?;
    Ok(heard.speech)
}

/// Begins the job that makes the transcript of a voice note.
async fn begin_text<P: NoteStores>(stores: &P, case: &Case, contact: &ContactId) -> Result<(), Unavailable> {
    let (ticket, language) = (case.ticket.clone(), case.language.clone());
    stores.transcriber().begin(&TranscriptJob { ticket, contact: contact.clone(), language, attempt: 1 }).await
}

/// Lets the event of a recording come again, later each time. Returns the pause, and the error if it could not be set;
/// the queue's own pause then applies.
pub async fn wait<P: NoteStores>(stores: &P, receipt: &str, tries: u32) -> (Duration, Option<Unavailable>) {
    let pause = pause(tries);
    (pause, stores.queue().retry_after(receipt, pause).await.err())
}
