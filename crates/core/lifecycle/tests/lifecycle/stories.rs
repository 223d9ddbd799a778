//! The story of a case, from the first word to the last.

use crate::world::{Story, by, category, department, sort, sort_as, take_action, words};
use jiff::SignedDuration;
use lifecycle::{Command, Decision, Ground, Kind, Order, PromiseKind, SchemeCode, What, decide, penalty};

const OFFICER: &str = "officer:FCS:L1:ramesh";

#[test]
fn a_grievance_is_closed_by_the_citizens_word_and_never_by_the_department() {
    let mut story = Story::acknowledged();
    story.does(OFFICER, take_action());
    assert_eq!(story.stands(), "action-taken L1 department FCS");
    assert!(story.refuses(OFFICER, Command::ConfirmSolved {}).contains("is not theirs to give"));
    story.does("citizen", Command::ConfirmSolved {});
    assert_eq!(story.stands(), "closed (confirmed) L1 department FCS");
    assert_eq!(story.case.standing.due_at, None);
    story.holds();
}

#[test]
fn without_the_citizens_word_it_closes_after_three_calls_on_three_days() {
    let mut story = Story::acknowledged();
    story.does(OFFICER, take_action());
    let id = story.promise(PromiseKind::FollowUp);
    for call in 1..=3 {
        story.days_later(1).does("agent:asha", Command::NotReached { number: id });
        let again = story.asks("agent:asha", Command::NotReached { number: id });
        assert!(!matches!(again, Ok(Decision::Happens(_))), "call {call} counts once a day: {again:?}");
    }
    assert_eq!(story.stands(), "closed (unconfirmed) L1 department FCS");
    story.holds();
}

#[test]
fn the_citizens_no_opens_it_again_with_a_fresh_clock_and_the_same_level() {
    let mut story = Story::sorted("FCS", "general");
    story.neglected().does("officer:FCS:L2:sunita", Command::Acknowledge {});
    story.does("officer:FCS:L2:sunita", take_action()).days_later(2).does("citizen", Command::Reopen {});
    assert_eq!(story.stands(), "reopened L2 department FCS");
    assert!(story.case.standing.act_by > Some(story.now), "a fresh clock");
    assert!(story.case.promises.is_empty(), "the follow-up is done");
    story.holds();
}

#[test]
fn a_closed_case_is_reopened_within_fifteen_days_and_appealed_within_thirty() {
    let mut story = Story::acknowledged();
    story.does(OFFICER, take_action()).does("citizen", Command::ConfirmSolved {});
    let closed_at = story.now;
    story.now = closed_at + SignedDuration::from_hours(24 * 15);
    assert!(matches!(story.asks("citizen", Command::Reopen {}), Ok(Decision::Happens(_))));
    story.now += SignedDuration::from_secs(1);
    assert!(story.refuses("citizen", Command::Reopen {}).contains("more than 15 days"));
    story.now = closed_at + SignedDuration::from_hours(24 * 30);
    story.does("citizen", Command::Appeal {});
    assert_eq!(story.stands(), "reopened L2 department FCS");
    let decided_by = crate::world::calendar().close_of_day(story.now, 30);
    assert_eq!(story.case.standing.act_by, Some(decided_by), "decided in 30 days");
    assert!(story.refuses(OFFICER, Command::Acknowledge {}).contains("not for this level"), "not by whom it is about");
    story.does("officer:FCS:L2:sunita", Command::Acknowledge {}).does("officer:FCS:L2:sunita", take_action());
    story.holds();
}

#[test]
fn an_appeal_that_nobody_decides_climbs_like_anything_else() {
    let mut story = Story::acknowledged();
    story.does(OFFICER, take_action()).does("citizen", Command::ConfirmSolved {}).does("citizen", Command::Appeal {});
    story.does("officer:FCS:L2:sunita", Command::Acknowledge {}).neglected();
    assert_eq!(story.stands(), "acknowledged L3 department FCS");
}

#[test]
fn a_query_ends_with_an_answer_and_a_suggestion_with_an_acknowledgement() {
    for (kind, ends) in [
        (Kind::Query, "closed (answered) L1 department FCS"),
        (Kind::Suggestion, "closed (acknowledged) L1 department FCS"),
        (Kind::Appreciation, "closed (acknowledged) L1 department FCS"),
    ] {
        let mut story = Story::begin();
        story.does("citizen", Command::begin_take(None)).does("citizen", Command::Register {});
        story.does("citizen", sort_as("FCS", "general", Some(kind)));
        if kind == Kind::Query {
            story.does(OFFICER, take_action());
            assert_eq!(story.promise(PromiseKind::Tell), 1, "the citizen is told the answer");
        } else {
            assert!(story.refuses(OFFICER, take_action()).contains("ends with `acknowledge`"));
            story.does(OFFICER, Command::Acknowledge {});
        }
        assert_eq!(story.stands(), ends);
        story.holds();
    }
}

