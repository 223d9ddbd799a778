//! Ticket and PIN: from another phone, for confidential cases, against guessing, and under duress.

use super::{AGENT, OFFICER, Path, Walk, not_said, said};
use crate::town::Agents;
use serde_json::json;

pub(super) const PATHS: &[Path] = &[
    ("a PIN of the first call opens the case from another phone, and its word closes it", closes),
    ("a PIN that was chosen later opens it, and its word is a claim", claims),
    ("a ticket alone opens nothing from another phone, and nobody hears why", no_pin),
    ("three wrong PINs lock the case for others and not for its own phone", locked),
    ("a quiet case opens with its PIN alone, on its own phone too", quiet),
    ("the duress PIN makes a withdrawal look granted, and the coordinator has the case", duress),
    ("on its own phone too the duress PIN can be given", duress_at_home),
    ("with the duress PIN nothing is closed, and the PIN stays what it was", duress_closes_nothing),
    ("a PIN that is there is changed by who knows it, and by nobody else", changed),
    ("a PIN that is guessed first is not taken", too_easy),
    ("who types nothing but 0 reaches a person", person),
    ("star says again what is to be typed", again),
    ("a case that was taken back can be wanted back", wanted_back),
    ("a call back on a case that a PIN opened is for the phone that asks", called_back),
    ("an answer is heard with the PIN where the case has one", answered),
];

const PIN: &str = "4271";
const DURESS: &str = "9081";

/// Chooses both PINs for the caller's case.
fn keeps_pins(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["3", "4", "3", PIN, DURESS]);
    said(&heard, &["choose_a_pin", "pin_kept", "pins_kept"]);
}

fn closes(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["1", "1", "1", "3", PIN]);
    said(&heard, &["may_we_call", "choose_a_pin", "pin_kept"]);
    let ticket = heard.ticket.unwrap_or_default();
    let heard = walk.calls_from_elsewhere(&["3", &format!("{ticket}#"), PIN, "1"]);
    said(&heard, &["type_the_ticket", "type_the_pin", "status_sent", "solved_closed"]);
    walk.stands(&ticket, "closed L1 FCS");
}

fn claims(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    keeps_pins(walk);
    let heard = walk.calls_from_elsewhere(&["3", &format!("{ticket}#"), PIN, "1"]);
    said(&heard, &["status_sent", "solved_claimed"]);
    walk.stands(&ticket, "triaged L1 FCS");
}

fn no_pin(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    let heard = walk.calls_from_elsewhere(&["3", &format!("{ticket}#"), "4271", "bye"]);
    said(&heard, &["type_the_pin", "not_right"]);
    not_said(&heard, &["status_sent"]);
}

fn locked(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    keeps_pins(walk);
    let typed = format!("{ticket}#");
    let heard = walk.calls_from_elsewhere(&["3", &typed, "1111", "2222", "3333"]);
    said(&heard, &["not_right", "pin_locked"]);
    // The right PIN comes too late on the other phone.
    said(&walk.calls_from_elsewhere(&["3", &typed, PIN]), &["pin_locked"]);
    said(&walk.calls(&["bye"]), &["status_sent"]);
    let heard = walk.calls(&["3", "4", "1", &typed, "1"]);
    said(&heard, &["status_sent", "solved_claimed"]);
}

fn quiet(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["1", "3", "2", "1", PIN]);
    said(&heard, &["stays_quiet", "choose_a_pin", "pin_kept"]);
    let ticket = heard.ticket.unwrap_or_default();
    let heard = walk.calls_anew(&["3", &format!("{ticket}#"), PIN, "3"]);
    said(&heard, &["type_the_pin", "status_sent", "ticket_again"]);
}

/// Asserts that the case looks withdrawn to everybody, and is at the coordinator's desk.
fn is_protected(walk: &mut Walk<'_>, ticket: &str) {
    assert!(walk.town.case(ticket).starts_with("withdrawn L1"), "{}", walk.town.case(ticket));
    assert_eq!(walk.town.fact(ticket, "quiet").as_deref(), Some("protected"));
    assert_eq!(walk.town.fact(ticket, "desk").as_deref(), Some("coordinator"));
    not_said(&walk.calls(&["bye"]), &["status_sent", "status_withdrawn"]);
    // From the case's own phone, the ticket opens the case, like any withdrawn case.
    let heard = walk.calls(&["3", &format!("{ticket}#"), "bye"]);
    said(&heard, &["status_withdrawn"]);
    not_said(&heard, &["type_the_pin"]);
}

