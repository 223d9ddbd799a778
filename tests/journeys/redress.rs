//! Redress: commands of officers, agents and citizens on a case, and the notices that follow from them.

use crate::world::{
    SOON, act_as, ask, call, case, does, refused, stack, sweep_when_due, text, ticket, timeline, version,
};
use acceptance::desk::command;
use desk_api::List;
use local_cloud::Stack;
use local_cloud::aws::{dynamodb, logs};
use serde_json::{Value, json};
use std::thread;

const OFFICER: &str = "officer:FCS:L1:ramesh";
const ABOVE: &str = "officer:FCS:L2:sunita";
const AGENT: &str = "agent:asha";

/// Returns a new case that is assigned to the ration department.
fn sorted(stack: &Stack) -> String {
    let ticket = ticket(&call(stack, "111"));
    assert_eq!(case(stack, &ticket), "triaged L1 FCS");
    ticket
}

fn hears(stack: &Stack, topic: &str, ticket: &str, event: &str) -> local_cloud::Message {
    stack.wait_inbox(topic, SOON, |m| m.ticket == ticket && m.event == event).unwrap()
}

/// Returns the number of the only open promise of a kind.
fn promise(stack: &Stack, ticket: &str, kind: &str) -> u64 {
    let case = stack.case(ticket).unwrap().unwrap();
    let all = text(&case, "promises");
    let found = all.split("; ").find(|promise| promise.split(' ').nth(1) == Some(kind));
    found.and_then(|promise| promise.split(' ').next()?.parse().ok()).unwrap_or_else(|| panic!("no {kind} in {all}"))
}

#[test]
fn from_registration_to_closure_by_the_citizens_word() {
    let stack = stack();
    let ticket = sorted(&stack);
    does(&stack, &ticket, OFFICER, "acknowledge", json!({}));
    does(&stack, &ticket, OFFICER, "ask", json!({ "question": "किस महीने का राशन नहीं मिला?" }));
    assert_eq!(case(&stack, &ticket), "awaiting-information L1 FCS");
    assert_eq!(stack.case(&ticket).unwrap().unwrap().get("act_by"), None, "the clocks stand still");
    does(&stack, &ticket, AGENT, "answer", json!({ "words": "अक्टूबर का" }));
    hears(&stack, "FCS", &ticket, "answered");
    does(&stack, &ticket, OFFICER, "take-action", json!({ "note": "राशन दे दिया गया", "attachments": "slip.jpg" }));
    assert!(refused(&stack, &ticket, OFFICER, "confirm-solved", json!({})).contains("is not theirs to give"));

    does(&stack, &ticket, "citizen", "reopen", json!({}));
    let notice = hears(&stack, "FCS", &ticket, "reopened");
    assert!(notice.message.contains("फिर खुला") && notice.message.contains("is open again"));
    assert!(!notice.message.contains("राशन दे दिया"), "nobody's words are in a notice");
    does(&stack, &ticket, OFFICER, "acknowledge", json!({}));
    does(&stack, &ticket, OFFICER, "take-action", json!({ "note": "दो महीने का दिया" }));
    does(&stack, &ticket, AGENT, "confirm-solved", json!({}));
    assert_eq!(case(&stack, &ticket), "closed L1 FCS");
    assert_eq!(stack.case(&ticket).unwrap().unwrap()["closing"], "confirmed");
    hears(&stack, "FCS", &ticket, "solved-confirmed");
    assert_eq!(
        timeline(&stack, &ticket)[3..],
        [
            "sorted",
            "acknowledged",
            "asked",
            "answered",
            "action-taken",
            "reopened",
            "acknowledged",
            "action-taken",
            "solved-confirmed"
        ]
    );
}

#[test]
fn a_citizen_who_is_never_reached_closes_a_case_only_after_three_days_of_calls() {
    let stack = stack();
    let ticket = sorted(&stack);
    does(&stack, &ticket, OFFICER, "take-action", json!({ "note": "done" }));
    let id = promise(&stack, &ticket, "follow-up");
    does(&stack, &ticket, AGENT, "not-reached", json!({ "number": id }));
    let again = refused(&stack, &ticket, AGENT, "not-reached", json!({ "number": id }));
    assert!(again.contains("one call a day counts"), "{again}");
    // No agent calls the citizen in time, so the promise goes to the coordinator, then to the apex. The case never
    // closes by itself.
    for topic in ["COORDINATOR", "APEX"] {
        sweep_when_due(&stack, &ticket);
        hears(&stack, topic, &ticket, "promise-broken");
        assert_eq!(case(&stack, &ticket), "action-taken L1 FCS");
        does(&stack, &ticket, AGENT, "not-reached", json!({ "number": id }));
    }
    assert_eq!(stack.case(&ticket).unwrap().unwrap()["closing"], "unconfirmed");
    hears(&stack, "FCS", &ticket, "not-reached");
}

