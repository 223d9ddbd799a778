//! A new case: with keys, without keys, and cut off.

use super::{AGENT, Path, Walk, not_said, said};
use serde_json::json;

pub(super) const PATHS: &[Path] = &[
    ("one key, a note, two keys: the ration department has it", sorted),
    ("no key at all: a ticket, and triage has it", silent),
    ("a note and no sorting: triage has it", left),
    ("hanging up in the note is a good end", hung_up),
    ("the first wrong key is said, the second leads to the note", lost),
    ("a caller who is known is at the beep sooner", known),
    ("a scheme runs on by itself and ends with what next", scheme),
    ("what goes wrong with a scheme is with its department without sorting", scheme_trouble),
    ("a complaint about the police is quiet, also when its scheme has sorted it", scheme_of_the_police),
    ("a question that no scheme answers is a query", scheme_question),
    ("whether this phone may be called is asked once", asked_once),
    ("the language is remembered", remembered),
    ("the place that somebody found is the place of the next case", place),
    ("hash goes back to the subjects, star says them again", back),
];

fn sorted(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["1", "1", "1", "1"]);
    said(&heard, &["notice", "registered", "ticket", "ticket_again", "sent_to", "answer_by", "understood", "goodbye"]);
    let ticket = heard.ticket.unwrap_or_default();
    walk.stands(&ticket, "triaged L1 FCS");
    assert_eq!(walk.town.events(&ticket), ["drafted", "take-began", "registered", "sorted"]);
}

fn silent(walk: &mut Walk<'_>) {
    let heard = walk.calls(&[]);
    said(&heard, &["just_speak", "registered", "left_to_triage"]);
    walk.stands(&heard.ticket.unwrap_or_default(), "registered L1 triage");
}

fn left(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["1"]);
    walk.stands(&heard.ticket.unwrap_or_default(), "registered L1 triage");
}

fn hung_up(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["1", "bye"]);
    assert_eq!(heard.ended, "hung-up");
    let ticket = heard.ticket.unwrap_or_default();
    walk.town.until_due(&ticket);
    walk.stands(&ticket, "registered L1 triage");
    // The helpline need not send a message, because the next call says the state.
    said(&walk.calls(&["bye"]), &["status_sorting"]);
}

fn lost(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["8", "8"]);
    said(&heard, &["wrong_key", "just_speak", "registered"]);
}

fn known(walk: &mut Walk<'_>) {
    walk.calls(&["1", "1", "1", "-"]);
    let heard = walk.calls(&["1", "2", "1"]);
    said(&heard, &["greeting_known", "notice_known", "registered"]);
    not_said(&heard, &["greeting", "notice"]);
    walk.stands(&heard.ticket.unwrap_or_default(), "triaged L1 ENR");
}

fn scheme(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["2", "1"]);
    said(
        &heard,
        &["option_scheme_of_moment", "scheme_draft", "scheme_text", "option_scheme_trouble", "call_when_needed"],
    );
    assert_eq!(heard.ticket, None);
}

fn scheme_trouble(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["2", "1", "1"]);
    said(&heard, &["notice", "registered", "sent_to"]);
    let ticket = heard.ticket.unwrap_or_default();
    // The case is assigned. Its department needs a disclosure, which was asked for and not given.
    walk.stands(&ticket, "awaiting-information L1 WCD");
    assert_eq!(walk.town.fact(&ticket, "category").as_deref(), Some("ladli-behna"));
}

fn scheme_of_the_police(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["2", "9", "2", "1"]);
    said(&heard, &["sent_to", "stays_quiet"]);
    not_said(&heard, &["call_for_news", "may_we_call"]);
    walk.stands(&heard.ticket.unwrap_or_default(), "triaged L2 HOM");
}

fn scheme_question(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["2", "2", "8", "1", "2", "-"]);
    said(&heard, &["ask_your_question", "registered"]);
    let ticket = heard.ticket.unwrap_or_default();
    assert_eq!(walk.town.fact(&ticket, "kind").as_deref(), Some("query"));
    walk.stands(&ticket, "triaged L1 SJD");
}

fn asked_once(walk: &mut Walk<'_>) {
    said(&walk.calls(&["1", "1", "1", "2"]), &["may_we_call", "understood"]);
    not_said(&walk.calls(&["1", "1", "1"]), &["may_we_call"]);
}

fn remembered(walk: &mut Walk<'_>) {
    walk.calls(&["1"]);
    // The caller need not choose the language again.
    let heard = walk.calls(&["bye"]);
    let next = format!("in={}", walk.tongue.next);
    assert!(heard.cues.contains(&next), "the other language is offered: {}", heard.cues);
}

fn back(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["1", "1", "#", "*", "2", "1"]);
    walk.stands(&heard.ticket.unwrap_or_default(), "triaged L1 ENR");
}

fn place(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    assert_eq!(walk.town.fact(&ticket, "district").as_deref(), Some("unknown"));
    walk.staff(AGENT, &ticket, "locate", json!({ "district": "sehore" }));
    let next = walk.calls(&["1", "2", "1"]).ticket.unwrap_or_default();
    assert_eq!(walk.town.fact(&next, "district").as_deref(), Some("sehore"));
}
