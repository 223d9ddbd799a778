//! A case about an official: hidden from L1 and from whoever it names; quiet cases are marked.

use crate::world::{Story, department, take_action};
use lifecycle::{Command, Quiet, StaffId};

#[test]
fn a_case_about_an_official_begins_at_l2_and_l1_is_told_that_there_is_none() {
    let mut story = Story::sorted("FCS", "bribe");
    assert_eq!(story.stands(), "triaged L2 department FCS");
    assert_eq!(story.case.standing.quiet, Some(Quiet::Corruption));
    assert_eq!(
        story.refuses("officer:FCS:L1:ramesh", Command::Acknowledge {}),
        "there is no case 42710839; check the number"
    );
    story.does("officer:FCS:L2:sunita", Command::Acknowledge {}).does("officer:FCS:L2:sunita", take_action());
    story.holds();
}

#[test]
fn whoever_it_names_never_sees_it_again_at_whatever_level() {
    let mut story = Story::acknowledged();
    let named = Some(StaffId::new("sunita").unwrap());
    story.does("agent:asha", Command::Mark { quiet: Some(Quiet::Corruption), about_official: true, named });
    assert_eq!(story.stands(), "acknowledged L2 department FCS", "it leaves L1 at once");
    for hidden in
        ["officer:FCS:L2:sunita", "officer:FCS:L4:sunita", "nodal:FCS:sunita", "officer:FCS:L1:ramesh", "apex:sunita"]
    {
        assert!(story.refuses(hidden, take_action()).starts_with("there is no case"), "{hidden}");
    }
    story.does("officer:FCS:L2:gita", Command::Acknowledge {});
    story.holds();
}

#[test]
fn it_stays_hidden_from_l1_in_the_department_it_is_transferred_to() {
    let mut story = Story::sorted("FCS", "bribe");
    story.does("officer:FCS:L2:sunita", Command::Transfer { department: Some(department("HOM")), category: None });
    assert_eq!(story.stands(), "transferred L2 department HOM");
    assert!(story.refuses("officer:HOM:L1:x", Command::Acknowledge {}).starts_with("there is no case"));
}
