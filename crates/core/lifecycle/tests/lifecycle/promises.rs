//! Promises: dated tasks that others than the keeper may keep too. A broken promise goes up.

use crate::world::{Story, after, take_action};
use jiff::SignedDuration;
use lifecycle::{Command, Decision, Ground, Keeper, PromiseKind, in_india};

fn keeper(story: &Story, id: u16) -> Keeper {
    story.case.promise(id).map(|promise| promise.keeper).unwrap()
}

#[test]
fn a_promised_call_that_nobody_makes_goes_to_the_coordinator_and_then_to_the_apex() {
    let mut story = Story::acknowledged();
    story.does("officer:FCS:L1:ramesh", take_action());
    let id = story.promise(PromiseKind::FollowUp);
    let mut keepers = vec![keeper(&story, id)];
    for _ in 0..3 {
        story.neglected();
        keepers.push(keeper(&story, id));
    }
    assert_eq!(keepers, [Keeper::Agents, Keeper::Coordinator, Keeper::Apex, Keeper::Apex], "the apex is told again");
    assert_eq!(story.stands(), "action-taken L1 department FCS", "it never closes by itself");
    story.does("agent:asha", Command::ConfirmSolved {});
    story.holds();
}

#[test]
fn a_call_back_is_promised_kept_once_and_forgotten() {
    let mut story = Story::acknowledged();
    story.does("citizen", Command::Promise { promise: PromiseKind::CallBack, until: after(60) });
    assert_eq!(story.case.standing.due_at, Some(after(60)), "it is what is due first");
    assert_eq!(story.case.call_due_at(), Some(after(60)));
    let id = story.promise(PromiseKind::CallBack);
    story.does("agent:asha", Command::KeepPromise { number: id });
    assert_eq!(story.asks("agent:asha", Command::KeepPromise { number: id }), Ok(Decision::Already));
    assert!(story.refuses("agent:asha", Command::KeepPromise { number: 9 }).contains("no promise of that number"));
    assert_eq!(story.case.call_due_at(), None);
    story.holds();
}

/// Covers calls before the office opens. A next call on the same evening would not count, so it must not be due then.
#[test]
fn after_a_call_in_vain_the_next_is_due_on_another_day_whenever_it_was_made() {
    for minutes in (0..60 * 24).step_by(45) {
        let mut story = Story::acknowledged();
        story.does("officer:FCS:L1:ramesh", take_action());
        let number = story.promise(PromiseKind::FollowUp);
        story.now += SignedDuration::from_mins(minutes);
        story.does("agent:asha", Command::NotReached { number });
        let tried = in_india(story.now).date();
        let due = in_india(story.case.promise(number).unwrap().due_at).date();
        assert!(due > tried, "called on {tried}, due again on {due}");
        story.neglected().does("agent:asha", Command::NotReached { number });
    }
}

#[test]
fn an_answer_promised_by_a_date_is_kept_by_action_and_a_broken_one_goes_up() {
    let mut story = Story::acknowledged();
    story.does("officer:FCS:L1:ramesh", Command::ReplyInterim { new_date: after(60 * 24) });
    let id = story.promise(PromiseKind::Answer);
    assert!(story.refuses("coordinator:kiran", Command::KeepPromise { number: id }).contains("`take-action`"));
    story.neglected();
    assert_eq!(keeper(&story, id), Keeper::Coordinator);
    story.does("officer:FCS:L1:ramesh", take_action());
    assert!(story.case.promise(id).is_none());
    story.holds();
}

#[test]
fn promises_are_bounded_and_leave_room_for_those_that_the_law_makes() {
    let mut story = Story::acknowledged();
    let call = Command::Promise { promise: PromiseKind::CallBack, until: after(600) };
    let mut made = 0;
    while matches!(story.asks("citizen", call.clone()), Ok(Decision::Happens(_))) {
        story.does("citizen", call.clone());
        made += 1;
    }
    assert!((4..lifecycle::MAX_PROMISES).contains(&made));
    assert!(story.refuses("citizen", call).contains("keep a promise first"));
    story.does("officer:FCS:L1:ramesh", take_action());
    story.holds();
}

#[test]
fn no_department_can_say_that_the_citizen_was_called() {
    let mut story = Story::acknowledged();
    story.does("officer:FCS:L1:ramesh", Command::ProposeRejection { ground: Ground::Religion });
    story.does("officer:FCS:L2:sunita", Command::ApproveRejection {});
    let number = story.promise(PromiseKind::Tell);
    for officer in ["officer:FCS:L1:ramesh", "officer:FCS:L4:head", "nodal:FCS:nodal.fcs"] {
        assert!(story.refuses(officer, Command::KeepPromise { number }).contains("not theirs to give"), "{officer}");
    }
    // The citizen's thirty days begin when the centre tells them, however late.
    story.neglected_for(45).does("agent:asha", Command::KeepPromise { number });
    story.days_later(15).does("citizen", Command::Appeal {});
    assert_eq!(story.stands(), "reopened L2 department FCS");
    story.holds();
}

#[test]
fn a_claim_that_it_is_solved_is_settled_by_the_citizens_no() {
    let mut story = Story::acknowledged();
    story.does("citizen", Command::ClaimSolved {}).does("agent:asha", Command::Reopen {});
    assert_eq!((story.stands().as_str(), story.case.promises.len()), ("acknowledged L1 department FCS", 0));
    assert_eq!(story.asks("agent:asha", Command::Reopen {}), Ok(Decision::Already));
}
