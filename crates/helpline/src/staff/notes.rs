//! The voice notes of a case by their numbers, under which the staff knows them. No surface shows the call of a note.

use super::order::NamedNote;
use crate::ports::{Cases, Histories, Unavailable};
use desk_api::{Act, NOTE, names_a_note};
use lifecycle::{Actor, Event, Value, What};

/// Returns the kept notes, each with its number from 1 in the order in which they came. An event never changes its
/// place, so a note keeps its number.
pub(super) fn numbered(events: &[Event]) -> impl Iterator<Item = (u16, &Event)> {
    let kept = events.iter().filter(|event| matches!(event.what, What::NoteKept { .. }));
    (1..=u16::MAX).zip(kept)
}

/// Returns the note that a command names. A reader who may not know of the case gets none, and the command then answers
/// that there is no such case.
pub(super) async fn named(
    ledger: &(impl Cases + Histories),
    by: &Actor,
    act: &Act,
) -> Result<Option<NamedNote>, Unavailable> {
    let number = act.facts.get(NOTE).filter(|_| names_a_note(act.command.0)).and_then(|number| match &number.0 {
        Value::Number(number) => u16::try_from(*number).ok(),
        Value::Text(number) => number.parse().ok(),
    });
    let Some(number) = number else { return Ok(None) };
    if !ledger.case(&act.ticket).await?.is_some_and(|case| by.sees(&case)) {
        return Ok(None);
    }
    let events = ledger.timeline(&act.ticket).await?;
    let found = numbered(&events).find(|(of, _)| *of == number);
    Ok(found.and_then(|(_, event)| match &event.what {
        What::NoteKept { contact, sound, .. } => {
            Some(NamedNote { contact: Some(contact.clone()), sound: Some(sound.clone()) })
        }
        _ => None,
    }))
}
