//! One recording: whose it is, what was said in it, and where that lies from now on.

use helpline::ports::{Expects, Marker, ReadForCommand, Unavailable, Write, WriteCases, Written};
use helpline::sound::{FetchRecordings, Fetched, FindContact, FindSpoken, KeepSound, Place, Recorded};
use jiff::Timestamp;
use lifecycle::{Actor, Attachment, Case, Command, ContactId, Decision, Order, Rules, Ticket, decide};
use voice::{EXTENSION, MEDIA_TYPE, MOST_BYTES, Recording, Refused, Take, choose, compact, measure};

/// Times a note is decided anew because its case moved: more than anybody has writers on one case.
const MAX_ATTEMPTS: usize = 20;

/// Everything that keeping a note needs.
pub trait NotePorts: FindContact + FetchRecordings + KeepSound + FindSpoken + ReadForCommand + WriteCases {}
impl<P: FindContact + FetchRecordings + KeepSound + FindSpoken + ReadForCommand + WriteCases> NotePorts for P {}

/// What became of a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Its notes lie under their cases.
    Notes {
        /// So many were kept now,
        kept: usize,
        /// and so many were before.
        before: usize,
        /// Takes of which no step tells.
        left_over: usize,
        /// Cases that were spoken of and have no take.
        without_take: usize,
    },
    /// It is no recording of a caller's menu part.
    NotOurs,
    /// No contact says that it is its own.
    Nobodys,
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
pub async fn keep<P: NotePorts>(
    rules: &impl Rules,
    ports: &P,
    place: &Place,
    named: &ContactId,
    now: Timestamp,
) -> Result<Kept, Unavailable> {
    let Some(recorded) = ports.recorded(place, named).await? else { return Ok(Kept::Nobodys) };
    let spoken = ports.spoken_on(&recorded.contact).await?;
    if spoken.is_empty() {
        return Ok(Kept::NoCase);
    }
    // With those that have their note already: which take is whose, all of them say together.
    let (mut all, mut before) = (Vec::new(), 0);
    for one in &spoken {
        let (case, answer) = ports.case_and_answer(&one.ticket, &id_of(&recorded.contact)).await?;
        let Some(case) = case else { continue };
        before += usize::from(answer.is_some());
        let said_at = one.at.or(case.standing.began_at).unwrap_or(case.drafted_at);
        all.push((Waiting { case, said_at }, answer.is_some()));
    }
    if all.iter().all(|(_, kept)| *kept) {
        return Ok(if all.is_empty() { Kept::NoCase } else { notes(0, before, 0, 0) });
    }
    let file = match ports.fetch(place, MOST_BYTES).await? {
        Fetched::File(file) => file,
        Fetched::TooLarge(bytes) => return Ok(Kept::Refused(Refused::TooLarge(bytes))),
        Fetched::Nothing => return Ok(Kept::Gone),
    };
    let recording = match Recording::read(file) {
        Ok(recording) => recording,
        Err(why) => return Ok(Kept::Refused(why)),
    };
    let takes = recording.takes();
    let chosen = choose_takes(&takes, &all, &recorded);
    let (mut kept, mut without_take) = (0, 0);
    for ((waiting, has_note), take) in all.iter().zip(&chosen) {
        match take.and_then(|number| takes.get(number)) {
            None => without_take += 1,
            Some(_) if *has_note => {}
            Some(take) => {
                keep_one(rules, ports, &waiting.case, &recorded.contact, take, recording.cut, now).await?;
                kept += 1;
            }
        }
    }
    let used = chosen.iter().flatten().count();
    let left_over = takes
        .iter()
        .enumerate()
        .filter(|(number, take)| !chosen.contains(&Some(*number)) && measure(take.sound).speech);
    let left_over = if takes.len() > used { left_over.count() } else { 0 };
    Ok(notes(kept, before, left_over, without_take))
}

fn notes(kept: usize, before: usize, left_over: usize, without_take: usize) -> Kept {
    Kept::Notes { kept, before, left_over, without_take }
}

/// Which take each case has.
fn choose_takes(takes: &[Take<'_>], all: &[(Waiting, bool)], recorded: &Recorded) -> Vec<Option<usize>> {
    // Without the recording's own time the first words begin it.
    let began = recorded.began_at.or(all.first().map(|(first, _)| first.said_at)).unwrap_or_default();
    let said: Vec<f64> = all.iter().map(|(waiting, _)| waiting.said_at.duration_since(began).as_secs_f64()).collect();
    let begins: Vec<f64> = takes.iter().map(|take| take.begins_s).collect();
    choose(&begins, &said)
}

/// The id of the command that keeps a call's note: drawn from the call, so that there is one.
fn id_of(contact: &ContactId) -> ContactId {
    ContactId::new(format!("note-{contact}")).unwrap_or_else(|_| contact.clone())
}

/// The name under which the sound of a note lies.
fn name_of(ticket: &Ticket, contact: &ContactId) -> Result<Attachment, Unavailable> {
    let name = Attachment::new(format!("notes/{ticket}/{contact}.{EXTENSION}"));
    name.map_err(|_| Unavailable("a note's name has not the form of one".into()))
}

/// First the sound, then the ledger: what the ledger tells of is there.
async fn keep_one<P: NotePorts>(
    rules: &impl Rules,
    ports: &P,
    case: &Case,
    contact: &ContactId,
    take: &Take<'_>,
    cut: bool,
    now: Timestamp,
) -> Result<(), Unavailable> {
    let heard = measure(take.sound);
    let sound = name_of(&case.ticket, contact)?;
    ports.keep(&sound, MEDIA_TYPE, compact(take.sound)).await?;
    let command = Command::KeepNote {
        contact: contact.clone(),
        sound,
        seconds: heard.seconds.round() as u16,
        speech: heard.speech,
        clipped: heard.clipped,
        noisy: heard.noisy,
        cut,
    };
    let order = Order::of(Actor::System, command);
    let mut case = case.clone();
    for _ in 0..MAX_ATTEMPTS {
        let next = match decide(rules, &case, &order, now) {
            Ok(Decision::Happens(next)) => *next,
            Ok(Decision::Already) => return Ok(()),
            Err(why) => return Err(Unavailable(why.to_string())),
        };
        let answer = next.event.what.kind().as_str().to_owned();
        let write = Write {
            case: next.case,
            events: vec![next.event],
            expects: Expects::Version(case.version),
            marker: Some(Marker::Command { id: id_of(contact), answer }),
        };
        match ports.write(&write).await {
            Written::Done | Written::Repeated(_) => return Ok(()),
            Written::Moved(moved) => case = *moved,
            Written::Refused(why) | Written::Unknown(why) => return Err(Unavailable(why)),
            Written::TicketTaken | Written::ContactHasCase(_) => {
                return Err(Unavailable("only a new case may be refused so".into()));
            }
        }
    }
    Err(Unavailable(format!("the case moved {MAX_ATTEMPTS} times")))
}