fn duress(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    keeps_pins(walk);
    let heard = walk.calls_from_elsewhere(&["3", &format!("{ticket}#"), DURESS, "4", "2"]);
    // The prompts are the same as for a withdrawal that was only asked for.
    said(&heard, &["status_sent", "withdrawal_noted"]);
    is_protected(walk, &ticket);
}

fn duress_at_home(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    keeps_pins(walk);
    let heard = walk.calls(&["3", "4", "2", DURESS, "4", "2"]);
    said(&heard, &["has_a_pin", "type_the_pin", "status_sent", "withdrawal_noted"]);
    is_protected(walk, &ticket);
}

fn duress_closes_nothing(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    keeps_pins(walk);
    let typed = format!("{ticket}#");
    // The helpline says that a new PIN is kept, but does not keep it.
    said(&walk.calls_from_elsewhere(&["3", &typed, DURESS, "4", "3", "5937", "5937"]), &["pin_kept"]);
    said(&walk.calls_from_elsewhere(&["3", &typed, PIN, "bye"]), &["status_sent"]);
    said(&walk.calls_from_elsewhere(&["3", &typed, DURESS, "1"]), &["solved_claimed"]);
    is_protected(walk, &ticket);
}

fn changed(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    keeps_pins(walk);
    let typed = format!("{ticket}#");
    let heard = walk.calls(&["3", "4", "3", "5937", "bye"]);
    said(&heard, &["has_a_pin", "type_the_pin", "not_right"]);
    not_said(&heard, &["pin_kept"]);
    let heard = walk.calls(&["3", "4", "3", PIN, "4", "3", "5937"]);
    said(&heard, &["has_a_pin", "status_sent", "choose_a_pin", "pin_kept"]);
    said(&walk.calls_from_elsewhere(&["3", &typed, "5937", "bye"]), &["status_sent"]);
    not_said(&walk.calls_from_elsewhere(&["3", &typed, PIN, "bye"]), &["status_sent"]);
}

fn too_easy(walk: &mut Walk<'_>) {
    walk.has_a_case();
    let heard = walk.calls(&["3", "4", "3", "1234", PIN, PIN, DURESS]);
    said(&heard, &["pin_too_easy", "pin_kept", "pins_kept"]);
}

fn person(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["3", "0#"]);
    assert_eq!(heard.ended, "queued");
}

fn again(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    let heard = walk.calls_from_elsewhere(&["3", "*", &format!("{ticket}#"), "bye"]);
    assert_eq!(heard.cues.matches("type_the_ticket").count(), 2, "{}", heard.cues);
}

fn wanted_back(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    keeps_pins(walk);
    let typed = format!("{ticket}#");
    walk.calls_from_elsewhere(&["3", &typed, DURESS, "4", "2"]);
    let heard = walk.calls_from_elsewhere(&["3", &typed, PIN, "2"]);
    said(&heard, &["status_withdrawn", "wanted_back"]);
    assert!(walk.happened(&ticket, "reopen-asked"));
}

fn called_back(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    keeps_pins(walk);
    let heard = walk.calls_from_elsewhere_while(Agents::Busy, &["3", &format!("{ticket}#"), PIN, "0", "1"]);
    said(&heard, &["status_sent", "long_wait", "call_back_by"]);
    assert!(!walk.happened(&ticket, "promised"), "its own phone is not called");
    assert!(walk.happened(&heard.ticket.unwrap_or_default(), "promised"));
}

fn answered(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["1", "-", "3", PIN]);
    let ticket = heard.ticket.unwrap_or_default();
    walk.staff(AGENT, &ticket, "sort", json!({ "department": "FCS", "category": "general", "kind": "query" }));
    walk.staff(OFFICER, &ticket, "take-action", json!({ "note": "soon" }));
    let heard = walk.calls(&["3", PIN, "1"]);
    said(&heard, &["status_answered", "has_a_pin", "type_the_pin", "answer", "understood"]);
    not_said(&walk.calls(&["3", "bye"]), &["answer"]);
}
