//! An agent talks to a caller. A telephone call has one case, and the agent sees the caller's cases under a pseudonym.

use acceptance::desk::command;
use acceptance::line::{CALLER, Line};
use desk_api::{Confided, History, Open, Request, Spelled};
use helpline::Unanswered;
use lifecycle::Ticket;
use serde_json::{Value, json};
use testkit::{Fault, Memory};

const AGENT: &str = "agent:asha";

async fn asked(memory: &Memory, by: &str, request: impl Into<Request>) -> Result<Value, Unanswered> {
    let now = Line::ring(memory, "-").now;
    Ok(json!(acceptance::desk::asked(memory, by, request, now).await?))
}

fn open(contact: &str, from: Option<&str>, language: &str) -> Open {
    Open {
        contact: Spelled::of("contact", contact).unwrap(),
        from: from.map(Confided::new),
        language: Spelled::of("language", language).unwrap(),
        why: None,
    }
}

fn history(from: &str) -> History {
    History { from: Confided::new(from), why: None }
}

async fn opened(memory: &Memory, contact: &str) -> Value {
    asked(memory, AGENT, open(contact, Some(CALLER), "hi")).await.unwrap()
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
    let to = json!({ "department": "FCS", "category": "general" });
    let sort = command(ticket.as_str(), "sort-1", "sort", &to, None);
    assert_eq!(asked(&memory, AGENT, sort).await.unwrap()["state"], "triaged");
}

#[tokio::test]
async fn a_call_has_one_case_however_often_an_agent_asks() {
    let memory = Memory::default();
    let first = ticket(&opened(&memory, "call-1").await);
    let again = opened(&memory, "call-1").await;
    assert_eq!((ticket(&again), again["event"].as_str()), (first, Some("nothing")));
    // The caller left a note before pressing 0, so the call already has a case.
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
    let request = || open("call-1", Some(CALLER), "hi");
    assert!(asked(&memory, AGENT, request()).await.is_err(), "whether it was written is not known");
    let again = asked(&memory, AGENT, request()).await.unwrap();
    assert_eq!((again["event"].as_str(), memory.kept().cases.len()), (Some("nothing"), 1));
    memory.kept().faults.push_back(Fault::Refuse);
    let refused = asked(&memory, AGENT, open("call-3", None, "hi")).await.unwrap();
    assert!(refused["why"].as_str().unwrap().starts_with("nothing was written"), "{refused}");
}

#[tokio::test]
async fn a_callers_cases_are_seen_under_a_pseudonym_and_never_with_the_number() {
    let memory = Memory::default();
    let own = ticket(&opened(&memory, "call-1").await);
    let withheld = asked(&memory, AGENT, open("call-2", None, "en")).await.unwrap();
    let theirs = asked(&memory, AGENT, history(CALLER)).await.unwrap();
    let tickets: Vec<&str> =
        theirs["cases"].as_array().unwrap().iter().map(|case| case["ticket"].as_str().unwrap()).collect();
    assert_eq!(tickets, [own.as_str()], "the withheld caller's {} is not theirs", withheld["ticket"]);
    let (pseudonym, _) = memory.kept().citizens[0].clone();
    let told = theirs.to_string();
    assert!(!told.contains(&CALLER[1..]) && !told.contains(&pseudonym), "{told}");
    let nobodys = asked(&memory, AGENT, history("+919000000000")).await.unwrap();
    assert_eq!(nobodys["cases"], json!([]));
}

#[tokio::test]
async fn only_an_agent_opens_cases_and_only_in_a_language_of_the_helpline() {
    let memory = Memory::default();
    for by in ["officer:FCS:L1:ramesh", "coordinator:kiran", "citizen"] {
        let answer = asked(&memory, by, open("call-1", None, "hi")).await.unwrap();
        assert!(answer["why"].as_str().unwrap().contains("is for the agent"), "{by}: {answer}");
    }
    let answer = asked(&memory, AGENT, open("call-1", None, "fr")).await.unwrap();
    assert_eq!(answer["why"], "`fr` is no language of the helpline");
    assert_eq!(memory.kept().cases.len(), 0);
}
