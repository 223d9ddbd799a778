//! An agent and a caller on the line: a case is opened for the call once, and the caller's cases are seen without them.

use acceptance::line::{CALLER, Line, draw};
use desk::handle;
use lifecycle::Ticket;
use serde_json::{Value, json};
use testkit::{Fault, Memory};

const AGENT: &str = "agent:asha";

async fn asked(memory: &Memory, request: Value) -> Result<Value, desk::Failure> {
    let directory = &state_directory::playbook().unwrap().directory;
    let now = Line::ring(memory, "-").now;
    let answer = handle(directory, memory, request.to_string().as_bytes(), draw, now).await?;
    Ok(serde_json::to_value(answer).unwrap())
}

async fn opened(memory: &Memory, contact: &str) -> Value {
    asked(memory, json!({ "as": AGENT, "open": contact, "from": CALLER, "language": "hi" })).await.unwrap()
}

fn ticket(answer: &Value) -> Ticket {
    Ticket::parse(answer["ticket"].as_str().unwrap_or_else(|| panic!("no ticket in {answer}"))).unwrap()
}

#[tokio::test]
async fn a_case_opened_by_an_agent_is_registered_and_is_sorted_like_any_other() {
    let memory = Memory::default();
    let answer = opened(&memory, "call-1").await;
    assert_eq!(
        (&answer["outcome"], &answer["event"], &answer["state"]),
        (&json!("done"), &json!("registered"), &json!("registered"))
    );
    let ticket = ticket(&answer);
    let case = memory.kept().cases[&ticket].clone();
    assert!(case.standing.began_at.is_some(), "its clock runs from the conversation");
    let by: Vec<String> = memory.kept().events.values().map(|event| event.by.to_string()).collect();
    assert_eq!(by, ["citizen", AGENT], "the ledger says who registered it");
    let sort = json!({ "as": AGENT, "ticket": ticket.as_str(), "id": "sort-1", "command": "sort", "department": "FCS", "category": "general" });
    assert_eq!(asked(&memory, sort).await.unwrap()["state"], "triaged");
}

#[tokio::test]
async fn a_call_has_one_case_however_often_an_agent_asks() {
    let memory = Memory::default();
    let first = ticket(&opened(&memory, "call-1").await);
    let again = opened(&memory, "call-1").await;
    assert_eq!((ticket(&again), again["event"].as_str()), (first, Some("nothing")));
    // The caller left a note before they pressed 0: the call has a case already.
    let mut line = Line::ring(&memory, "call-2");
    let mut answer = Default::default();
    for input in ["start", "1", "beep", "noted"] {
        answer = line.send(input).await.unwrap();
    }
    let theirs = opened(&memory, "call-2").await;
    assert_eq!(theirs["ticket"], answer["ticket"]);
    assert_eq!(memory.kept().cases.len(), 2);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_given_again_and_makes_no_second_case() {
    let memory = Memory::default();
    memory.kept().faults.push_back(Fault::AnswerLost);
    let request = json!({ "as": AGENT, "open": "call-1", "from": CALLER, "language": "hi" });
    assert!(asked(&memory, request.clone()).await.is_err(), "whether it was written is not known");
    let again = asked(&memory, request).await.unwrap();
    assert_eq!((again["event"].as_str(), memory.kept().cases.len()), (Some("nothing"), 1));
    memory.kept().faults.push_back(Fault::Refuse);
    let refused = asked(&memory, json!({ "as": AGENT, "open": "call-3", "language": "hi" })).await.unwrap();
    assert!(refused["why"].as_str().unwrap().starts_with("nothing was written"), "{refused}");
}

#[tokio::test]
async fn a_callers_cases_are_seen_under_a_pseudonym_and_never_with_the_number() {
    let memory = Memory::default();
    let own = ticket(&opened(&memory, "call-1").await);
    let withheld = asked(&memory, json!({ "as": AGENT, "open": "call-2", "language": "en" })).await.unwrap();
    let history = asked(&memory, json!({ "as": AGENT, "history": CALLER })).await.unwrap();
    let tickets: Vec<&str> =
        history["cases"].as_array().unwrap().iter().map(|case| case["ticket"].as_str().unwrap()).collect();
    assert_eq!(tickets, [own.as_str()], "the withheld caller's {} is not theirs", withheld["ticket"]);
    let (pseudonym, _) = memory.kept().citizens[0].clone();
    let told = history.to_string();
    assert!(!told.contains(&CALLER[1..]) && !told.contains(&pseudonym), "{told}");
    let nobodys = asked(&memory, json!({ "as": AGENT, "history": "+919000000000" })).await.unwrap();
    assert_eq!(nobodys["cases"], json!([]));
}

#[tokio::test]
async fn only_an_agent_opens_cases_and_only_in_a_language_of_the_helpline() {
    let memory = Memory::default();
    for by in ["officer:FCS:L1:ramesh", "coordinator:kiran", "citizen"] {
        let answer = asked(&memory, json!({ "as": by, "open": "call-1", "language": "hi" })).await.unwrap();
        assert!(answer["why"].as_str().unwrap().contains("is for the agent"), "{by}: {answer}");
    }
    let answer = asked(&memory, json!({ "as": AGENT, "open": "call-1", "language": "fr" })).await.unwrap();
    assert_eq!(answer["why"], "`fr` is no language of the helpline");
    assert_eq!(memory.kept().cases.len(), 0);
}