#[test]
fn an_answer_that_the_citizen_heard_is_not_told_them_again_and_it_is_short_enough_to_be_spoken() {
    let mut story = Story::begin();
    story.does("citizen", Command::begin_take(None)).does("citizen", Command::Register {});
    let about_scheme = Some(SchemeCode::new("ladli-behna").unwrap());
    let (department, category, kind) = (department("FCS"), category("general"), Some(Kind::Query));
    story.does("citizen", Command::Sort { department, category, kind, about_scheme: about_scheme.clone() });
    let answer = |chars: usize| Command::TakeAction { note: words(&"य".repeat(chars)), attachments: vec![] };
    assert!(story.refuses(OFFICER, answer(601)).contains("is spoken on the telephone"));
    assert!(story.refuses("citizen", Command::HearAnswer {}).contains("has not answered"));
    story.does(OFFICER, answer(600));
    let answered = story.events.last().unwrap();
    assert!(matches!(&answered.what, What::ActionTaken { about_scheme: about, .. } if *about == about_scheme));
    assert_eq!(story.case.answered_in, Some(answered.sequence));
    assert_eq!(story.promise(PromiseKind::Tell), 1);
    story.does("citizen", Command::HearAnswer {});
    assert!(story.case.promised_to(PromiseKind::Tell).is_none(), "nobody need call them");
    assert_eq!(story.case.standing.ended_at, Some(story.case.last_event_at), "the days to reopen run from now");
    story.does("citizen", Command::Reopen {}).does(OFFICER, answer(10));
    assert_eq!(story.case.answered_in, Some(story.events.last().unwrap().sequence), "the new answer");
    story.does("citizen", Command::Reopen {});
    assert!(story.case.promised_to(PromiseKind::Tell).is_none(), "nobody is called with what they found to be none");
    story.does(OFFICER, Command::ReplyInterim { new_date: story.now + SignedDuration::from_hours(48) });
    story.does(OFFICER, answer(20)).does("citizen", Command::HearAnswer {});
    assert!(story.case.promised_to(PromiseKind::Tell).is_none(), "the answer told what there was to tell");
    story.holds();
}

#[test]
fn who_hangs_up_in_a_note_whose_department_was_known_before_it_is_sorted_there() {
    let begin = |category_: &str| Command::BeginTake {
        notice_heard: None,
        meant_department: Some(department("FCS")),
        meant_category: Some(category(category_)),
        about_scheme: SchemeCode::new("ladli-behna").ok(),
    };
    let mut story = Story::begin();
    story.does("citizen", begin("pension")).neglected();
    assert_eq!(story.case.standing.desk, lifecycle::Desk::Caller, "registered, and in a moment sorted");
    story.neglected();
    assert_eq!(story.case.standing.category, Some(category("pension")));
    assert_eq!(story.case.about_scheme, SchemeCode::new("ladli-behna").ok());
    story.holds();
    let mut gone = Story::begin();
    gone.does("citizen", begin("no-such-category")).neglected().neglected();
    assert_eq!(gone.case.standing.desk, lifecycle::Desk::Triage);
    let mut finished = Story::begin();
    finished.does("citizen", begin("pension")).does("citizen", Command::Register {}).neglected();
    assert_eq!(finished.case.standing.desk, lifecycle::Desk::Triage, "who finishes the note says whose it is");
    finished.holds();
}

#[test]
fn what_is_not_theirs_is_transferred_and_after_three_times_the_coordinator_decides() {
    let mut story = Story::acknowledged();
    let to = |code: &str| Command::Transfer { department: Some(department(code)), category: None };
    story.does(OFFICER, to("REV"));
    assert_eq!(story.stands(), "transferred L1 department REV");
    story.does("officer:REV:L1:gopal", to("FCS")).does(OFFICER, to("REV"));
    story.does("officer:REV:L1:gopal", to("FCS"));
    assert_eq!(story.stands(), "transferred L1 coordinator -", "not FCS a third time");
    assert!(story.refuses("agent:asha", sort("FCS", "general")).contains("the coordinator decides"));
    story.does("coordinator:kiran", sort("FCS", "general"));
    assert_eq!(story.stands(), "triaged L1 department FCS");
    assert!(story.refuses(OFFICER, to("REV")).contains("the coordinator has decided"));
    story.does("coordinator:kiran", to("REV"));
    assert_eq!(story.stands(), "transferred L1 department REV", "who decided may decide again");
    story.holds();
}

