//! Commands of the staff under faults: repeated ids, repeated views of a disclosure, lost answers.

use acceptance::desk::{asked, command};
use acceptance::line::Line;
use desk_api::{Calls, List, Request};
use helpline::Unanswered;
use jiff::SignedDuration;
use lifecycle::Ticket;
use serde_json::{Value, json};
use testkit::{Fault, Memory};

const OFFICER: &str = "officer:SJD:L1:leela";

/// A pension case with the Samagra id granted, which the officer `leela` has acknowledged.
async fn pension(memory: &Memory) -> String {
    let mut line = Line::ring(memory, "contact-1");
    let mut answer = Default::default();
    for input in ["start", "1", "beep", "noted", "silence"] {
        answer = line.send(input).await.unwrap();
    }
    let ticket = answer["ticket"].as_str().unwrap().to_owned();
    let sort = json!({ "department": "SJD", "category": "pension-stopped" });
    done(memory, &ticket, "agent:asha", "sort-1", "sort", sort).await;
    grant(memory, &ticket, "111222333", "grant-1").await;
    done(memory, &ticket, OFFICER, "take-1", "acknowledge", json!({})).await;
    ticket
}

async fn grant(memory: &Memory, ticket: &str, value: &str, id: &str) {
    let grant = json!({ "field": "samagra-id", "value": value });
    done(memory, ticket, "agent:asha", id, "grant", grant).await;
}

fn version(memory: &Memory, ticket: &str) -> u32 {
    memory.kept().cases[&Ticket::parse(ticket).unwrap()].version
}

async fn acts(
    memory: &Memory,
    ticket: &str,
    by: &str,
    id: &str,
    what: &str,
    given: Value,
) -> Result<Value, Unanswered> {
    let seen = by.starts_with("officer").then(|| version(memory, ticket));
    let now = Line::ring(memory, "-").now + SignedDuration::from_mins(30);
    Ok(json!(asked(memory, by, command(ticket, id, what, &given, seen), now).await?))
}

async fn done(memory: &Memory, ticket: &str, by: &str, id: &str, what: &str, given: Value) -> Value {
    let answer = acts(memory, ticket, by, id, what, given).await.unwrap();
    assert_eq!(answer["outcome"], "done", "{answer}");
    answer
}

async fn rejected(memory: &Memory, ticket: &str, by: &str, id: &str, what: &str, given: Value) -> String {
    let answer = acts(memory, ticket, by, id, what, given).await.unwrap();
    assert_eq!(answer["outcome"], "rejected", "{answer}");
    answer["why"].as_str().unwrap().to_owned()
}

/// Returns a list as `by` sees it.
async fn listed(memory: &Memory, by: &str, request: impl Into<Request>) -> Value {
    json!(asked(memory, by, request, Line::ring(memory, "-").now).await.unwrap())
}

#[tokio::test]
async fn an_id_that_was_used_for_another_command_carries_out_nothing_and_says_so() {
    let memory = Memory::default();
    let ticket = pension(&memory).await;
    let action = json!({ "note": "paid" });
    let said = rejected(&memory, &ticket, OFFICER, "take-1", "take-action", action.clone()).await;
    assert_eq!(said, "the id `take-1` carried out another command; draw a new id for each command");
    let said = rejected(&memory, &ticket, "officer:SJD:L2:other", "take-1", "acknowledge", json!({})).await;
    assert!(said.contains("another command"), "nor does another person get its answer: {said}");
    let said = rejected(&memory, &ticket, "officer:REV:L1:gopal", "take-1", "acknowledge", json!({})).await;
    assert_eq!(
        said,
        format!("there is no case {ticket}; check the number"),
        "before any answer, whether they may know"
    );
    done(&memory, &ticket, OFFICER, "action-1", "take-action", action).await;
}

#[tokio::test]
async fn a_repeated_look_shows_what_was_looked_at_and_nothing_newer() {
    let memory = Memory::default();
    let ticket = pension(&memory).await;
    let look = || json!({ "field": "samagra-id" });
    assert_eq!(done(&memory, &ticket, OFFICER, "look-1", "view", look()).await["value"], "111222333");
    assert_eq!(done(&memory, &ticket, OFFICER, "look-1", "view", look()).await["value"], "111222333");
    grant(&memory, &ticket, "999888777", "grant-2").await;
    let said = rejected(&memory, &ticket, OFFICER, "look-1", "view", look()).await;
    assert!(said.ends_with("look again with a new id"), "{said}");
    assert_eq!(done(&memory, &ticket, OFFICER, "look-2", "view", look()).await["value"], "999888777");
    let looks = memory.kept().events.values().filter(|event| event.what.kind().as_str() == "viewed").count();
    assert_eq!(looks, 2, "each look is an event");
}

