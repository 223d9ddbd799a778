//! No oracle on the line: nobody who holds, borrows or forges a phone learns from the helpline which case it made, or
//! what a department did today.

use acceptance::centre::answered_at;
use acceptance::desk;
use acceptance::practised::Practised;
use acceptance::town::{Agents, Heard, InProcess, Town};
use desk_api::Answer;
use lifecycle::{Ticket, in_india};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const OWN: &str = "+919425000001";
const OTHER: &str = "+919425000002";
const WITHHELD: &str = "anonymous";

const RIGHT: &str = "5937";
const DURESS: &str = "8264";
const WRONG: &str = "1470";

const OFFICER: &str = "officer:FCS:L1:ramesh";
const SECOND_OFFICER: &str = "officer:FCS:L2:sunita";

fn call(town: &mut InProcess, phone: &str, acts: &[&str]) -> Heard {
    town.call(phone, Agents::Free, &mut Practised::who_does(acts.iter().copied()))
}

/// Returns a town with two cases of one phone, and the tickets: with a PIN, without one, and of no case.
fn town() -> (InProcess, [(&'static str, String); 3]) {
    let mut town = InProcess::default();
    let with = call(&mut town, OWN, &["1", "1", "1", "3", RIGHT, DURESS]).ticket.unwrap();
    let without = call(&mut town, OWN, &["1", "1", "1", "-"]).ticket.unwrap();
    let nobodys = Ticket::drawn(7_777_777, 8).unwrap().to_string();
    (town, [("with a PIN", with), ("without a PIN", without), ("unknown", nobodys)])
}

/// Fills counters of wrong PINs up to every limit.
fn fill(town: &InProcess, counters: &str, ticket: &str) {
    let day = in_india(answered_at()).date();
    let named: Vec<String> = match counters {
        "empty" => Vec::new(),
        "others" => vec![format!("{ticket}#others#{day}")],
        "its phone" => vec![format!("{ticket}#own#{day}")],
        "withheld" => vec![format!("withheld#{day}")],
        _ => vec![format!("all#{day}")],
    };
    let mut kept = town.memory().kept();
    kept.tries.extend(named.into_iter().map(|counter| (counter, helpline::TRIES_OVER_ALL)));
}

/// Returns the prompts after a ticket was chosen, without the ticket.
fn heard_of(phone: &str, ticket: usize, pin: &str, counters: &str) -> String {
    let (mut town, tickets) = town();
    let (_, ticket) = &tickets[ticket];
    fill(&town, counters, ticket);
    let typed = format!("{ticket}#");
    let to_the_ticket: &[&str] = if phone == OWN { &["3", "4", "1"] } else { &["3"] };
    let acts: Vec<&str> = to_the_ticket.iter().copied().chain([typed.as_str(), pin, pin, pin, "bye"]).collect();
    let heard = call(&mut town, phone, &acts);
    let (_, after) = heard.cues.split_once("type_the_ticket").unwrap();
    format!("{after} {}", heard.ended).replace(ticket.as_str(), "TICKET")
}

/// Walks phone × ticket × PIN × counters: all that does not open sounds the same, and all that opens does.
#[test]
fn a_chosen_ticket_is_answered_alike_whoever_calls_whatever_is_typed_and_whatever_is_full() {
    let mut shut: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut open: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (phone, name) in [(OWN, "own phone"), (OTHER, "other phone"), (WITHHELD, "withheld")] {
        for (ticket, kind) in ["with a PIN", "without a PIN", "unknown"].into_iter().enumerate() {
            for (pin, typed) in [(RIGHT, "right"), (WRONG, "wrong"), (DURESS, "duress")] {
                for counters in ["empty", "others", "its phone", "withheld", "all"] {
                    let row = format!("{name} | {kind} | {typed} | {counters}");
                    let full = match counters {
                        "empty" => false,
                        "others" => phone != OWN,
                        "its phone" => phone == OWN,
                        "withheld" => phone == WITHHELD,
                        _ => true,
                    };
                    let opens = kind == "with a PIN" && pin != WRONG && !full;
                    let heard = heard_of(phone, ticket, pin, counters);
                    println!("{row} | {}", if opens { "opens" } else { "stays shut" });
                    if opens { open.entry(heard) } else { shut.entry(heard) }.or_default().push(row);
                }
            }
        }
    }
    assert_eq!(shut.len(), 1, "what stays shut differs: {shut:#?}");
    assert_eq!(open.len(), 1, "what opens differs: {open:#?}");
    let (shut, open) = (shut.keys().next().unwrap(), open.keys().next().unwrap());
    assert!(shut.contains("not_right") && !shut.contains("status_"), "{shut}");
    assert!(open.contains("status_sent") && !open.contains("not_right"), "{open}");
}

#[test]
fn a_phone_alone_never_says_a_ticket_again_and_chooses_no_pin() {
    for acts in [
        &["bye"][..],
        &["3", "bye"],
        &["3", "1"],
        &["3", "2"],
        &["3", "3", "bye"],
        &["3", "3", RIGHT, RIGHT, RIGHT],
        &["3", "4", "bye"],
        &["3", "4", "2", "bye"],
        &["3", "4", "3", "4826", "4826", "4826"],
    ] {
        let (mut town, tickets) = town();
        let heard = call(&mut town, OWN, acts);
        for (kind, ticket) in &tickets {
            assert!(!heard.cues.contains(ticket.as_str()), "{acts:?} {kind}: {}", heard.cues);
        }
        let pins = town.memory().kept().pins.clone();
        assert_eq!(pins.len(), 1, "{acts:?} chose a PIN");
    }
}

/// A press of an officer: a name, and the commands.
type Press = (&'static str, &'static [(&'static str, &'static str, fn() -> Value)]);

const PRESSES: [Press; 8] = [
    ("acknowledge", &[(OFFICER, "acknowledge", || json!({}))]),
    ("ask", &[(OFFICER, "ask", || json!({ "question": "which month?" }))]),
    ("new date", &[(OFFICER, "reply-interim", || json!({ "new_date": "2026-12-10T12:00:00+05:30" }))]),
    ("action", &[(OFFICER, "take-action", || json!({ "note": "the shop is open again" }))]),
    (
        "rejection",
        &[
            (OFFICER, "propose-rejection", || json!({ "ground": "duplicate" })),
            (SECOND_OFFICER, "approve-rejection", || json!({})),
        ],
    ),
    ("transfer", &[(OFFICER, "transfer", || json!({ "department": "REV", "category": "general" }))]),
    ("back to triage", &[(OFFICER, "transfer", || json!({}))]),
    ("about an official", &[("nodal:FCS:sunita", "mark", || json!({ "about_official": "yes" }))]),
];

const WALKS: [&[&str]; 9] = [
    &["bye"],
    &["3", "bye"],
    &["3", "1"],
    &["3", "2"],
    &["3", "3", "bye"],
    &["3", "4", "bye"],
    &["3", "4", "2"],
    &["0"],
    &["1", "bye"],
];

fn pressed(town: &mut InProcess, ticket: &str, press: &Press) {
    for (number, (by, command, facts)) in press.1.iter().enumerate() {
        let seen = town.version(ticket);
        let request = desk::command(ticket, &format!("press-{number}"), command, &facts(), Some(seen));
        let answer = town.staff(by, request.into());
        assert!(matches!(answer, Answer::Done(_)), "{}: {answer:?}", press.0);
    }
}

/// Returns the words that the suspect's phone hears on the day of the press, or on the evening of the next day.
fn on_the_phone(press: Option<&Press>, walk: &[&str], next_day: bool) -> String {
    let mut town = InProcess::default();
    let ticket = call(&mut town, OWN, &["1", "1", "1", "2"]).ticket.unwrap();
    if let Some(press) = press {
        pressed(&mut town, &ticket, press);
    }
    if next_day {
        town.next_day();
    }
    let before = town.words().len();
    let heard = call(&mut town, OWN, walk);
    format!("{:?} {}", &town.words()[before..], heard.ended)
}

#[test]
fn an_officers_press_changes_nothing_on_the_suspects_phone_that_day() {
    let mut opened = BTreeSet::new();
    for press in &PRESSES {
        for walk in WALKS {
            let heard = on_the_phone(Some(press), walk, false);
            assert_eq!(heard, on_the_phone(None, walk, false), "{} is heard on {walk:?}", press.0);
            if on_the_phone(Some(press), walk, true) != on_the_phone(None, walk, true) {
                opened.insert(press.0);
            }
        }
    }
    let heard_later: BTreeSet<&str> = ["about an official", "action", "ask", "back to triage", "rejection"].into();
    assert!(opened.is_superset(&heard_later), "what is never heard at all proves nothing: {opened:?}");
}

/// Whatever a caller wished for while an act was not open yet is kept, though the case had moved.
#[test]
fn a_wish_that_todays_act_stands_in_the_way_of_is_kept_all_the_same() {
    let rejection = &PRESSES[4];
    for (walk, kept) in [(&["3", "1"][..], "promised"), (&["3", "2"][..], "note")] {
        let mut town = InProcess::default();
        let ticket = call(&mut town, OWN, &["1", "1", "1", "2"]).ticket.unwrap();
        pressed(&mut town, &ticket, rejection);
        call(&mut town, OWN, walk);
        if kept == "promised" {
            assert!(town.events(&ticket).iter().any(|event| event == "promised"), "the centre will call");
        } else {
            let kept = town.memory().kept();
            let words = kept.cases.values().find(|case| case.ticket.as_str() != ticket).expect("the words are a case");
            assert_eq!(crate::stands(words), "registered L1 triage");
        }
    }
}

#[test]
fn made_up_tickets_lock_nobody_and_the_withheld_lock_only_each_other() {
    let (mut town, tickets) = town();
    let typed = format!("{}#", tickets[0].1);
    for number in 0..5 {
        let made_up = format!("{}#", Ticket::drawn(5_000_000 + number, 8).unwrap());
        call(&mut town, WITHHELD, &["3", &made_up, WRONG, WRONG, WRONG]);
    }
    let day = in_india(answered_at()).date();
    let tries = town.memory().kept().tries.clone();
    assert_eq!(tries.get(&format!("withheld#{day}")), Some(&15));
    assert_eq!(tries.get(&format!("all#{day}")), None, "a ticket without a PIN has nothing to guess");
    assert!(tries.iter().all(|(counter, wrong)| !counter.starts_with("call#") || *wrong <= helpline::TRIES_OF_A_CALL));
    town.memory().kept().tries.insert(format!("withheld#{day}"), helpline::TRIES_OF_THE_WITHHELD);
    let opens = |town: &mut InProcess, phone| call(town, phone, &["3", &typed, RIGHT, "bye"]).said("status_sent");
    assert!(opens(&mut town, OTHER), "whoever shows a number is not locked");
    assert!(!opens(&mut town, WITHHELD), "the withheld wait until tomorrow");
}

/// The tries that a phone has left must not tell if its door was full, because each phone of a case has its own door.
#[test]
fn a_full_door_takes_a_try_of_the_caller_like_an_open_one() {
    let (mut town, tickets) = town();
    let (_, ticket) = &tickets[0];
    let typed = format!("{ticket}#");
    fill(&town, "others", ticket);
    let day = in_india(answered_at()).date();
    for (phone, to_the_ticket) in [(OWN, &["3", "4", "1"][..]), (OTHER, &["3"])] {
        let acts: Vec<&str> = to_the_ticket.iter().copied().chain([typed.as_str(), WRONG, WRONG, "bye"]).collect();
        call(&mut town, phone, &acts);
        let caller = testkit::pseudonym_of(&helpline::CallerNumber::new(phone).unwrap());
        let tries = town.memory().kept().tries.clone();
        assert_eq!(tries.get(&format!("caller#{caller}#{day}")), Some(&2), "{phone}");
    }
    // A step that is sent again with the right PIN is the step that was refused.
    let opened = call(&mut town, OTHER, &["3", &typed, RIGHT, "bye"]);
    assert!(!opened.said("status_sent"));
}

/// Asks the desk, and returns the answer as text.
fn desk_says(town: &mut InProcess, who: &str, request: impl Into<desk_api::Request>) -> String {
    json!(town.staff(who, request.into())).to_string()
}

fn listed(town: &mut InProcess, who: &str) -> String {
    let history = desk_api::History { from: desk_api::Confided::new(OWN), why: None };
    let calls = desk_api::Calls { after: None };
    format!("{} {}", desk_says(town, who, history), desk_says(town, who, calls))
}

#[test]
fn an_agent_reads_out_no_more_than_the_phone_would_hear() {
    for press in &PRESSES {
        let mut town = InProcess::default();
        let ticket = call(&mut town, OWN, &["1", "1", "1", "2"]).ticket.unwrap();
        let before = listed(&mut town, "agent:asha");
        pressed(&mut town, &ticket, press);
        assert_eq!(listed(&mut town, "agent:asha"), before, "{}", press.0);
    }
    let mut town = InProcess::default();
    let ticket = call(&mut town, OWN, &["1", "1", "1", "2"]).ticket.unwrap();
    pressed(&mut town, &ticket, &PRESSES[3]);
    town.next_day();
    let listed = listed(&mut town, "agent:asha");
    assert!(listed.contains("reported") && listed.contains("follow-up"), "{listed}");
}

/// Returns what the department and the coordinator are told, and what the department sees of the case.
fn told_after(pin: &str) -> (Vec<String>, Vec<String>, String) {
    let (mut town, tickets) = town();
    let ticket = tickets[0].1.clone();
    call(&mut town, OTHER, &["3", &format!("{ticket}#"), pin, "1"]);
    let directory = &state_directory::playbook().unwrap().directory;
    let kept = town.memory().kept();
    let events = kept.events.values().filter(|event| event.ticket.as_str() == ticket);
    let notices = events.flat_map(|event| notice::of(event, &[], directory)).collect::<Vec<_>>();
    drop(kept);
    let to = |coordinator: bool| {
        let theirs = notices.iter().filter(|notice| (notice.topic == directory::COORDINATOR) == coordinator);
        theirs.map(|notice| format!("{} {}", notice.topic, notice.payload.event)).collect::<Vec<_>>()
    };
    let (department, coordinator) = (to(false), to(true));
    let list = desk_api::List { desk: "FCS".to_owned(), level: None, after: None };
    let seen = desk_says(&mut town, OFFICER, list);
    (department, coordinator, seen)
}

#[test]
fn a_claim_under_duress_looks_like_a_claim_to_everybody_but_the_coordinator() {
    let (free, forced) = (told_after(RIGHT), told_after(DURESS));
    assert_eq!((&free.0, &free.2), (&forced.0, &forced.2), "the department");
    assert!(free.1.is_empty(), "{:?}", free.1);
    assert_eq!(forced.1, ["COORDINATOR protected"]);
}
