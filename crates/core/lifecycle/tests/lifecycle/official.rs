//! Cases about an official: hidden from L1 and from the official whom they name. Confidential cases are marked.

use crate::world::{Story, department, named, take_action};
use lifecycle::{Command, Confidentiality, Ground, Level, StaffId};

#[test]
fn a_case_about_an_official_begins_at_l2_and_l1_is_told_that_there_is_none() {
    let mut story = Story::sorted("FCS", "bribe");
    assert_eq!(story.stands(), "triaged L2 department FCS");
    assert_eq!(story.case.standing.quiet, Some(Confidentiality::Corruption));
    assert_eq!(
        story.refuses("officer:FCS:L1:ramesh", Command::Acknowledge {}),
        "there is no case 42710839; check the number"
    );
    story.does("officer:FCS:L2:sunita", Command::Acknowledge {}).does("officer:FCS:L2:sunita", take_action());
    story.holds();
}

#[test]
fn whoever_it_names_never_sees_it_again_and_the_case_goes_above_their_level() {
    let mut story = Story::acknowledged();
    story.does("agent:asha", named("sunita", Level::L2));
    assert_eq!(story.stands(), "triaged L3 department FCS", "somebody above them takes it in hand");
    let hidden =
        ["officer:FCS:L2:sunita", "officer:FCS:L4:sunita", "nodal:FCS:sunita", "officer:FCS:L1:ramesh", "apex:sunita"];
    for hidden in hidden {
        assert!(story.refuses(hidden, take_action()).starts_with("there is no case"), "{hidden}");
    }
    assert!(story.refuses("officer:FCS:L2:gita", take_action()).contains("not for this level"));
    story.does("officer:FCS:L3:gita", Command::Acknowledge {});
    story.holds();
}

#[test]
fn a_rejection_that_the_named_official_proposed_is_gone() {
    let mut story = Story::acknowledged();
    story.does("officer:FCS:L1:ramesh", Command::ProposeRejection { ground: Ground::Religion });
    story.does("agent:asha", named("ramesh", Level::L1));
    assert!(story.refuses("officer:FCS:L2:gita", Command::ApproveRejection {}).contains("no rejection is proposed"));
}

#[test]
fn who_is_named_is_named_with_their_level() {
    let story = Story::acknowledged();
    let named = Some(StaffId::new("sunita").unwrap());
    let mark = Command::Mark { quiet: None, about_official: true, named, named_level: None };
    assert!(story.refuses("agent:asha", mark).contains("level too"));
}

#[test]
fn it_stays_hidden_from_l1_in_the_department_it_is_transferred_to() {
    let mut story = Story::sorted("FCS", "bribe");
    story.does("officer:FCS:L2:sunita", Command::Transfer { department: Some(department("HOM")), category: None });
    assert_eq!(story.stands(), "transferred L2 department HOM");
    assert!(story.refuses("officer:HOM:L1:x", Command::Acknowledge {}).starts_with("there is no case"));
}