#[test]
fn what_is_not_theirs_is_transferred_and_the_fourth_time_the_coordinator_decides() {
    let stack = stack();
    let ticket = sorted(&stack);
    for (by, to) in [(OFFICER, "REV"), ("officer:REV:L1:gopal", "FCS"), (OFFICER, "REV")] {
        does(&stack, &ticket, by, "transfer", json!({ "department": to }));
        hears(&stack, to, &ticket, "transferred");
        assert!(
            refused(&stack, &ticket, by, "acknowledge", json!({})).starts_with("there is no case"),
            "it is theirs no more"
        );
    }
    does(&stack, &ticket, "officer:REV:L1:gopal", "transfer", json!({ "department": "FCS" }));
    assert_eq!(case(&stack, &ticket), "transferred L1 coordinator");
    hears(&stack, "COORDINATOR", &ticket, "transferred");
    does(&stack, &ticket, "coordinator:kiran", "sort", json!({ "department": "FCS", "category": "ration-not-given" }));
    assert_eq!(case(&stack, &ticket), "triaged L1 FCS");
    let said = refused(&stack, &ticket, OFFICER, "transfer", json!({ "department": "REV" }));
    assert!(said.contains("the coordinator has decided whose it is"), "{said}");
}

fn list(desk: &str) -> List {
    List { desk: desk.to_owned(), level: None, after: None }
}

#[test]
fn a_case_about_an_official_is_hidden_from_l1_and_its_subject_from_every_e_mail() {
    let stack = stack();
    let ticket = ticket(&call(&stack, "1"));
    does(&stack, &ticket, AGENT, "sort", json!({ "department": "HOM", "category": "fir-not-written" }));
    assert_eq!(case(&stack, &ticket), "triaged L2 HOM");
    let notice = hears(&stack, "HOM", &ticket, "sorted");
    assert_eq!((notice.level.as_str(), notice.category.as_str()), ("L2", "none"));
    assert!(!notice.message.contains("FIR") && !notice.message.contains("एफ़आईआर"), "{}", notice.message);
    assert_eq!(notice.attributes["tells"], "[\"L2\"]");

    let said = refused(&stack, &ticket, "officer:HOM:L1:thana", "acknowledge", json!({}));
    assert_eq!(said, format!("there is no case {ticket}; check the number"));
    let listed = |by: &str| ask(&stack, by, list("HOM")).to_string();
    assert!(!listed("officer:HOM:L1:thana").contains(&ticket));
    assert!(listed("officer:HOM:L2:sp").contains(&ticket));
    does(&stack, &ticket, AGENT, "mark", json!({ "about_official": "yes", "named": "sp", "named_level": "L2" }));
    assert!(!listed("officer:HOM:L2:sp").contains(&ticket), "whoever it names never sees it again");
    assert_eq!(case(&stack, &ticket), "triaged L3 HOM");
    let notice = hears(&stack, "HOM", &ticket, "marked");
    assert_eq!(notice.attributes["tells"], "[\"L3\"]", "nobody of the named official's level is told");
    does(&stack, &ticket, "officer:HOM:L3:dig", "acknowledge", json!({}));
    sweep_when_due(&stack, &ticket);
    let notice = hears(&stack, "HOM", &ticket, "level-raised");
    assert_eq!(notice.attributes["tells"], "[\"L3\",\"L4\"]");
}

#[test]
fn what_was_taken_back_under_pressure_is_withdrawn_for_all_but_the_coordinator() {
    let stack = stack();
    let ticket = sorted(&stack);
    does(&stack, &ticket, "citizen", "ask-withdrawal", json!({}));
    assert_eq!(case(&stack, &ticket), "triaged L1 FCS", "a wish is a request");
    let call = json!({ "call": "the-centres-own-call", "at_the_door": "somebody" });
    does(&stack, &ticket, AGENT, "confirm-withdrawal", call);
    let notice = hears(&stack, "FCS", &ticket, "withdrawn");
    assert!(!notice.message.contains("गोपनीय है।\n") && !notice.message.contains("due by"), "{}", notice.message);
    hears(&stack, "COORDINATOR", &ticket, "protected");
    let seen = |by: &str, desk: &str| ask(&stack, by, list(desk)).to_string();
    assert!(!seen(OFFICER, "FCS").contains(&ticket) && !seen(AGENT, "COORDINATOR").contains(&ticket));
    assert!(seen("coordinator:kiran", "COORDINATOR").contains("withdrawn (protected)"));
    // A citizen who asks for the case again gets the same answer as after a withdrawal without pressure.
    let answer = act_as(&stack, &ticket, "citizen", "reopen", json!({}), "wanted-back");
    assert_eq!((answer["state"].as_str(), answer.get("version")), (Some("withdrawn"), None));
    hears(&stack, "COORDINATOR", &ticket, "reopen-asked");
    does(&stack, &ticket, "coordinator:kiran", "open-again", json!({}));
    assert_eq!(case(&stack, &ticket), "reopened L2 FCS");
    hears(&stack, "FCS", &ticket, "reopened");
}

