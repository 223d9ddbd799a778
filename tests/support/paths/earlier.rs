//! The caller's own case, from the case's own phone: the helpline says its state, and never its subject.

use super::{AGENT, OFFICER, PIN, Path, Walk, not_said, said};
use serde_json::json;

pub(super) const PATHS: &[Path] = &[
    ("that one's own case is open is heard without a key, without day and number", state),
    ("what an officer does is heard with the PIN alone", in_hand),
    ("a case that climbed sounds like any open case, and climbed with the PIN", climbed),
    ("its number is read out with the PIN alone", number),
    ("somebody on the phone says that it is solved: a claim, and the centre will call", claimed),
    ("more words go to the case, not to a new one", more_words),
    ("a question is answered by voice, and the clock runs again", answered),
    ("what the department must know is typed, and the case goes on", granted),
    ("action that did not help is said so, and the case is open again", not_solved),
    ("a question has its answer, which is heard on the phone that asked, and nobody need call", told),
    ("an answer that is none opens the question again, and the next one is told like the first", not_told),
    ("the answer to a quiet question is not spoken of", quiet_answer),
    ("a closed case goes to the level above on appeal", appealed),
    ("a wish to take it back is noted, and nothing more; then nobody hears of it", taken_back),
    ("a wish to take it back can be dropped with the PIN", not_taken_back),
    ("a case whose department is being found takes more words", sorting),
    ("a case that has its notes of the day says so, and the limit is contested", full),
    ("a quiet case is never spoken of, and its end says so", quiet),
];

const OWN: &str = "3";

fn state(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    let heard = walk.calls(&["bye"]);
    said(&heard, &["greeting_known", "status_open", "option_new"]);
    for told in ["department=", "label=", "due=", &ticket] {
        assert!(!heard.cues.contains(told), "`{told}` is said: {}", heard.cues);
    }
}

fn in_hand(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case_with_pins();
    walk.staff(OFFICER, &ticket, "acknowledge", json!({}));
    said(&walk.calls_from_elsewhere(&["3", &format!("{ticket}#"), PIN, "bye"]), &["status_in_hand"]);
    walk.town.next_day();
    let heard = walk.calls(&["bye"]);
    said(&heard, &["status_open"]);
    not_said(&heard, &["status_in_hand"]);
}

fn climbed(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case_with_pins();
    walk.town.until_due(&ticket);
    walk.stands(&ticket, "triaged L2 FCS");
    said(&walk.calls(&["bye"]), &["status_open"]);
    said(&walk.calls_from_elsewhere(&["3", &format!("{ticket}#"), PIN, "bye"]), &["status_above"]);
}

fn number(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case_with_pins();
    let heard = walk.calls(&[OWN, "3", "bye"]);
    said(&heard, &["has_a_pin", "type_the_pin"]);
    assert!(!heard.cues.contains(&ticket), "{}", heard.cues);
    let heard = walk.calls(&[OWN, "3", PIN, "3"]);
    assert!(heard.cues.contains(&format!("ticket_again;ticket={ticket}")), "{}", heard.cues);
}

fn claimed(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    said(&walk.calls(&[OWN, "1"]), &["solved_claimed"]);
    walk.stands(&ticket, "triaged L1 FCS");
    assert!(walk.happened(&ticket, "solved-claimed"));
}

fn more_words(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    let heard = walk.calls(&[OWN, "2"]);
    said(&heard, &["notice_known", "added"]);
    assert_eq!(heard.ticket, None, "no new case");
    assert!(walk.happened(&ticket, "note-left"));
}

fn answered(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    walk.staff(OFFICER, &ticket, "ask", json!({ "question": "which month?" }));
    walk.stands(&ticket, "awaiting-information L1 FCS");
    walk.town.next_day();
    said(&walk.calls(&[OWN, "1"]), &["status_question", "option_answer", "added"]);
    walk.stands(&ticket, "triaged L1 FCS");
}

fn granted(walk: &mut Walk<'_>) {
    let ticket = walk.calls(&["1"]).ticket.unwrap_or_default();
    walk.staff(AGENT, &ticket, "sort", json!({ "department": "SJD", "category": "pension-stopped" }));
    walk.stands(&ticket, "awaiting-information L1 SJD");
    said(&walk.calls(&[OWN, "1", "123456789#"]), &["status_lacks", "type_the_field", "granted"]);
    walk.stands(&ticket, "triaged L1 SJD");
    assert!(walk.happened(&ticket, "granted"));
}

