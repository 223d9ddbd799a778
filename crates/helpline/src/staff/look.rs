//! One case with its transcripts, for the staff who sort it or work on it.

use super::NotActed;
use super::stop::Stop;
use super::visibility::{line, shows};
use crate::ports::{Cases, Histories};
use desk_api::{Answer, CaseView, NoteLine};
use lifecycle::{Actor, ContactId, Event, Ticket, What};

/// Returns the case. For a case that `by` may not see, the answer is the same as for a case that does not exist.
pub(super) async fn look(ledger: &(impl Cases + Histories), by: &Actor, ticket: &Ticket) -> Result<Answer, Stop> {
    let case = ledger.case(ticket).await?.filter(|case| shows(by, case));
    let case = case.ok_or_else(|| NotActed::NoCase(ticket.clone()))?;
    let events = ledger.timeline(ticket).await?;
    let may_leave = |event: &&Event| case.standing.said_in.contains(&event.sequence);
    let said = events.iter().filter(may_leave).filter_map(|event| match &event.what {
        What::Transcribed { words: Some(words), .. } | What::WordsReleased { words, .. } => Some(words.to_string()),
        _ => None,
    });
    // The reasons for a suggested department quote the transcript, so they are shown only if the transcript itself is.
    let for_sorting = by.department().is_none();
    let suggested = events.iter().rev().filter(may_leave).find_map(|event| match &event.what {
        What::Transcribed { reasons: Some(reasons), .. } if for_sorting => Some(reasons.to_string()),
        _ => None,
    });
    let notes = events.iter().filter_map(|event| note(event, &case.standing.unread));
    Ok(Answer::Case(Box::new(CaseView {
        case: line(by, &case),
        district: case.district.to_string(),
        scheme: case.about_scheme.as_ref().filter(|_| !case.standing.hides_its_subject()).map(ToString::to_string),
        said: said.collect(),
        suggested,
        notes: notes.collect(),
    })))
}

fn note(event: &Event, unread: &[ContactId]) -> Option<NoteLine> {
    let What::NoteKept { contact, seconds, speech, clipped, noisy, cut, .. } = &event.what else { return None };
    let marks = [(!speech, "no speech"), (*clipped, "clipped"), (*noisy, "noisy"), (*cut, "cut short")];
    Some(NoteLine {
        contact: contact.to_string(),
        seconds: *seconds,
        marks: marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark.to_owned()).collect(),
        unread: unread.contains(contact),
    })
}