#[test]
fn what_a_citizen_discloses_is_seen_by_the_acting_officer_and_by_nothing_else() {
    const SAMAGRA: &str = "987654321";
    let stack = stack();
    let ticket = ticket(&call(&stack, "1"));
    does(&stack, &ticket, AGENT, "sort", json!({ "department": "SJD", "category": "pension-stopped" }));
    assert_eq!(case(&stack, &ticket), "awaiting-information L1 SJD", "it waits for the grant");
    does(&stack, &ticket, AGENT, "grant", json!({ "field": "samagra-id", "value": SAMAGRA }));
    assert_eq!(case(&stack, &ticket), "triaged L1 SJD");
    hears(&stack, "SJD", &ticket, "granted");

    let officer = "officer:SJD:L1:leela";
    does(&stack, &ticket, officer, "acknowledge", json!({}));
    let look = || act_as(&stack, &ticket, officer, "view", json!({ "field": "samagra-id" }), "one-look");
    assert_eq!(look()["value"], SAMAGRA);
    assert_eq!(look()["value"], SAMAGRA, "the same look again");
    assert_eq!(timeline(&stack, &ticket).iter().filter(|what| *what == "viewed").count(), 1, "is one look");
    let reused = act_as(&stack, &ticket, officer, "acknowledge", json!({}), "one-look");
    assert!(reused["why"].as_str().unwrap().contains("carried out another command"), "{reused}");
    let other = refused(&stack, &ticket, "officer:SJD:L2:other", "view", json!({ "field": "samagra-id" }));
    assert!(other.contains("only the officer who has it in hand"), "{other}");

    let table = dynamodb::scan(&stack.endpoint, stack.output("TableName").unwrap()).unwrap();
    let mut kept = serde_json::to_string(&table).unwrap();
    kept.push_str(&serde_json::to_string(&stack.inbox("SJD").unwrap()).unwrap());
    let prefix = stack.output("TopicArnPrefix").unwrap();
    let name = prefix.rsplit(':').next().unwrap().trim_end_matches('-');
    for function in ["desk", "dispatch", "escalation"] {
        let logged = logs::events(&stack.endpoint, &format!("/tele-samadhan/{name}/{function}")).unwrap_or_default();
        kept.push_str(&logged.join("\n"));
    }
    assert!(!kept.contains(SAMAGRA), "what was disclosed stands in the table, a notice or a log");
}

#[test]
fn of_two_officers_at_once_one_acts_and_the_other_looks_again() {
    let stack = stack();
    let ticket = sorted(&stack);
    let seen = version(&stack, &ticket);
    let answers: Vec<Value> = thread::scope(|scope| {
        let both = [OFFICER, ABOVE].map(|by| {
            let (stack, ticket) = (&stack, &ticket);
            let acknowledge = command(ticket, &by.replace(':', "-"), "acknowledge", &json!({}), Some(seen));
            scope.spawn(move || ask(stack, by, acknowledge))
        });
        both.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let outcomes: Vec<&str> = answers.iter().map(|answer| answer["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == "done").count(), 1, "{answers:?}");
    let rejected = answers.iter().find(|answer| answer["outcome"] == "rejected").unwrap();
    assert!(rejected["why"].as_str().unwrap().ends_with("look at it again: it has moved since"), "{rejected}");
    assert_eq!(timeline(&stack, &ticket).iter().filter(|what| *what == "acknowledged").count(), 1);
}

#[test]
fn the_same_command_twenty_times_at_once_is_carried_out_once() {
    let stack = stack();
    let ticket = sorted(&stack);
    let send =
        || act_as(&stack, &ticket, "citizen", "add-words", json!({ "words": "दुकान आज भी बंद है" }), "twenty-times");
    let answers: Vec<Value> = thread::scope(|scope| {
        let twenty: Vec<_> = (0..20).map(|_| scope.spawn(send)).collect();
        twenty.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(answers.windows(2).all(|two| two[0] == two[1]), "{answers:#?}");
    assert_eq!(answers[0]["outcome"], "done");
    assert_eq!(timeline(&stack, &ticket).iter().filter(|what| *what == "words-added").count(), 1);
}
