//! One case with its transcripts, for the staff who sort it or work on it.

use super::NotActed;
use super::notes::numbered;
use super::stop::Stop;
use super::visibility::{Arrivals, line};
use crate::ports::{Cases, Histories};
use desk_api::{Answer, BadRequest, CaseView, Look, NoteLine, OfficersWords};
use lifecycle::{Actor, ContactId, Event, What};

/// Returns the case. For a case that `by` may not see, the answer is the same as for a case that does not exist. A
/// protected case is shown like any withdrawn one: if it were missing, that would reveal the protection.
pub(super) async fn look(
    ledger: &(impl Cases + Histories),
    by: &Actor,
    arrivals: Arrivals<'_>,
    asked: &Look,
) -> Result<Answer, Stop> {
    let ticket = &asked.ticket.0;
    let case = ledger.case(ticket).await?.filter(|case| by.sees(case) && !arrivals.hides(by, case));
    let case = case.ok_or_else(|| NotActed::NoCase(ticket.clone()))?;
    let delicate = case.standing.hides_its_subject() || !case.standing.unread.is_empty();
    if delicate && asked.why.is_none() {
        return Err(BadRequest::new("why", "is missing: the case may be confidential, so say why you look").into());
    }
    let events = ledger.timeline(ticket).await?;
    let may_leave = |event: &&Event| event.words_that_may_leave(&case.standing).is_some();
    let said = events.iter().filter_map(|event| event.words_that_may_leave(&case.standing)).map(ToString::to_string);
    // The reasons for a suggested department quote the transcript, so they are shown only if the transcript itself is.
    let of_the_centre = by.department().is_none();
    let suggested = events.iter().rev().filter(may_leave).find_map(|event| match &event.what {
        What::Transcribed { reasons: Some(reasons), .. } if of_the_centre => Some(reasons.to_string()),
        _ => None,
    });
    let notes = numbered(&events).filter_map(|(number, event)| note(number, event, &case.standing.unread));
    let question = events.iter().rev().filter(|_| case.awaits_an_answer()).find_map(|event| match &event.what {
        What::Asked { question, .. } => Some(question.to_string()),
        _ => None,
    });
    let to_tell = events.iter().filter(|_| of_the_centre).filter_map(to_tell);
    Ok(Answer::Case(Box::new(CaseView {
        case: line(by, &case),
        district: case.district.to_string(),
        scheme: case.about_scheme.as_ref().filter(|_| !case.standing.hides_its_subject()).map(ToString::to_string),
        said: said.collect(),
        question,
        to_tell: to_tell.collect(),
        suggested,
        notes: notes.collect(),
    })))
}

/// The words of an officer that the centre tells the citizen.
fn to_tell(event: &Event) -> Option<OfficersWords> {
    let words = match &event.what {
        What::Asked { question, .. } => question,
        What::ActionTaken { note, .. } => note,
        What::InterimReplied { .. } | What::Rejected { .. } => event.why.as_ref()?,
        _ => return None,
    };
    Some(OfficersWords { event: event.what.kind().as_str().to_owned(), words: words.to_string() })
}

fn note(number: u16, event: &Event, unread: &[ContactId]) -> Option<NoteLine> {
    let What::NoteKept { contact, seconds, speech, clipped, noisy, cut, .. } = &event.what else { return None };
    let marks = [(!speech, "no speech"), (*clipped, "clipped"), (*noisy, "noisy"), (*cut, "cut short")];
    Some(NoteLine {
        number,
        seconds: *seconds,
        marks: marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark.to_owned()).collect(),
        unread: unread.contains(contact),
    })
}
