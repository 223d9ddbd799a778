//! One recording: whose it is, what was said in it, and where that lies from now on.

use super::note_name;
use crate::ports::{
    CaseWriter, CommandCases, Contacts, Fetched, Histories, NoteStore, ObjectLocation, Recorded, Recordings,
    Transcriber, TranscriptJob, Unavailable, stores,
};
use crate::system_command::carry_out;
use jiff::Timestamp;
use lifecycle::{Case, Command, CommandId, CommandPurpose, ContactId, Rules};
use voice::{MEDIA_TYPE, MOST_BYTES, Recording, Refused, Segment, choose, compact, measure};

stores! {
    /// What keeping a note needs.
    pub trait NoteStores {
        /// The table.
        ledger: Ledger = CommandCases + CaseWriter + Histories;
        /// Amazon Connect, or a stand-in.
        contacts: ContactBook = Contacts;
        /// The telephone's bucket.
        recordings: Bucket = Recordings;
        /// Our own bucket.
        notes: Notes = NoteStore;
        /// Makes transcripts.
        transcriber: Service = Transcriber;
    }
}

/// What became of a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteOutcome {
    /// Its notes lie under their cases.
    Notes {
        /// So many were kept now,
        kept: usize,
        /// and so many were before.
        before: usize,
        /// Takes of which no step tells.
        left_over: usize,
        /// Cases that were spoken of and have no take.
        without_segment: usize,
    },
    /// It is no recording of a caller's menu part.
    NotOurs,
    /// Its call has no case.
    NoCase,
    /// There is no such file.
    Gone,
    /// It cannot be read.
    Refused(Refused),
}

/// A case that waits for its note.
struct Waiting {
    case: Case,
    /// When the citizen began to speak about it.
    said_at: Timestamp,
}

/// Keeps the notes of one recording.
///
/// # Errors
/// [`Unavailable`] when a service did not answer; the next try goes on where this one ended.
pub async fn keep<P: NoteStores>(
    rules: &impl Rules,
    stores: &P,
    place: &ObjectLocation,
    named: &ContactId,
    now: Timestamp,
) -> Result<NoteOutcome, Unavailable> {
    // It may say so a moment later: asked again, and in the end in the dead letters, where a person looks.
    let recorded = stores.contacts().recorded(place, named).await?;
    let recorded = recorded.ok_or_else(|| Unavailable("no contact says that the recording is its own".into()))?;
    let spoken = stores.ledger().spoken_on(&recorded.contact).await?;
    if spoken.is_empty() {
        return Ok(NoteOutcome::NoCase);
    }
    // With those that have their note already: which take is whose, all of them say together.
    let (mut all, mut before) = (Vec::new(), 0);
    for one in &spoken {
        let (case, answer) = stores.ledger().case_and_answer(&one.ticket, &id_of(&recorded.contact)).await?;
        let Some(case) = case else { continue };
        before += usize::from(answer.is_some());
        let said_at = one.at.or(case.standing.began_at).unwrap_or(case.drafted_at);
        all.push((Waiting { case, said_at }, answer.is_some()));
    }
    // Takes and what the steps say are both in order.
    all.sort_by_key(|(waiting, _)| waiting.said_at);
    // What stopped between a note and its text goes on here, however late: a job is begun once.
    for (Waiting { case, .. }, _) in all.iter().filter(|(_, has_note)| *has_note) {
        let silent = case.silent && case.kept.last() == Some(&recorded.contact);
        if rules.waits().transcript.is_some() && !silent && !case.transcribed.contains(&recorded.contact) {
            begin_text(stores, case, &recorded.contact).await?;
        }
    }
    if all.iter().all(|(_, kept)| *kept) {
        return Ok(if all.is_empty() { NoteOutcome::NoCase } else { notes(0, before, 0, 0) });
    }
    let file = match stores.recordings().fetch(place, MOST_BYTES).await? {
        Fetched::File(file) => file,
        Fetched::TooLarge(bytes) => return Ok(NoteOutcome::Refused(Refused::TooLarge(bytes))),
        Fetched::Nothing => return Ok(NoteOutcome::Gone),
    };
    let recording = match Recording::read(file) {
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

/// Which take each case has.
fn choose_takes(segments: &[Segment<'_>], all: &[(Waiting, bool)], recorded: &Recorded) -> Vec<Option<usize>> {
    // Without the recording's own time the first words begin it.
    let began = recorded.began_at.or(all.first().map(|(first, _)| first.said_at)).unwrap_or_default();
    let said: Vec<f64> = all.iter().map(|(waiting, _)| waiting.said_at.duration_since(began).as_secs_f64()).collect();
    let begins: Vec<f64> = segments.iter().map(|take| take.begins_s).collect();
    choose(&begins, &said)
}

/// The id of the command that keeps a call's note: drawn from the call, so that there is one.
fn id_of(contact: &ContactId) -> CommandId {
    CommandId::of(CommandPurpose::Note, contact)
}

/// First the sound, then the ledger: what the ledger tells of is there. Says whether somebody speaks.
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

/// Has a text made of a note.
async fn begin_text<P: NoteStores>(stores: &P, case: &Case, contact: &ContactId) -> Result<(), Unavailable> {
    let (ticket, language) = (case.ticket.clone(), case.language.clone());
    stores.transcriber().begin(&TranscriptJob { ticket, contact: contact.clone(), language, attempt: 1 }).await
}
