//! Disclosures to a department: granted by case and field, seen by the acting officer alone.

use crate::world::Story;
use lifecycle::{Command, Field, PromiseKind, Sealed};

const OFFICER: &str = "officer:FCS:L1:ramesh";
const FIELD: Field = Field::SamagraId;

fn grant() -> Command {
    Command::Grant { field: FIELD, sealed: Sealed::new("c2VhbGVk").unwrap() }
}

#[test]
fn while_it_is_missing_the_case_awaits_information_and_its_clock_stands_still() {
    let mut story = Story::sorted("FCS", "pension");
    assert_eq!(story.stands(), "awaiting-information L1 department FCS");
    story.promise(PromiseKind::Ask);
    story.days_later(5).does("citizen", grant());
    assert_eq!(story.stands(), "triaged L1 department FCS");
    let left = story.case.terms.left(crate::world::calendar(), story.now, story.case.standing.act_by.unwrap());
    assert_eq!(left, jiff::SignedDuration::from_hours(7 * 7), "all seven days");
    story.holds();
}

#[test]
fn only_the_officer_who_has_it_in_hand_sees_it_and_each_look_is_an_event() {
    let mut story = Story::sorted("FCS", "pension");
    story.does("citizen", grant());
    assert!(story.refuses(OFFICER, Command::View { field: FIELD }).contains("acknowledge it first"));
    story.does(OFFICER, Command::Acknowledge {}).does(OFFICER, Command::View { field: FIELD });
    let other = "officer:FCS:L2:sunita";
    assert!(story.refuses(other, Command::View { field: FIELD }).contains("only the officer who has it in hand"));
    let lacking = Command::View { field: Field::RationCard };
    assert!(story.refuses(OFFICER, lacking).contains("has not granted it"));
    let needless = Command::Grant { field: Field::RationCard, sealed: Sealed::new("c2VhbGVk").unwrap() };
    assert!(story.refuses("citizen", needless).contains("needs to know nothing of that kind"));
    let looks = story.told().iter().filter(|what| **what == "viewed").count();
    assert_eq!(looks, 1, "only the look that was granted");
    story.holds();
}

#[test]
fn what_is_taken_back_stops_the_case_until_it_is_granted_anew_or_asked_for_in_vain() {
    let mut story = Story::sorted("FCS", "pension");
    story.does("citizen", grant()).does(OFFICER, Command::Acknowledge {});
    story.does("citizen", Command::Revoke { field: FIELD });
    assert_eq!(story.stands(), "awaiting-information L1 department FCS");
    assert_eq!(story.case.granted(FIELD), None);
    let id = story.promise(PromiseKind::Ask);
    for _ in 0..3 {
        story.days_later(1).does("agent:asha", Command::NotReached { number: id });
    }
    assert_eq!(story.stands(), "acknowledged L1 department FCS", "the department does what it can without");
    story.holds();
}

#[test]
fn what_was_granted_for_one_department_is_gone_in_the_next() {
    let mut story = Story::sorted("FCS", "pension");
    story.does("citizen", grant());
    let to = Command::Transfer {
        department: Some(crate::world::department("REV")),
        category: Some(crate::world::category("pension")),
    };
    story.does(OFFICER, to);
    assert_eq!(story.stands(), "awaiting-information L1 department REV", "it is asked for anew");
    assert_eq!(story.case.granted(FIELD), None);
    story.holds();
}
