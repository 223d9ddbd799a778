//! Escalation: a case on which nobody acts climbs by itself, from desk to desk and from level to level.

use crate::world::{Story, after, calendar, category, department, sort, take_action, words};
use lifecycle::{Command, Decision, Order, decide};

#[test]
fn a_case_that_nobody_reads_climbs_to_the_apex_and_stays_there() {
    let mut story = Story::sorted("FCS", "general");
    let mut climb = vec![story.stands()];
    for _ in 0..5 {
        story.neglected();
        climb.push(story.stands());
    }
    assert_eq!(
        climb,
        [
            "triaged L1 department FCS",
            "triaged L2 department FCS",
            "triaged L3 department FCS",
            "triaged L4 department FCS",
            "triaged apex department FCS",
            "triaged apex department FCS"
        ]
    );
    assert_eq!(story.told().last(), Some(&"reminded"), "the apex is told again, until somebody acts");
    story.neglected_for(60).holds();
    assert!(story.told().iter().filter(|what| **what == "reminded").count() >= 8);
}

#[test]
fn who_does_not_acknowledge_loses_it_after_two_days_and_who_does_not_act_after_seven() {
    let mut unread = Story::sorted("FCS", "general");
    let from = unread.case.standing.began_at.unwrap();
    assert_eq!(unread.case.standing.due_at, Some(unread.case.terms.after(calendar(), from, 2)));
    unread.neglected();
    let mut idle = Story::acknowledged();
    assert_eq!(idle.case.standing.due_at, Some(idle.case.terms.after(calendar(), from, 7)));
    let due = idle.case.standing.due_at.unwrap();
    idle.neglected();
    assert_eq!(idle.stands(), "acknowledged L2 department FCS");
    assert_eq!(
        idle.case.standing.due_at,
        Some(idle.case.terms.after(calendar(), due, 3)),
        "half of seven, three at least"
    );
    assert_eq!(idle.case.standing.answer_by, Some(due), "the date that the citizen was given stays");
}

#[test]
fn a_desk_of_the_centre_that_does_not_act_hands_up_without_touching_the_level() {
    let mut story = Story::begin();
    story.does("citizen", Command::begin_take(None)).does("citizen", Command::Register {});
    story.does("citizen", Command::LeaveToTriage {});
    let mut desks = vec![story.stands()];
    for _ in 0..3 {
        story.neglected();
        desks.push(story.stands());
    }
    assert_eq!(
        desks,
        ["registered L1 triage -", "registered L1 coordinator -", "registered L1 apex -", "registered L1 apex -"]
    );
    assert_eq!(story.told().last(), Some(&"reminded"));
    story.does("apex:cs", sort("FCS", "general"));
    assert_eq!(story.stands(), "triaged L1 department FCS", "the department has its own levels");
    assert!(
        story.case.standing.due_at > Some(story.now),
        "and all of its time: the centre was late, not the department"
    );
}

#[test]
fn an_interim_reply_stops_no_clock() {
    let mut story = Story::acknowledged();
    let due = story.case.standing.act_by;
    story.does("officer:FCS:L1:ramesh", Command::ReplyInterim { new_date: after(60 * 24 * 20) });
    assert_eq!(story.case.standing.act_by, due);
    let far = Command::ReplyInterim { new_date: after(60 * 24 * 90) };
    assert!(story.refuses("officer:FCS:L1:ramesh", far).contains("within the next 30 days"));
    story.holds();
}

#[test]
fn what_is_not_due_is_left_alone_however_often_the_sweep_looks() {
    let story = Story::acknowledged();
    let early = story.case.standing.due_at.unwrap() - jiff::SignedDuration::from_secs(1);
    for _ in 0..20 {
        assert_eq!(decide(&crate::world::state(), &story.case, &Order::time_passes(), early), Ok(Decision::Already));
    }
}

#[test]
fn the_citizens_clock_runs_from_the_beep_however_late_the_sweep_registers() {
    let mut story = Story::begin();
    story.does("citizen", Command::begin_take(None));
    story.now = after(600);
    story.does("system", Command::PassTime {});
    assert_eq!(story.stands(), "registered L1 triage -");
    assert_eq!(story.case.standing.began_at, Some(after(0)));
    assert_eq!(
        story.case.standing.act_by,
        Some(story.case.terms.after(calendar(), after(0), 1)),
        "triage's day, from the beep"
    );
}

#[test]
fn a_draft_without_a_beep_is_void_and_a_note_that_comes_after_all_is_a_note() {
    let mut story = Story::begin();
    story.neglected();
    assert_eq!(story.stands(), "void L1 caller -");
    story.does("citizen", Command::begin_take(None));
    assert_eq!(story.stands(), "registered L1 caller -");
    story.holds();
}

#[test]
fn action_taken_stops_the_climb_and_a_question_pauses_it() {
    let mut story = Story::acknowledged();
    story.does("officer:FCS:L1:ramesh", Command::Ask { question: words("which month?") });
    // The call that puts the question is a promise. The promise goes up, the level does not.
    story.neglected();
    assert_eq!(story.stands(), "awaiting-information L1 department FCS");
    story.does("citizen", Command::Answer { words: words("October") });
    story.does("officer:FCS:L1:ramesh", take_action()).neglected();
    assert_eq!(story.stands(), "action-taken L1 department FCS");
}

#[test]
fn no_officer_stops_the_clock_of_a_level_above_or_for_ever() {
    let mut story = Story::acknowledged();
    let ask = || Command::Ask { question: words("which month?") };
    for _ in 0..2 {
        story.does("officer:FCS:L1:ramesh", ask()).does("citizen", Command::Answer { words: words("October") });
    }
    assert!(story.refuses("officer:FCS:L1:ramesh", ask()).contains("asked twice"));
    story.neglected();
    assert_eq!(story.stands(), "acknowledged L2 department FCS");
    assert!(story.refuses("officer:FCS:L1:ramesh", ask()).contains("the level that has it asks"));
    story.does("officer:FCS:L2:sunita", ask());
}

#[test]
fn another_subject_of_the_same_department_buys_no_time_and_no_transfer_moves_the_citizens_date() {
    let mut story = Story::sorted("FCS", "no-supply");
    let (due, told) = (story.case.standing.act_by, story.case.standing.answer_by);
    let within = Command::Transfer { department: Some(department("FCS")), category: Some(category("general")) };
    story.does("officer:FCS:L1:ramesh", within);
    assert_eq!((story.case.standing.act_by, story.case.standing.answer_by), (due, told));
    let away = Command::Transfer { department: Some(department("REV")), category: None };
    story.does("officer:FCS:L1:ramesh", away);
    assert!(story.case.standing.act_by > due, "another department has its own clock");
    assert_eq!(story.case.standing.answer_by, told);
}
