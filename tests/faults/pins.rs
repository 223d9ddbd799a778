//! PINs under attack: nobody may see, overhear or guess them.

use acceptance::paths::{Tongue, Walk, all};
use acceptance::practised::Practised;
use acceptance::town::{Agents, InProcess, Town};
use serde_json::Value;

const PHONE: &str = "+919425000001";
const ELSEWHERE: &str = "+919425000002";

/// Makes a case with both PINs; returns its ticket.
fn with_pins(town: &mut InProcess) -> String {
    let kept = town.call(PHONE, Agents::Free, &mut Practised::who_does(["1", "1", "1", "3", "5937", "8264"]));
    assert!(kept.said("pins_kept"), "{}", kept.cues);
    kept.ticket.unwrap()
}

#[test]
fn no_pin_is_in_any_answer_state_case_event_or_log() {
    let mut town = InProcess::default();
    let ticket = with_pins(&mut town);
    let typed = format!("{ticket}#");
    town.call(ELSEWHERE, Agents::Free, &mut Practised::who_does(["3", &typed, "5937", "3"]));
    town.call(ELSEWHERE, Agents::Free, &mut Practised::who_does(["3", &typed, "8264", "3"]));
    let everything = town.everything_told_and_kept();
    assert!(everything.contains(&ticket), "it was looked at");
    for pin in ["5937", "8264"] {
        assert!(!everything.contains(pin), "{pin} leaks");
    }
}

/// A person beside the citizen hears the same for either PIN, and an agent sees the same.
#[test]
fn nobody_on_the_line_can_tell_the_duress_pin_from_the_other() {
    let answers = |pin: &str| {
        let mut town = InProcess::default();
        let ticket = with_pins(&mut town);
        let acts = ["3", &format!("{ticket}#"), pin, "4", "2"];
        let before = town.answers().len();
        town.call(ELSEWHERE, Agents::Free, &mut Practised::who_does(acts));
        let told: Vec<String> = town.answers().split_off(before).iter().map(Value::to_string).collect();
        told.join("\n").replace(&ticket, "<ticket>").replace(&spoken(&ticket), "<ticket>")
    };
    assert_eq!(answers("5937"), answers("8264"));
}

/// The ticket's digits as a Hindi prompt says them.
fn spoken(ticket: &str) -> String {
    let words = ["ज़ीरो", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ"];
    let digits: Vec<&str> = ticket.chars().filter_map(|c| words.get(c.to_digit(10)? as usize).copied()).collect();
    digits.chunks(2).map(|pair| pair.join(" ")).collect::<Vec<_>>().join(", ")
}

#[test]
fn who_cannot_be_looked_up_is_served_like_anybody() {
    let mut town = InProcess::default();
    town.call(PHONE, Agents::Free, &mut Practised::who_presses("111"));
    town.memory().breaks(&["citizen"]);
    let heard = town.call(PHONE, Agents::Free, &mut Practised::who_presses("121"));
    assert!(heard.said("greeting") && heard.said("sent_to"), "{}", heard.cues);
}

#[test]
fn there_are_paths_enough_and_each_has_a_name_of_its_own() {
    let names: std::collections::BTreeSet<&str> = all().iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), all().len());
    assert!(names.len() >= 40);
    let mut town = InProcess::default();
    let _ = Walk::new(&mut town, Tongue::HINDI, PHONE, ELSEWHERE);
}
