//! The caller's own case, from the case's own phone: the helpline says its state, and never its subject.

use super::{AGENT, OFFICER, Path, Walk, not_said, said};
use serde_json::json;

pub(super) const PATHS: &[Path] = &[
    ("the state of one's own case is heard without a key", state),
    ("an officer who has it in hand is heard of", in_hand),
    ("a case that climbed is heard of as climbed", climbed),
    ("its number is read out", number),
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
    ("a wish to take it back can be dropped", not_taken_back),
    ("a case whose department is being found takes more words", sorting),
    ("a case that has its notes of the day says so, and the limit is contested", full),
    ("a quiet case is never spoken of, and its end says so", quiet),
];

const OWN: &str = "3";

fn state(walk: &mut Walk<'_>) {
    walk.has_a_case();
    let heard = walk.calls(&["bye"]);
    said(&heard, &["greeting_known", "status_sent", "option_new"]);
    assert!(!heard.cues.contains("department=") && !heard.cues.contains("label="), "no subject: {}", heard.cues);
}

fn in_hand(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    walk.staff(OFFICER, &ticket, "acknowledge", json!({}));
    said(&walk.calls(&["bye"]), &["status_in_hand"]);
}

fn climbed(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    walk.town.until_due(&ticket);
    walk.stands(&ticket, "triaged L2 FCS");
    said(&walk.calls(&["bye"]), &["status_above"]);
}

fn number(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    let heard = walk.calls(&[OWN, "3"]);
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
    said(&walk.calls(&[OWN, "2"]), &["status_reported", "open_again"]);
    walk.stands(&ticket, "reopened L1 FCS");
}

fn told(walk: &mut Walk<'_>) {
    let ticket = walk.has_an_answer("soon");
    not_said(&walk.calls_from_elsewhere(&["bye"]), &["status_answered"]);
    let heard = walk.calls(&[OWN, "1"]);
    said(&heard, &["status_answered", "option_understood", "understood"]);
    assert!(heard.cues.contains("answer;words=soon"), "{}", heard.cues);
    assert!(walk.happened(&ticket, "promise-kept"), "nobody need call them");
    walk.stands(&ticket, "closed L1 FCS");
}

fn not_told(walk: &mut Walk<'_>) {
    let ticket = walk.has_an_answer("later");
    said(&walk.calls(&[OWN, "2"]), &["option_not_answered", "open_again"]);
    walk.stands(&ticket, "reopened L1 FCS");
    walk.staff(OFFICER, &ticket, "take-action", json!({ "note": "sooner" }));
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
    // The helpline does not say the state, as for a withdrawn case, because a difference would reveal which PIN was
    // used.
    not_said(&walk.calls(&["bye"]), &["status_sent", "status_withdrawn"]);
}

fn not_taken_back(walk: &mut Walk<'_>) {
    let ticket = walk.has_a_case();
    walk.calls(&[OWN, "4", "2"]);
    let heard = walk.calls(&["3", &format!("{ticket}#"), "2"]);
    said(&heard, &["status_withdrawn", "wanted_back"]);
    assert!(walk.happened(&ticket, "withdrawal-dropped"));
    said(&walk.calls(&["bye"]), &["status_sent"]);
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
    not_said(&again, &["greeting_known", "status_sent", "status_above", "status_sorting", "option_this_case"]);
}
