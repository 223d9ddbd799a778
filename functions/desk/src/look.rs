//! One case with what was said, for whoever sorts it or works on it.

use crate::{Answer, Line, line, shows};
use helpline::ports::{Cases, Histories, Unavailable};
use lifecycle::{Actor, ContactId, Event, Ticket, What};
use serde::Serialize;

/// A case as somebody may see it.
#[derive(Debug, Serialize)]
pub struct Look {
    #[serde(flatten)]
    line: Line,
    district: String,
    /// The scheme that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    scheme: Option<String>,
    /// What was said, as far as it may leave, the first first.
    said: Vec<String>,
    /// Where those words say that it belongs, and which of them: for whoever sorts.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggested: Option<String>,
    /// The notes of which sound is kept.
    notes: Vec<Note>,
}

/// A note of which sound is kept.
#[derive(Debug, Serialize)]
pub struct Note {
    /// The call, by which `listen` asks for its sound.
    contact: String,
    seconds: u16,
    /// What makes it hard to hear.
    marks: Vec<&'static str>,
    /// Whether its text waits for the coordinator to read it.
    unread: bool,
}

/// The case, or the very words that there is none.
pub(crate) async fn look<L: Cases + Histories>(ledger: &L, by: &Actor, ticket: &Ticket) -> Result<Answer, Unavailable> {
    let Some(case) = ledger.case(ticket).await?.filter(|case| shows(by, case)) else {
        return Ok(Answer::Rejected { why: format!("there is no case {ticket}; check the number") });
    };
    let events = ledger.timeline(ticket).await?;
    let may_leave = |event: &&Event| case.standing.said_in.contains(&event.sequence);
    let said = events.iter().filter(may_leave).filter_map(|event| match &event.what {
        What::Transcribed { words: Some(words), .. } | What::WordsReleased { words, .. } => Some(words.to_string()),
        _ => None,
    });
    // The words that speak for a department are words that were said: shown where the text itself is.
    let for_sorting = by.department().is_none();
    let suggested = events.iter().rev().filter(may_leave).find_map(|event| match &event.what {
        What::Transcribed { reasons: Some(reasons), .. } if for_sorting => Some(reasons.to_string()),
        _ => None,
    });
    let notes = events.iter().filter_map(|event| note(event, &case.standing.unread));
    Ok(Answer::Case(Box::new(Look {
        line: line(by, &case),
        district: case.district.to_string(),
        scheme: case.about_scheme.as_ref().filter(|_| !case.standing.hides_its_subject()).map(ToString::to_string),
        said: said.collect(),
        suggested,
        notes: notes.collect(),
    })))
}

fn note(event: &Event, unread: &[ContactId]) -> Option<Note> {
    let What::NoteKept { contact, seconds, speech, clipped, noisy, cut, .. } = &event.what else { return None };
    let marks = [(!speech, "no speech"), (*clipped, "clipped"), (*noisy, "noisy"), (*cut, "cut short")];
    Some(Note {
        contact: contact.to_string(),
        seconds: *seconds,
        marks: marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect(),
        unread: unread.contains(contact),
    })
}
