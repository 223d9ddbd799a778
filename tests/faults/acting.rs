//! Commands of the staff in a hostile or unlucky world: ids used twice, looks repeated, answers lost.

use acceptance::line::{Line, draw};
use desk::{Answer, handle};
use jiff::SignedDuration;
use lifecycle::Ticket;
use serde_json::{Value, json};
use testkit::{Fault, Memory};

const OFFICER: &str = "officer:SJD:L1:leela";

/// A pension case with its Samagra id granted, in the hands of leela.
async fn pension(memory: &Memory) -> String {
    let mut line = Line::ring(memory, "contact-1");
    let mut answer = Default::default();
    for input in ["start", "1", "beep", "noted", "silence"] {
        answer = line.send(input).await.unwrap();
    }
    let ticket = answer["ticket"].as_str().unwrap().to_owned();
    done(
        memory,
        &ticket,
        "agent:asha",
        "sort-1",
        json!({ "command": "sort", "department": "SJD", "category": "pension-stopped" }),
    )
    .await;
    grant(memory, &ticket, "111222333", "grant-1").await;
    done(memory, &ticket, OFFICER, "take-1", json!({ "command": "acknowledge" })).await;
    ticket
}

async fn grant(memory: &Memory, ticket: &str, value: &str, id: &str) {
    let grant = json!({ "command": "grant", "field": "samagra-id", "value": value });
    done(memory, ticket, "agent:asha", id, grant).await;
}

async fn asked(memory: &Memory, ticket: &str, by: &str, id: &str, given: Value) -> Result<Value, desk::Failure> {
    let version = memory.kept().cases[&Ticket::parse(ticket).unwrap()].version;
    let mut request = json!({ "as": by, "ticket": ticket, "id": id, "why": "because" });
    if by.starts_with("officer") {
        request["seen"] = json!(version);
    }
    for (name, value) in given.as_object().unwrap() {
        request[name] = value.clone();
    }
    let directory = &state_directory::playbook().unwrap().directory;
    let now = Line::ring(memory, "-").now + SignedDuration::from_mins(30);
    let answer: Answer = handle(directory, memory, request.to_string().as_bytes(), draw, now).await?;
    Ok(serde_json::to_value(answer).unwrap())
}

async fn done(memory: &Memory, ticket: &str, by: &str, id: &str, given: Value) -> Value {
    let answer = asked(memory, ticket, by, id, given).await.unwrap();
    assert_eq!(answer["outcome"], "done", "{answer}");
    answer
}

