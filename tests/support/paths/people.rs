//! Agents can be reached at any time, with the wait announced, or by a call back.

use super::{Path, Walk, not_said, said};
use crate::town::Agents;

pub(super) const PATHS: &[Path] = &[
    ("0 reaches a person, and the wait is said", person),
    ("0 refuses the recording and reaches a person, unrecorded", refused),
    ("a long wait can be a call back, with a day", called_back),
    ("who would rather wait waits", waits),
    ("with nobody there a call back is promised", nobody),
    ("a call back after it was sorted leaves the case with its department", sorted_and_called_back),
    ("who refused the recording is called back too", refused_and_called_back),
    ("with nobody there the note is recorded all the same", recorded),
];

fn person(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["0"]);
    said(&heard, &["connecting"]);
    assert_eq!(heard.ended, "queued");
}

fn refused(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["1", "refuse"]);
    said(&heard, &["connecting"]);
    not_said(&heard, &["registered"]);
    assert_eq!(heard.ended, "queued");
}

fn called_back(walk: &mut Walk<'_>) {
    let heard = walk.calls_while(Agents::Busy, &["0", "1"]);
    said(&heard, &["long_wait", "call_back_by"]);
    let ticket = heard.ticket.unwrap_or_default();
    assert!(walk.happened(&ticket, "promised"));
    walk.stands(&ticket, "registered L1 triage");
}

fn waits(walk: &mut Walk<'_>) {
    let heard = walk.calls_while(Agents::Busy, &["0", "2"]);
    said(&heard, &["long_wait", "connecting"]);
    assert_eq!(heard.ended, "queued");
}

fn nobody(walk: &mut Walk<'_>) {
    let heard = walk.calls_while(Agents::Away, &["0", "2"]);
    said(&heard, &["nobody_free", "call_back_by"]);
    assert!(walk.happened(&heard.ticket.unwrap_or_default(), "promised"));
}

fn recorded(walk: &mut Walk<'_>) {
    let heard = walk.calls_while(Agents::Away, &["0", "1", "1", "1", "-"]);
    walk.stands(&heard.ticket.unwrap_or_default(), "triaged L1 FCS");
}

fn refused_and_called_back(walk: &mut Walk<'_>) {
    let heard = walk.calls_while(Agents::Away, &["1", "refuse", "2"]);
    said(&heard, &["nobody_free", "call_back_by"]);
    let ticket = heard.ticket.unwrap_or_default();
    assert!(walk.happened(&ticket, "promised"));
    walk.stands(&ticket, "registered L1 triage");
}

fn sorted_and_called_back(walk: &mut Walk<'_>) {
    let heard = walk.calls_while(Agents::Away, &["1", "1", "1", "0", "2"]);
    said(&heard, &["sent_to", "may_we_call", "nobody_free_registered", "call_back_by"]);
    let ticket = heard.ticket.unwrap_or_default();
    walk.stands(&ticket, "triaged L1 FCS");
    assert_eq!(walk.town.fact(&ticket, "category").as_deref(), Some("general"));
    assert!(walk.town.fact(&ticket, "act_by").is_some() && walk.happened(&ticket, "promised"));
}
