//! Withdrawal: a request about which the centre calls, and never granted under pressure.

use crate::world::{Story, actors, by, commands, state, withdraw, words};
use lifecycle::{Command, Confidentiality, Decision, Door, Keeper, Order, PromiseKind, decide};

#[test]
fn a_wish_on_an_inbound_call_changes_nothing_until_another_agent_of_the_centre_has_called() {
    let mut story = Story::acknowledged();
    assert!(story.refuses("agent:asha", withdraw(Door::Nobody)).contains("notes the wish first"));
    story.does("agent:asha", Command::AskWithdrawal {});
    assert_eq!(story.stands(), "acknowledged L1 department FCS");
    assert!(story.refuses("citizen", withdraw(Door::Nobody)).contains("not theirs to give"));
    assert!(story.refuses("agent:asha", withdraw(Door::Nobody)).contains("another agent calls and asks"));
    let inbound = Command::ConfirmWithdrawal { call: story.case.contact.clone(), at_the_door: Door::Nobody };
    assert!(story.refuses("agent:bina", inbound).contains("the centre's own call"));
    story.does("agent:bina", withdraw(Door::Nobody));
    assert_eq!(story.stands(), "withdrawn L1 department FCS");
    assert_eq!(story.case.standing.due_at, None);
    story.holds();
}

/// A withdrawn case, with or without pressure on the citizen.
fn withdrawn(at_the_door: Door) -> Story {
    let mut story = Story::acknowledged();
    story.does("citizen", Command::AskWithdrawal {}).does("agent:asha", withdraw(at_the_door));
    story
}

#[test]
fn somebody_at_the_door_makes_it_a_protected_case_that_everybody_else_sees_withdrawn() {
    let mut story = withdrawn(Door::Somebody);
    assert_eq!(story.stands(), "withdrawn L1 coordinator FCS");
    assert_eq!(story.case.standing.quiet, Some(Confidentiality::Protected));
    for actor in ["officer:FCS:L1:ramesh", "nodal:FCS:nodal.fcs", "agent:asha", "citizen"] {
        assert_eq!(by(actor).sees_state(&story.case), "withdrawn", "{actor}");
    }
    assert_eq!(by("coordinator:kiran").sees_state(&story.case), "withdrawn (protected)");
    assert!(story.case.standing.due_at.is_some(), "the coordinator has a clock");
    story.does("coordinator:kiran", Command::OpenAgain {});
    assert_eq!(story.stands(), "reopened L2 department FCS", "not to the officer who may have been at the door");
    story.holds();
}

#[test]
fn nobody_but_the_coordinator_can_tell_a_protected_case_from_a_withdrawn_one_by_any_command() {
    let (mut one, mut other) = (withdrawn(Door::Nobody), withdrawn(Door::Somebody));
    other.neglected();
    one.now = other.now;
    let others = actors().into_iter().filter(|actor| !actor.sees_protection(&other.case));
    for actor in others {
        for command in commands() {
            for seen in [None, Some(one.case.version)] {
                let order = Order { seen, why: Some(words("because")), ..Order::of(actor.clone(), command.clone()) };
                let said = |story: &Story| match decide(&state(), &story.case, &order, story.now) {
                    Ok(Decision::Already) => "nothing".to_owned(),
                    Ok(Decision::Happens(t)) => format!("{} {}", t.event.what.kind(), actor.sees_state(&t.case)),
                    Err(rejection) => rejection.to_string(),
                };
                assert_eq!(said(&one), said(&other), "{actor} {command:?} seen {seen:?}");
            }
        }
    }
}

#[test]
fn a_citizen_who_wants_it_back_is_called_by_the_coordinator_and_hears_the_same_either_way() {
    for at_the_door in [Door::Nobody, Door::Somebody] {
        let mut story = withdrawn(at_the_door);
        story.does("citizen", Command::Reopen {});
        assert_eq!(story.told().last(), Some(&"reopen-asked"));
        assert_eq!(
            story.case.promise(story.promise(PromiseKind::AskReopening)).map(|p| p.keeper),
            Some(Keeper::Coordinator)
        );
        story.does("coordinator:kiran", Command::OpenAgain {});
        assert_eq!(story.stands(), "reopened L2 department FCS");
        story.holds();
    }
    let mut unwanted = withdrawn(Door::Nobody);
    unwanted.does("citizen", Command::Reopen {}).does("coordinator:kiran", Command::EndProtection {});
    assert_eq!((unwanted.stands().as_str(), unwanted.case.standing.due_at), ("withdrawn L1 department FCS", None));
    unwanted.holds();
    let freely = withdrawn(Door::Nobody);
    assert!(freely.refuses("coordinator:kiran", Command::OpenAgain {}).contains("has not asked"));
}

#[test]
fn a_coordinator_who_does_nothing_loses_it_to_the_apex() {
    let mut story = withdrawn(Door::Somebody);
    story.neglected();
    assert_eq!(story.stands(), "withdrawn L1 apex FCS");
    story.neglected();
    assert_eq!(story.told().last(), Some(&"reminded"));
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