fn not_solved(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    walk.staff(OFFICER, &ticket, "take-action", json!({ "note": "the shop is open again" }));
    walk.town.next_day();
    said(&walk.calls(&[OWN, "2"]), &["status_reported", "open_again"]);
    walk.stands(&ticket, "reopened L1 FCS");
}

fn told(walk: &mut Walk<'_>) {
    let ticket = walk.has_an_answer("soon");
    walk.town.next_day();
    not_said(&walk.calls_from_elsewhere(&["bye"]), &["status_answered"]);
    let heard = walk.calls(&[OWN, "1"]);
    said(&heard, &["status_answered", "option_understood", "understood"]);
    assert!(heard.cues.contains("answer;words=soon"), "{}", heard.cues);
    assert!(walk.happened(&ticket, "promise-kept"), "nobody need call them");
    walk.stands(&ticket, "closed L1 FCS");
}

fn not_told(walk: &mut Walk<'_>) {
    let ticket = walk.has_an_answer("later");
    walk.town.next_day();
    said(&walk.calls(&[OWN, "2"]), &["option_not_answered", "open_again"]);
    walk.stands(&ticket, "reopened L1 FCS");
    walk.staff(OFFICER, &ticket, "take-action", json!({ "note": "sooner" }));
    walk.town.next_day();
    let heard = walk.calls(&[OWN, "1"]);
    assert!(heard.cues.contains("answer;words=sooner"), "{}", heard.cues);
    assert!(walk.happened(&ticket, "promise-kept"));
}

fn quiet_answer(walk: &mut Walk<'_>) {
    let ticket = walk.calls(&["1"]).ticket.unwrap_or_default();
    walk.staff(
        AGENT,
        &ticket,
        "sort",
        json!({ "department": "HOM", "category": "investigation-slow", "kind": "query" }),
    );
    walk.staff("officer:HOM:L1:ramesh", &ticket, "take-action", json!({ "note": "soon" }));
    walk.town.next_day();
    not_said(&walk.calls(&["bye"]), &["status_answered"]);
}

fn appealed(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    walk.staff(AGENT, &ticket, "confirm-solved", json!({}));
    said(&walk.calls(&[OWN, "4"]), &["status_closed", "appealed"]);
    walk.stands(&ticket, "reopened L2 FCS");
}

fn taken_back(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    said(&walk.calls(&[OWN, "4", "2"]), &["withdrawal_noted"]);
    walk.stands(&ticket, "triaged L1 FCS");
    assert!(walk.happened(&ticket, "withdrawal-asked"));
    // The state is not said, as for a withdrawn case, because a difference would reveal which PIN was used.
    not_said(&walk.calls(&["bye"]), &["status_open", "status_withdrawn"]);
}

fn not_taken_back(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case_with_pins();
    walk.calls(&[OWN, "4", "2", PIN, "4", "2"]);
    let heard = walk.calls(&["3", &format!("{ticket}#"), PIN, "2"]);
    said(&heard, &["status_withdrawn", "wanted_back"]);
    assert!(walk.happened(&ticket, "withdrawal-dropped"));
    said(&walk.calls(&["bye"]), &["status_open"]);
}

fn sorting(walk: &mut Walk<'_>) {
    let ticket = walk.calls(&["1"]).ticket.unwrap_or_default();
    let heard = walk.calls(&[OWN, "2"]);
    said(&heard, &["status_sorting", "added"]);
    assert!(walk.happened(&ticket, "note-left"));
}

fn full(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    for _ in 0..3 {
        said(&walk.calls(&[OWN, "2"]), &["added"]);
    }
    let heard = walk.calls(&[OWN, "2", "1"]);
    said(&heard, &["full", "contested"]);
    not_said(&heard, &["added"]);
    assert!(walk.happened(&ticket, "limit-contested"));
}

fn quiet(walk: &mut Walk<'_>) {
    let heard = walk.calls(&["1", "3", "2", "-"]);
    said(&heard, &["sent_to", "stays_quiet"]);
    not_said(&heard, &["call_for_news", "may_we_call"]);
    walk.stands(&heard.ticket.unwrap_or_default(), "triaged L2 HOM");
    // The greeting does not even show that this phone has called before.
    let again = walk.calls_anew(&["bye"]);
    said(&again, &["greeting"]);
    not_said(&again, &["greeting_known", "status_open", "status_sorting", "option_this_case"]);
}
