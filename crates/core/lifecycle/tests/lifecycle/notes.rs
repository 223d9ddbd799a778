//! The citizen's words after the first call: notes, the daily limit, a withdrawal under duress. And the statutory
//! report.

use crate::world::{Story, after, by, leave_note, sort, words};
use lifecycle::{Command, Confidentiality, ContactId, Decision, District, LegalGround, PromiseKind, State, What};

const OFFICER: &str = "officer:FCS:L1:ramesh";

fn duress() -> Command {
    Command::WithdrawUnderDuress { call: ContactId::new("their-own-call").unwrap() }
}

#[test]
fn the_beep_says_on_what_ground_the_words_are_recorded() {
    let mut story = Story::begin();
    let ground = LegalGround::new("dpdp-2023-s7-b").ok();
    story.does("citizen", Command::begin_take(ground.clone()));
    assert_eq!(
        story.events.last().unwrap().what,
        What::TakeBegan {
            notice_heard: ground,
            recording_by: None,
            meant_department: None,
            meant_category: None,
            about_scheme: None
        }
    );
    story.holds();
}

#[test]
fn a_note_answers_the_question_that_waits_and_the_clock_runs_again() {
    let mut story = Story::acknowledged();
    story.does(OFFICER, Command::Ask { question: words("which month?") });
    assert_eq!(story.case.standing.state, State::AwaitingInformation);
    story.does("citizen", leave_note("call-2"));
    assert_eq!(story.case.standing.state, State::Acknowledged);
    assert!(story.case.promised_to(PromiseKind::Ask).is_none(), "nobody need call for the answer any more");
    story.holds();
}

#[test]
fn the_note_of_one_call_is_one_note() {
    let mut story = Story::acknowledged();
    story.does("citizen", leave_note("call-2"));
    assert!(matches!(story.asks("citizen", leave_note("call-2")), Ok(Decision::Already)));
}

#[test]
fn a_case_takes_three_notes_a_day_says_so_and_the_limit_can_be_contested() {
    let mut story = Story::acknowledged();
    story.refuses("citizen", Command::Contest {});
    for call in ["call-2", "call-3", "call-4"] {
        story.does("citizen", leave_note(call));
    }
    let refused = story.refuses("citizen", leave_note("call-5"));
    assert!(refused.contains("contest"), "{refused}");
    story.does("citizen", Command::Contest {});
    assert!(story.case.promised_to(PromiseKind::HearContest).is_some());
    story.now = after(60 * 30);
    story.does("citizen", leave_note("call-5"));
    story.holds();
}

#[test]
fn a_withdrawal_under_duress_is_one_for_everybody_but_the_coordinator() {
    let mut story = Story::acknowledged();
    story.does("citizen", duress());
    let case = &story.case;
    assert_eq!(case.standing.state, State::Withdrawn);
    assert!(case.standing.protected());
    assert_eq!(case.standing.quiet, Some(Confidentiality::Protected));
    assert_eq!(by(OFFICER).sees_state(case), "withdrawn");
    assert_eq!(by("agent:asha").sees_state(case), "withdrawn");
    assert_eq!(by("coordinator:kiran").sees_state(case), "withdrawn (protected)");
    story.holds();
}

#[test]
fn a_case_of_sexual_abuse_of_a_child_opens_the_report_that_the_law_wants() {
    let mut story = Story::begin();
    story.does("citizen", Command::begin_take(None)).does("citizen", Command::Register {});
    story.does("agent:asha", sort("FCS", "child-abuse"));
    let report = story.case.promised_to(PromiseKind::StatutoryReport).unwrap().clone();
    story.does("citizen", Command::ConfirmSolved {});
    assert!(story.case.promise(report.number).is_some(), "what the law wants does not end with the case");
    story.does("coordinator:kiran", Command::KeepPromise { number: report.number });
    assert!(story.case.promised_to(PromiseKind::StatutoryReport).is_none());
    story.holds();
}

#[test]
fn where_it_happened_is_found_later_and_stands_on_every_event_from_then_on() {
    let mut story = Story::acknowledged();
    let sehore = District::new("sehore").unwrap();
    story.does("agent:asha", Command::Locate { district: sehore.clone() });
    assert_eq!(story.case.district, sehore);
    story.does("citizen", leave_note("call-2"));
    assert_eq!(story.events.last().unwrap().district, sehore);
    story.holds();
}