#[test]
fn an_officer_who_does_not_know_whose_it_is_sends_it_to_the_triage_desk() {
    let mut story = Story::acknowledged();
    story.does(OFFICER, Command::Transfer { department: None, category: None });
    assert_eq!(story.stands(), "transferred L1 triage -");
    story.does("agent:asha", sort("REV", "general"));
    assert_eq!(story.stands(), "triaged L1 department REV");
}

#[test]
fn a_transfer_says_why_and_where_there_is_such_a_place() {
    let story = Story::acknowledged();
    let to = Command::Transfer { department: Some(department("XYZ")), category: None };
    assert!(story.refuses(OFFICER, to).contains("no such department or category"));
    let silent = Order::of(by(OFFICER), Command::Transfer { department: None, category: None });
    let said = decide(&crate::world::state(), &story.case, &silent, story.now).unwrap_err();
    assert_eq!(said.remedy, "say why");
}

#[test]
fn a_rejection_needs_a_ground_and_a_second_officer_and_is_told_to_the_citizen() {
    let mut story = Story::acknowledged();
    story.does(OFFICER, Command::ProposeRejection { ground: Ground::SubJudice });
    assert!(story.refuses(OFFICER, Command::ApproveRejection {}).contains("a second officer must approve it"));
    story.does("officer:FCS:L2:sunita", Command::ApproveRejection {});
    assert_eq!(story.stands(), "rejected L1 department FCS");
    story.promise(PromiseKind::Tell);
    assert!(story.refuses("citizen", Command::Reopen {}).contains("`appeal`"));
    story.does("citizen", Command::Appeal {});
    assert_eq!(story.stands(), "reopened L2 department FCS");
    story.holds();
}

#[test]
fn a_proposal_that_is_declined_or_overtaken_is_gone() {
    let mut story = Story::acknowledged();
    story.does(OFFICER, Command::ProposeRejection { ground: Ground::Religion });
    story.does("officer:FCS:L2:sunita", Command::DeclineRejection {});
    assert!(story.refuses("officer:FCS:L2:sunita", Command::ApproveRejection {}).contains("no rejection is proposed"));
    story.does(OFFICER, Command::ProposeRejection { ground: Ground::Religion });
    story.does(OFFICER, take_action()).does("citizen", Command::Reopen {});
    assert!(story.refuses("officer:FCS:L2:sunita", Command::ApproveRejection {}).contains("no rejection is proposed"));
    let vain = Command::ProposeRejection { ground: Ground::InformationNotGiven };
    assert!(story.refuses(OFFICER, vain).contains("ask the citizen first"));
}

#[test]
fn the_clocks_stand_still_while_the_citizen_is_asked() {
    let mut story = Story::acknowledged();
    story.days_later(3).does(OFFICER, Command::Ask { question: words("which month?") });
    assert_eq!(story.case.standing.act_by, None);
    story.days_later(1).does("citizen", Command::Answer { words: words("October") });
    assert_eq!(story.stands(), "acknowledged L1 department FCS");
    let left = story.case.terms.left(crate::world::calendar(), story.now, story.case.standing.act_by.unwrap());
    assert_eq!(left, SignedDuration::from_hours(7 * 4), "four of seven days were left");
    story.holds();
}

#[test]
fn a_question_that_cannot_be_put_goes_back_to_the_department_with_its_clock() {
    let mut story = Story::acknowledged();
    story.does(OFFICER, Command::Ask { question: words("which month?") });
    let id = story.promise(PromiseKind::Ask);
    for _ in 0..3 {
        story.days_later(1).does("agent:asha", Command::NotReached { number: id });
    }
    assert_eq!(story.stands(), "acknowledged L1 department FCS");
    assert!(story.case.standing.act_by.is_some());
    story.does(OFFICER, Command::ProposeRejection { ground: Ground::InformationNotGiven });
    story.holds();
}

