//! Each reading of a person's matter by the staff is recorded first, and limited to the needs of a person.

use acceptance::desk::{asked, command};
use acceptance::line::{CALLER, Line};
use desk_api::{Answers, Calls, Confided, History, List, Look, Open, Request, Spelled};
use helpline::ReadLimits;
use jiff::{SignedDuration, Timestamp};
use lifecycle::Ticket;
use serde_json::{Value, json};
use testkit::{Fault, Memory};

const AGENT: &str = "agent:asha";
const OFFICER: &str = "officer:FCS:L1:ramesh";

fn now() -> Timestamp {
    Line::ring(&Memory::default(), "-").now + SignedDuration::from_mins(10)
}

async fn a_case(memory: &Memory) -> Ticket {
    let mut line = Line::ring(memory, "contact-1");
    let mut answer = Default::default();
    for input in ["start", "1", "beep", "noted", "1", "1"] {
        answer = line.send(input).await.unwrap();
    }
    Ticket::parse(answer["ticket"].as_str().unwrap()).unwrap()
}

fn look(ticket: &Ticket, why: Option<&str>) -> Look {
    Look { ticket: ticket.clone().into(), why: why.map(|why| Spelled::of("why", why).unwrap()) }
}

/// The records so far: person, surface, request, matter, reason, and whether the reader was refused.
fn records(memory: &Memory) -> Vec<String> {
    let kept = memory.kept();
    let told = kept.accesses.iter().map(|(access, refused)| {
        let why = access.why.as_ref().map_or("-", |why| why.as_str());
        let refused = if *refused { " refused" } else { "" };
        format!("{} {} {} of {}: {why}{refused}", access.by, access.surface, access.request, access.of)
    });
    told.collect()
}

#[tokio::test]
async fn each_reading_is_recorded_with_person_matter_and_reason() {
    let memory = Memory::default();
    let ticket = a_case(&memory).await;
    let version = memory.kept().cases[&ticket].version;
    let requests: Vec<(&str, Request)> = vec![
        (OFFICER, look(&ticket, Some("a visit")).into()),
        (OFFICER, List { desk: "FCS".into(), level: None, after: None }.into()),
        (AGENT, Calls { after: None }.into()),
        (AGENT, History { from: Confided::new(CALLER), why: Spelled::of("why", "on the line").ok() }.into()),
        (
            AGENT,
            Open {
                contact: Spelled::of("contact", "contact-1").unwrap(),
                from: None,
                language: Spelled::of("language", "hi").unwrap(),
                why: None,
            }
            .into(),
        ),
        (OFFICER, Answers { department: Spelled::of("department", "FCS").unwrap() }.into()),
        (OFFICER, command(ticket.as_str(), "hear", "listen", &json!({ "note": 1 }), Some(version)).into()),
        (OFFICER, command(ticket.as_str(), "see", "view", &json!({ "field": "samagra-id" }), Some(version)).into()),
        (OFFICER, command(ticket.as_str(), "take", "acknowledge", &json!({}), Some(version)).into()),
        (OFFICER, desk_api::Schemes {}.into()),
    ];
    for (by, request) in requests {
        asked(&memory, by, request, now()).await.unwrap();
    }
    let (pseudonym, _) = memory.kept().citizens[0].clone();
    let caller = &pseudonym[..8];
    assert_eq!(
        records(&memory),
        [
            format!("{OFFICER} operator look of case {ticket}: a visit"),
            format!("{OFFICER} operator list of list FCS: -"),
            format!("{AGENT} operator calls of list calls: -"),
            format!("{AGENT} operator history of caller {caller}: on the line"),
            format!("{AGENT} operator open of case {ticket}: -"),
            format!("{OFFICER} operator answers of list answers of FCS: -"),
            format!("{OFFICER} operator listen of case {ticket}: as the law says"),
            format!("{OFFICER} operator view of case {ticket}: as the law says"),
        ],
        "a command that reads nothing is an event, and schemes are nobody's matter"
    );
    let told = format!("{:?}", memory.kept().accesses);
    assert!(!told.contains(&CALLER[3..]) && !told.contains(&pseudonym) && !told.contains("contact-1"), "{told}");
}

#[tokio::test]
async fn nothing_is_answered_that_could_not_be_recorded() {
    let memory = Memory::default();
    let ticket = a_case(&memory).await;
    let requests: [Request; 3] = [
        look(&ticket, None).into(),
        List { desk: "FCS".into(), level: None, after: None }.into(),
        History { from: Confided::new(CALLER), why: None }.into(),
    ];
    for fault in [Fault::Refuse, Fault::AnswerLost] {
        for request in requests.clone() {
            memory.fails("record_access", fault);
            let by = if matches!(request, Request::History(_)) { AGENT } else { OFFICER };
            assert!(asked(&memory, by, request, now()).await.is_err(), "the outcome is not known: ask again");
        }
    }
}

#[tokio::test]
async fn a_person_looks_at_a_hundred_cases_and_lists_twenty_callers_in_an_hour_and_no_more() {
    let memory = Memory::default();
    let ticket = a_case(&memory).await;
    let ReadLimits { looks, histories, .. } = ReadLimits::default();
    let outcome = async |by: &str, request: Request, at| json!(asked(&memory, by, request, at).await.unwrap());
    for _ in 0..looks {
        assert_eq!(outcome(OFFICER, look(&ticket, None).into(), now()).await["outcome"], "case");
    }
    let refused: Value = outcome(OFFICER, look(&ticket, None).into(), now()).await;
    assert!(refused["why"].as_str().unwrap().starts_with("`look` was asked 100 times in this hour"), "{refused}");
    assert!(records(&memory).last().unwrap().ends_with("refused"), "the attempt is recorded too");
    let nodal = outcome("nodal:FCS:ramesh", look(&ticket, None).into(), now()).await;
    assert_eq!(nodal["outcome"], "rejected", "one human has one limit, in every office");
    let other = outcome("officer:FCS:L2:sunita", look(&ticket, None).into(), now()).await;
    assert_eq!(other["outcome"], "case", "another person has their own");
    let history = || Request::from(History { from: Confided::new(CALLER), why: None });
    for _ in 0..histories {
        assert_eq!(outcome(AGENT, history(), now()).await["outcome"], "cases");
    }
    let refused = outcome(AGENT, history(), now()).await;
    assert!(refused["why"].as_str().unwrap().starts_with("`history` was asked 20 times in this hour"), "{refused}");
    let later = now() + SignedDuration::from_hours(1);
    assert_eq!(outcome(AGENT, history(), later).await["outcome"], "cases");
    assert_eq!(outcome(OFFICER, look(&ticket, None).into(), later).await["outcome"], "case");
}

#[tokio::test]
async fn who_looks_at_a_confidential_case_says_why() {
    let memory = Memory::default();
    let ticket = a_case(&memory).await;
    let mark = json!({ "quiet": "violence" });
    asked(&memory, AGENT, command(ticket.as_str(), "mark", "mark", &mark, None), now()).await.unwrap();
    let refused = json!(asked(&memory, OFFICER, look(&ticket, None), now()).await.unwrap());
    assert_eq!(refused["why"], "`why` is missing: the case may be confidential, so say why you look");
    let looked = json!(asked(&memory, OFFICER, look(&ticket, Some("a visit")), now()).await.unwrap());
    assert_eq!(looked["outcome"], "case");
    let hidden = json!(asked(&memory, "officer:REV:L1:gopal", look(&ticket, None), now()).await.unwrap());
    assert!(hidden["why"].as_str().unwrap().starts_with("there is no case"), "{hidden}");
}
