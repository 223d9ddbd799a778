//! One journey through the deployed functions. It runs on the debug build like the others, and again on the packages
//! that are compiled for production.

use crate::voice::{call, note, recorded_in_words, spoken};
use crate::world::{SOON, case, does, stack, sweep_when_due, text, ticket, timeline};
use serde_json::json;

#[test]
fn a_call_and_its_voice_note_reach_the_department_the_sweep_raises_it_and_an_officer_takes_it_in_hand() {
    let stack = stack();
    let said = spoken(4.0, "deployed", true);
    let report = call(&stack, "111", &said, None);
    let ticket = ticket(&report);
    assert_eq!(case(&stack, &ticket), "triaged L1 FCS");
    stack.wait_inbox("FCS", SOON, |m| m.ticket == ticket && m.event == "sorted").unwrap();

    recorded_in_words(&stack, &report, &said, "राशन की दुकान बंद है");
    assert_eq!(text(&note(&stack, &ticket), "speech"), "yes");
    let notice = stack.wait_inbox("FCS", SOON, |m| m.ticket == ticket && m.event == "transcribed").unwrap();
    assert_eq!(notice.said, ["राशन की दुकान बंद है"]);

    sweep_when_due(&stack, &ticket);
    assert_eq!(case(&stack, &ticket), "triaged L2 FCS");
    stack.wait_inbox("FCS", SOON, |m| m.ticket == ticket && m.level == "L2").unwrap();

    does(&stack, &ticket, "officer:FCS:L2:sunita", "acknowledge", json!({}));
    assert_eq!(timeline(&stack, &ticket).last().map(String::as_str), Some("acknowledged"));
}
