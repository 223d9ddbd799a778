//! Taking it back: a request, asked about on a call of the centre's own, and never under pressure.

use crate::world::{Story, by};
use lifecycle::{Command, Decision, Door, PromiseKind, Quiet};

#[test]
fn a_wish_on_an_inbound_call_changes_nothing_until_the_centre_has_called() {
    let mut story = Story::acknowledged();
    let at_the_door = Door::Nobody;
    assert!(story.refuses("agent:asha", Command::ConfirmWithdrawal { at_the_door }).contains("notes the wish first"));
    story.does("citizen", Command::AskWithdrawal {});
    assert_eq!(story.stands(), "acknowledged L1 department FCS");
    assert!(story.refuses("citizen", Command::ConfirmWithdrawal { at_the_door }).contains("not theirs to give"));
    story.does("agent:asha", Command::ConfirmWithdrawal { at_the_door });
    assert_eq!(story.stands(), "withdrawn L1 department FCS");
    assert_eq!(story.case.standing.due_at, None);
    story.does("citizen", Command::Reopen {});
    story.holds();
}

#[test]
fn somebody_at_the_door_makes_it_a_protected_case_that_everybody_else_sees_withdrawn() {
    let mut story = Story::acknowledged();
    story.does("citizen", Command::AskWithdrawal {});
    story.does("agent:asha", Command::ConfirmWithdrawal { at_the_door: Door::Somebody });
    assert_eq!(story.stands(), "withdrawn L1 coordinator FCS");
    assert_eq!(story.case.standing.quiet, Some(Quiet::Protected));
    for actor in ["officer:FCS:L1:ramesh", "nodal:FCS:nodal.fcs", "agent:asha", "citizen"] {
        assert_eq!(by(actor).sees_state(&story.case), "withdrawn", "{actor}");
    }
    assert_eq!(by("coordinator:kiran").sees_state(&story.case), "withdrawn (protected)");
    assert!(story.case.standing.due_at.is_some(), "the coordinator has a clock");
    assert!(story.refuses("citizen", Command::Reopen {}).contains("a person will call"));
    story.does("coordinator:kiran", Command::LiftProtection {});
    assert_eq!(story.stands(), "reopened L2 department FCS", "not to the officer who may have been at the door");
    story.holds();
}

#[test]
fn a_coordinator_who_does_nothing_loses_it_to_the_apex() {
    let mut story = Story::acknowledged();
    story.does("citizen", Command::AskWithdrawal {});
    story.does("agent:asha", Command::ConfirmWithdrawal { at_the_door: Door::Somebody }).neglected();
    assert_eq!(story.stands(), "withdrawn L1 apex FCS");
    story.does("apex:cs", Command::EndProtection {});
    assert_eq!(story.stands(), "withdrawn L1 department FCS");
}

#[test]
fn who_cannot_be_reached_has_not_taken_it_back() {
    let mut story = Story::acknowledged();
    story.does("citizen", Command::AskWithdrawal {});
    let id = story.promise(PromiseKind::AskWithdrawal);
    for _ in 0..3 {
        story.days_later(1).does("agent:asha", Command::NotReached { number: id });
    }
    assert_eq!(story.stands(), "acknowledged L1 department FCS");
    assert!(!story.case.withdrawal_asked);
    assert_eq!(story.asks("citizen", Command::DropWithdrawal {}), Ok(Decision::Already));
}