#[tokio::test]
async fn a_command_whose_answer_was_lost_is_answered_when_it_comes_again_and_happens_once() {
    let memory = Memory::default();
    let ticket = pension(&memory).await;
    let action =
        command(&ticket, "action-1", "take-action", &json!({ "note": "paid" }), Some(version(&memory, &ticket)));
    let now = Line::ring(&memory, "-").now + SignedDuration::from_mins(30);
    memory.kept().faults.push_back(Fault::AnswerLost);
    assert!(asked(&memory, OFFICER, action.clone(), now).await.is_err(), "an unknown outcome is no answer");
    assert_eq!(json!(asked(&memory, OFFICER, action, now).await.unwrap())["event"], "action-taken");
    let actions = memory.kept().events.values().filter(|event| event.what.kind().as_str() == "action-taken").count();
    assert_eq!(actions, 1);
}

#[tokio::test]
async fn no_department_reads_when_and_why_the_centre_will_call_the_citizen() {
    let memory = Memory::default();
    let ticket = pension(&memory).await;
    done(&memory, &ticket, "citizen", "wish-1", "ask-withdrawal", json!({})).await;
    let list = || List { desk: "SJD".into(), level: None, after: None };
    let (officers, centres) = (listed(&memory, OFFICER, list()).await, listed(&memory, "agent:asha", list()).await);
    assert_eq!(officers["cases"][0]["promises"], json!([]));
    assert_eq!(centres["cases"][0]["promises"], json!([{ "number": 2, "kind": "ask-withdrawal" }]));
    assert_ne!(officers["cases"][0]["due_on"], centres["cases"][0]["due_on"], "nor by the day on which it is due");
}

#[tokio::test]
async fn a_long_list_is_handed_out_page_by_page() {
    let memory = Memory::default();
    for number in 0..120 {
        let mut line = Line::ring(&memory, &format!("contact-{number}"));
        for input in ["start", "1", "beep", "noted", "1", "1"] {
            line.send(input).await.unwrap();
        }
    }
    let (mut seen, mut after) = (std::collections::BTreeSet::new(), None);
    loop {
        let request = List { desk: "FCS".into(), level: None, after };
        let page = listed(&memory, "officer:FCS:L1:ramesh", request).await;
        for case in page["cases"].as_array().unwrap() {
            assert!(seen.insert(case["ticket"].as_str().unwrap().to_owned()), "a case stands on two pages");
        }
        match page.get("after") {
            Some(next) => after = next.as_str().map(str::to_owned),
            None => break,
        }
    }
    assert_eq!(seen.len(), 120);
}

#[tokio::test]
async fn no_agent_can_tell_from_the_list_of_calls_which_withdrawal_was_made_under_pressure() {
    let memory = Memory::default();
    let mut tickets = Vec::new();
    for (contact, door) in [("contact-1", "nobody"), ("contact-2", "somebody")] {
        let mut line = Line::ring(&memory, contact);
        let mut answer = Default::default();
        for input in ["start", "1", "beep", "noted", "1", "1"] {
            answer = line.send(input).await.unwrap();
        }
        let ticket = answer["ticket"].as_str().unwrap().to_owned();
        done(&memory, &ticket, "citizen", "wish", "ask-withdrawal", json!({})).await;
        let confirm = json!({ "call": "the-centres-call", "at_the_door": door });
        done(&memory, &ticket, "agent:asha", "confirm", "confirm-withdrawal", confirm).await;
        let wanted = done(&memory, &ticket, "citizen", "back", "reopen", json!({})).await;
        assert_eq!(wanted, json!({ "outcome": "done", "event": "reopen-asked", "state": "withdrawn" }));
        tickets.push(ticket);
    }
    for (by, shown) in [("agent:asha", 0), ("coordinator:kiran", 2)] {
        let answer = listed(&memory, by, Calls { after: None }).await;
        assert_eq!(answer["cases"].as_array().unwrap().len(), shown, "{by}: {answer}");
    }
}