#[test]
fn an_officer_takes_over_from_another() {
    let mut story = Story::acknowledged();
    assert_eq!(story.asks(OFFICER, Command::Acknowledge {}), Ok(Decision::Already));
    story.does("officer:FCS:L2:sunita", Command::Acknowledge {});
    assert_eq!(story.case.acting.as_ref().map(ToString::to_string).as_deref(), Some("sunita"));
}

#[test]
fn what_the_citizen_adds_reaches_the_case_in_any_open_state() {
    let mut story = Story::acknowledged();
    story.does("citizen", Command::AddWords { words: words("the shop is shut today too") });
    story.does(OFFICER, take_action()).does("citizen", Command::AddWords { words: words("nobody came") });
    assert_eq!(story.stands(), "action-taken L1 department FCS");
}

#[test]
fn the_worksheet_counts_days_after_the_date_that_the_citizen_was_given() {
    let mut story = Story::acknowledged();
    let by = story.case.standing.answer_by.unwrap();
    assert_eq!(penalty(&story.case, by), None);
    let late =
        |hours: i64| penalty(&story.case, by + SignedDuration::from_hours(hours)).map(|p| (p.days_late, p.rupees));
    assert_eq!(late(1), Some((1, 250)));
    assert_eq!(late(25), Some((2, 500)), "each begun day counts");
    assert_eq!(late(24 * 7), Some((7, 1_750)));
    assert_eq!(late(24 * 365), Some((365, 5_000)), "at most 5,000");
    story.case.file.terms.guaranteed = false;
    assert_eq!(penalty(&story.case, by + SignedDuration::from_hours(24)), None);
}

#[test]
fn the_same_command_twenty_times_happens_once() {
    let mut story = Story::sorted("FCS", "general");
    story.does(OFFICER, Command::Acknowledge {});
    for _ in 0..19 {
        assert_eq!(story.asks(OFFICER, Command::Acknowledge {}), Ok(Decision::Already));
    }
}

#[test]
fn a_directory_that_changes_moves_no_promise_already_made() {
    /// Another day's directory, without any of the earlier categories.
    struct Emptied(crate::world::TestState);
    impl lifecycle::Rules for Emptied {
        fn version(&self) -> &str {
            "later"
        }
        fn calendar(&self) -> &lifecycle::Calendar {
            self.0.calendar()
        }
        fn unsorted(&self) -> lifecycle::Terms {
            lifecycle::Terms { act_days: 1, triage_days: 9, ..crate::world::terms() }
        }
        fn waits(&self) -> lifecycle::Waits {
            lifecycle::Waits::default()
        }
        fn terms(&self, _: &lifecycle::Assignment) -> Option<lifecycle::Terms> {
            None
        }
    }
    let emptied = Emptied(crate::world::state());
    let story = Story::acknowledged();
    let due = story.case.standing.due_at.unwrap();
    let decided = decide(&emptied, &story.case, &Order::time_passes(), due).unwrap();
    let Decision::Happens(raised) = decided else { panic!("it climbs all the same") };
    assert_eq!(raised.case.terms, story.case.terms);
    let half = raised.case.terms.after(crate::world::calendar(), due, 3);
    assert_eq!(raised.case.standing.act_by, Some(half), "half of its own seven days");
    let action = Order::of(by(OFFICER), take_action());
    assert!(matches!(decide(&emptied, &raised.case, &action, due), Ok(Decision::Happens(_))));
}

#[test]
fn the_apex_and_the_nodal_officer_may_act_for_any_level() {
    let mut story = Story::acknowledged();
    story.does("apex:cs", Command::Acknowledge {}).does("nodal:FCS:nodal.fcs", take_action());
    assert_eq!(story.stands(), "action-taken L1 department FCS");
}

#[test]
fn a_report_has_a_bounded_number_of_attachments() {
    let story = Story::acknowledged();
    let attachments = vec![lifecycle::Attachment::new("slip.jpg").unwrap(); 21];
    let note = words("many slips");
    assert!(story.refuses(OFFICER, Command::TakeAction { note, attachments }).contains("at most 20"));
}

#[test]
fn a_second_officer_is_of_the_level_that_has_it() {
    let mut story = Story::acknowledged();
    story.does(OFFICER, Command::ProposeRejection { ground: Ground::SubJudice }).neglected();
    assert!(story.refuses("officer:FCS:L1:other", Command::ApproveRejection {}).contains("of the level that has it"));
    story.does("officer:FCS:L2:sunita", Command::ApproveRejection {});
}