async fn rejected(memory: &Memory, ticket: &str, by: &str, id: &str, given: Value) -> String {
    let answer = asked(memory, ticket, by, id, given).await.unwrap();
    assert_eq!(answer["outcome"], "rejected", "{answer}");
    answer["why"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_id_that_was_used_for_another_command_carries_out_nothing_and_says_so() {
    let memory = Memory::default();
    let ticket = pension(&memory).await;
    let action = json!({ "command": "take-action", "note": "paid" });
    let said = rejected(&memory, &ticket, OFFICER, "take-1", action.clone()).await;
    assert_eq!(said, "the id `take-1` carried out another command; draw a new id for each command");
    let said = rejected(&memory, &ticket, "officer:SJD:L2:other", "take-1", json!({ "command": "acknowledge" })).await;
    assert!(said.contains("another command"), "nor does another person get its answer: {said}");
    let said = rejected(&memory, &ticket, "officer:REV:L1:gopal", "take-1", json!({ "command": "acknowledge" })).await;
    assert_eq!(
        said,
        format!("there is no case {ticket}; check the number"),
        "before any answer, whether they may know"
    );
    done(&memory, &ticket, OFFICER, "action-1", action).await;
}

#[tokio::test]
async fn a_repeated_look_shows_what_was_looked_at_and_nothing_newer() {
    let memory = Memory::default();
    let ticket = pension(&memory).await;
    let look = || json!({ "command": "view", "field": "samagra-id" });
    assert_eq!(done(&memory, &ticket, OFFICER, "look-1", look()).await["value"], "111222333");
    assert_eq!(done(&memory, &ticket, OFFICER, "look-1", look()).await["value"], "111222333");
    grant(&memory, &ticket, "999888777", "grant-2").await;
    let said = rejected(&memory, &ticket, OFFICER, "look-1", look()).await;
    assert!(said.ends_with("look again with a new id"), "{said}");
    assert_eq!(done(&memory, &ticket, OFFICER, "look-2", look()).await["value"], "999888777");
    let looks = memory.kept().events.values().filter(|event| event.what.kind().as_str() == "viewed").count();
    assert_eq!(looks, 2, "each look is an event");
}

#[tokio::test]
async fn a_command_whose_answer_was_lost_is_answered_when_it_comes_again_and_happens_once() {
    let memory = Memory::default();
    let ticket = pension(&memory).await;
    let action = json!({ "command": "take-action", "note": "paid", "seen": 9 });
    let mut action = action;
    action["seen"] = json!(memory.kept().cases.values().next().unwrap().version);
    memory.kept().faults.push_back(Fault::AnswerLost);
    assert!(
        asked(&memory, &ticket, OFFICER, "action-1", action.clone()).await.is_err(),
        "an unknown outcome is no answer"
    );
    assert_eq!(done(&memory, &ticket, OFFICER, "action-1", action).await["event"], "action-taken");
    let actions = memory.kept().events.values().filter(|event| event.what.kind().as_str() == "action-taken").count();
    assert_eq!(actions, 1);
}

#[tokio::test]
async fn no_department_reads_when_and_why_the_centre_will_call_the_citizen() {
    let memory = Memory::default();
    let ticket = pension(&memory).await;
    done(&memory, &ticket, "citizen", "wish-1", json!({ "command": "ask-withdrawal" })).await;
    let directory = &state_directory::playbook().unwrap().directory;
    let list = |by: &'static str| {
        let memory = &memory;
        async move {
            let request = json!({ "as": by, "list": "SJD" }).to_string();
            let now = Line::ring(memory, "-").now;
            serde_json::to_value(handle(directory, memory, request.as_bytes(), draw, now).await.unwrap()).unwrap()
        }
    };
    let (officers, centres) = (list(OFFICER).await, list("agent:asha").await);
    assert_eq!(officers["cases"][0]["promises"], json!([]));
    assert_eq!(centres["cases"][0]["promises"], json!(["2 ask-withdrawal"]));
    assert_ne!(officers["cases"][0]["due_at"], centres["cases"][0]["due_at"], "nor by the time at which it is due");
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
    let directory = &state_directory::playbook().unwrap().directory;
    let (mut seen, mut after) = (std::collections::BTreeSet::new(), Value::Null);
    loop {
        let request = json!({ "as": "officer:FCS:L1:ramesh", "list": "FCS", "after": after }).to_string();
        let now = Line::ring(&memory, "-").now;
        let page =
            serde_json::to_value(handle(directory, &memory, request.as_bytes(), draw, now).await.unwrap()).unwrap();
        for case in page["cases"].as_array().unwrap() {
            assert!(seen.insert(case["ticket"].as_str().unwrap().to_owned()), "a case stands on two pages");
        }
        match page.get("after") {
            Some(next) => after = next.clone(),
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
        done(&memory, &ticket, "citizen", "wish", json!({ "command": "ask-withdrawal" })).await;
        let confirm = json!({ "command": "confirm-withdrawal", "call": "the-centres-call", "at_the_door": door });
        done(&memory, &ticket, "agent:asha", "confirm", confirm).await;
        let wanted = done(&memory, &ticket, "citizen", "back", json!({ "command": "reopen" })).await;
        assert_eq!(wanted, json!({ "outcome": "done", "event": "reopen-asked", "state": "withdrawn" }));
        tickets.push(ticket);
    }
    let directory = &state_directory::playbook().unwrap().directory;
    for (by, listed) in [("agent:asha", 0), ("coordinator:kiran", 2)] {
        let request = json!({ "as": by, "list": "calls" }).to_string();
        let now = Line::ring(&memory, "-").now;
        let answer =
            serde_json::to_value(handle(directory, &memory, request.as_bytes(), draw, now).await.unwrap()).unwrap();
        assert_eq!(answer["cases"].as_array().unwrap().len(), listed, "{by}: {answer}");
    }
}
