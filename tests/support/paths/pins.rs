//! Ticket and PIN: from another phone, for confidential cases, against guessing, and under duress.

use super::{AGENT, DURESS, OFFICER, PIN, Path, Walk, not_said, said};
use crate::town::Agents;
use serde_json::json;

pub(super) const PATHS: &[Path] = &[
    ("a PIN of the first call opens the case from another phone, and its word is a claim", claims),
    ("a phone alone chooses no PIN, so whoever holds it learns no ticket", chosen_later),
    ("a ticket alone opens nothing, on its own phone or another, and nobody hears why", no_pin),
    ("three wrong PINs lock the case for others and not for its own phone, and nobody hears it", locked),
    ("a quiet case opens with its PIN alone, on its own phone too", quiet),
    ("the duress PIN makes a withdrawal look granted, and the coordinator has the case", duress),
    ("on its own phone too the duress PIN can be given", duress_at_home),
    ("a PIN changed under duress opens like any, and the owner's stays", changed_under_duress),
    ("solved under duress is a claim like any, and the coordinator keeps it", claimed_under_duress),
    ("a PIN that is there is changed by who knows it, and by nobody else", changed),
    ("a PIN that is guessed first is not taken", too_easy),
    ("who types nothing but 0 reaches a person", person),
    ("star says again what is to be typed", again),
    ("a case that was taken back can be wanted back", wanted_back),
    ("a call back on a case that a PIN opened is for the phone that asks", called_back),
    ("an answer is heard with the PIN where the case has one", answered),
];

fn claims(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case_with_pins();
    let heard = walk.calls_from_elsewhere(&["3", &format!("{ticket}#"), PIN, "1"]);
    said(&heard, &["type_the_ticket", "type_the_pin", "status_sent", "solved_claimed"]);
    walk.stands(&ticket, "triaged L1 FCS");
}

fn chosen_later(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    let heard = walk.calls(&["3", "4", "3", PIN, "bye"]);
    said(&heard, &["has_a_pin", "type_the_pin", "not_right"]);
    not_said(&heard, &["choose_a_pin", "pin_kept"]);
    let heard = walk.calls_from_elsewhere(&["3", &format!("{ticket}#"), PIN, "bye"]);
    said(&heard, &["not_right"]);
    not_said(&heard, &["status_sent"]);
}

fn no_pin(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    let typed = format!("{ticket}#");
    let elsewhere = walk.calls_from_elsewhere(&["3", &typed, "4271", "bye"]);
    let at_home = walk.calls(&["3", "4", "1", &typed, "4271", "bye"]);
    for heard in [elsewhere, at_home] {
        said(&heard, &["type_the_pin", "not_right"]);
        not_said(&heard, &["status_sent"]);
    }
}

fn locked(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case_with_pins();
    let typed = format!("{ticket}#");
    let heard = walk.calls_from_elsewhere(&["3", &typed, "1111", "2222", "3333"]);
    said(&heard, &["not_right", "pin_locked"]);
    // The right PIN comes too late on the other phone, and sounds like any wrong one.
    let heard = walk.calls_from_elsewhere(&["3", &typed, PIN, "bye"]);
    said(&heard, &["not_right"]);
    not_said(&heard, &["pin_locked", "status_sent"]);
    said(&walk.calls(&["bye"]), &["status_open"]);
    let heard = walk.calls(&["3", "4", "1", &typed, PIN, "1"]);
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
    not_said(&walk.calls(&["bye"]), &["status_open", "status_withdrawn"]);
    // Its ticket and PIN open it, like any withdrawn case.
    let heard = walk.calls(&["3", &format!("{ticket}#"), PIN, "bye"]);
    said(&heard, &["type_the_pin", "status_withdrawn"]);
}

fn duress(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case_with_pins();
    let heard = walk.calls_from_elsewhere(&["3", &format!("{ticket}#"), DURESS, "4", "2"]);
    // The prompts are the same as for a withdrawal that was only asked for.
    said(&heard, &["status_sent", "withdrawal_noted"]);
    is_protected(walk, &ticket);
}

fn duress_at_home(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case_with_pins();
    let heard = walk.calls(&["3", "4", "2", DURESS, "4", "2"]);
    said(&heard, &["has_a_pin", "type_the_pin", "status_sent", "withdrawal_noted"]);
    is_protected(walk, &ticket);
}

/// Somebody has the citizen change the PIN, and hears on later days what opens the case.
fn changed_under_duress(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case_with_pins();
    let typed = format!("{ticket}#");
    let heard = walk.calls_from_elsewhere(&["3", &typed, DURESS, "4", "3", "5937", "5937", "6048"]);
    said(&heard, &["choose_a_pin", "pin_kept", "pin_too_easy", "pins_kept"]);
    walk.town.next_day();
    for opens in ["5937", "6048", PIN] {
        said(&walk.calls_from_elsewhere(&["3", &typed, opens, "bye"]), &["status_sent"]);
    }
    // As after any change, the PIN that was given before opens nothing more.
    let heard = walk.calls_from_elsewhere(&["3", &typed, DURESS, "bye"]);
    said(&heard, &["not_right"]);
    not_said(&heard, &["status_sent"]);
    walk.town.next_day();
    // The new PIN is a duress PIN all the same.
    said(&walk.calls_from_elsewhere(&["3", &typed, "5937", "4", "2"]), &["withdrawal_noted"]);
    is_protected(walk, &ticket);
}

fn claimed_under_duress(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case_with_pins();
    let typed = format!("{ticket}#");
    said(&walk.calls_from_elsewhere(&["3", &typed, DURESS, "1"]), &["status_sent", "solved_claimed"]);
    // The case stays open with its department, as after any claim, and the coordinator keeps the promise to ask.
    walk.stands(&ticket, "triaged L1 FCS");
    assert!(walk.happened(&ticket, "solved-claimed") && !walk.happened(&ticket, "withdrawn"));
    let promises = walk.town.fact(&ticket, "promises").unwrap_or_default();
    assert!(promises.contains("follow-up coordinator"), "{promises}");
    walk.town.next_day();
    for pin in [DURESS, PIN] {
        said(&walk.calls_from_elsewhere(&["3", &typed, pin, "bye"]), &["status_sent"]);
    }
    said(&walk.calls(&["bye"]), &["status_open"]);
}

fn changed(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case_with_pins();
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
    let heard = walk.calls(&["1", "1", "1", "3", "1234", PIN, PIN, DURESS]);
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
    let ticket = walk.has_a_case_with_pins();
    let typed = format!("{ticket}#");
    walk.calls_from_elsewhere(&["3", &typed, DURESS, "4", "2"]);
    let heard = walk.calls_from_elsewhere(&["3", &typed, PIN, "2"]);
    said(&heard, &["status_withdrawn", "wanted_back"]);
    assert!(walk.happened(&ticket, "reopen-asked"));
}

fn called_back(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case_with_pins();
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
    walk.town.next_day();
    let heard = walk.calls(&["3", PIN, "1"]);
    said(&heard, &["status_answered", "has_a_pin", "type_the_pin", "answer", "understood"]);
    not_said(&walk.calls(&["3", "bye"]), &["answer"]);
}
