//! Danger: the helpline offers an agent first, then the numbers to call now, and tells the police only if the caller
//! agrees.

use super::{Path, Walk, said};
use crate::town::Agents;

pub(super) const PATHS: &[Path] = &[
    ("danger reaches a person, who is told", person),
    ("out of hours the numbers to call now are said, and the police hear of it on a yes", police),
    ("without the yes the police hear nothing", no_police),
    ("who says neither is listened to first, and nothing is spoken of on the phone", neither),
];

const DANGER: &str = "5";

fn person(walk: &mut Walk<'_>) {
    let heard = walk.calls(&[DANGER]);
    assert!(heard.urgent && heard.ended == "queued", "{heard:?}");
}

fn police(walk: &mut Walk<'_>) {
    let heard = walk.calls_while(Agents::Away, &[DANGER, "1"]);
    said(&heard, &["nobody_here", "numbers_to_call", "registered", "option_police", "passed_on", "stays_quiet"]);
    let ticket = heard.ticket.unwrap_or_default();
    walk.stands(&ticket, "triaged L1 HOM");
    assert_eq!(walk.town.fact(&ticket, "quiet").as_deref(), Some("violence"));
}

fn no_police(walk: &mut Walk<'_>) {
    let heard = walk.calls_while(Agents::Away, &[DANGER, "2"]);
    walk.stands(&heard.ticket.unwrap_or_default(), "triaged L1 WCD");
}

fn neither(walk: &mut Walk<'_>) {
    let heard = walk.calls_while(Agents::Away, &[DANGER]);
    said(&heard, &["looked_at_first"]);
    let ticket = heard.ticket.unwrap_or_default();
    walk.stands(&ticket, "registered L1 triage");
    let again = walk.calls_anew(&["bye"]);
    assert!(!again.cues.contains("status_"), "{}", again.cues);
}
