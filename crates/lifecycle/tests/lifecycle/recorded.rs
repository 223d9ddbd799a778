//! What was said is found in the recording, whenever that comes.

use crate::world::{Story, at_state, keep_note};
use lifecycle::{Command, Decision, Desk, State, What};

#[test]
fn a_note_lies_with_its_case_whatever_became_of_the_case_since() {
    for state in State::ALL {
        let mut story = at_state(*state);
        story.does("system", keep_note("contact-1", true));
        assert!(matches!(story.events.last().map(|e| &e.what), Some(What::NoteKept { seconds: 14, speech: true, .. })));
        story.holds();
    }
}

#[test]
fn the_note_of_one_call_is_kept_once() {
    let mut story = at_state(State::Registered);
    story.does("system", keep_note("contact-1", true));
    assert!(matches!(story.asks("system", keep_note("contact-1", true)), Ok(Decision::Already)));
    story.does("system", keep_note("call-2", true));
}

#[test]
fn who_hung_up_after_the_beep_and_said_nothing_leaves_a_void_draft() {
    let mut story = Story::begin();
    story.does("citizen", Command::BeginTake { notice_heard: None }).does("system", keep_note("contact-1", false));
    assert_eq!(story.case.standing.state, State::Draft);
    story.neglected();
    assert_eq!(story.case.standing.state, State::Void);
    story.holds();
}

#[test]
fn who_hung_up_after_the_beep_and_spoke_is_registered_as_ever() {
    let mut story = Story::begin();
    story.does("citizen", Command::BeginTake { notice_heard: None }).does("system", keep_note("contact-1", true));
    story.neglected();
    assert_eq!(story.stands(), "registered L1 triage -");
}

#[test]
fn words_found_before_the_sweep_looks_make_up_for_a_beep_that_was_never_told() {
    let mut story = Story::begin();
    story.does("system", keep_note("contact-1", true)).neglected();
    assert_eq!(story.stands(), "registered L1 triage -");
    story.holds();
}

#[test]
fn words_that_turn_up_after_all_bring_a_void_draft_to_the_triage_desk() {
    let mut story = at_state(State::Void);
    story.does("system", keep_note("contact-1", false));
    assert_eq!(story.case.standing.state, State::Void, "silence brings nothing");
    let mut story = at_state(State::Void);
    story.does("system", keep_note("contact-1", true));
    assert_eq!(story.stands(), "registered L1 triage -");
    assert_eq!(story.case.registered_at, Some(story.now));
    assert!(story.case.standing.due_at.is_some() && story.case.standing.desk == Desk::Triage);
    story.holds();
}

#[test]
fn silence_takes_nothing_from_who_spoke_to_a_person_or_pressed_keys() {
    let mut story = at_state(State::Triaged);
    story.does("system", keep_note("contact-1", false));
    assert_eq!(story.stands(), "triaged L1 department FCS");
}
