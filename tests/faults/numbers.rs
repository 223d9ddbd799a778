//! Callers' numbers: sealed late if the keys fail, and nobody's if they are many people's.

use crate::text;
use acceptance::desk::asked as desk_asked;
use acceptance::line::{CALLER, Line, event};
use acceptance::practised::Practised;
use acceptance::town::{Agents, Heard, InProcess, Town};
use desk_api::{Confided, Open, Request, Spelled};
use serde_json::{Map, Value};
use testkit::{Fault, Memory};

/// Takes a call from its start to the sorted case; the seal works again before the step `mends_before`.
async fn called(memory: &Memory, mends_before: Option<&str>, fault: Option<Fault>) -> Map<String, Value> {
    match fault {
        Some(fault) => (0..6).for_each(|_| memory.fails("seal", fault)),
        None => memory.breaks(&["seal", "pseudonym"]),
    }
    let mut line = Line::ring(memory, "contact-1");
    let mut answer = Map::new();
    for (number, input) in ["start", "1", "beep", "noted", "1", "1"].into_iter().enumerate() {
        if mends_before == Some(["start", "1", "beep", "noted", "menu", "subject"][number]) {
            memory.mends();
            memory.kept().next.clear();
        }
        answer = line.send(input).await.unwrap();
    }
    answer
}

#[tokio::test]
async fn a_case_is_made_without_keys_and_its_number_is_sealed_on_a_later_step() {
    for fault in [None, Some(Fault::Refuse), Some(Fault::Hangs)] {
        for mends_before in ["beep", "noted", "menu", "subject"] {
            let memory = Memory::default();
            let answer = called(&memory, Some(mends_before), fault).await;
            assert_ne!(text(&answer, "ticket"), "none", "{fault:?} {mends_before}: a ticket is drawn");
            let kept = memory.kept();
            assert_eq!(kept.cases.len(), 1);
            assert!(kept.owed.is_empty(), "{fault:?} {mends_before}: the case owes nothing any more");
            assert_eq!(
                (kept.citizens.len(), kept.numbers.len()),
                (1, 1),
                "{fault:?} {mends_before}: it is linked once"
            );
        }
    }
}

#[tokio::test]
async fn a_call_that_ends_before_its_number_is_sealed_leaves_a_case_that_says_so_and_no_number() {
    let memory = Memory::default();
    let answer = called(&memory, None, None).await;
    assert_ne!(text(&answer, "ticket"), "none");
    let kept = memory.kept();
    assert_eq!(kept.owed.iter().map(|call| call.as_str()).collect::<Vec<_>>(), ["contact-1"]);
    assert!(kept.citizens.is_empty() && kept.numbers.is_empty());
    let everything = format!("{:?} {:?} {:?}", kept.cases, kept.events, kept.answers);
    assert!(!everything.contains(&CALLER[3..]), "never in clear");
}

#[tokio::test]
async fn an_agent_opens_a_case_without_keys_and_adds_the_number_by_asking_again() {
    let memory = Memory::default();
    let open = || -> Request {
        let contact = Spelled::of("contact", "call-1").unwrap();
        let language = Spelled::of("language", "hi").unwrap();
        Open { contact, from: Some(Confided::new(CALLER)), language, why: None }.into()
    };
    let now = acceptance::centre::answered_at();
    memory.fails("seal", Fault::Refuse);
    let opened = desk_asked(&memory, "agent:asha", open(), now).await.unwrap();
    assert!(matches!(opened, desk_api::Answer::Done(_)), "{opened:?}");
    let links = || {
        let kept = memory.kept();
        (kept.owed.len(), kept.citizens.len())
    };
    assert_eq!(links(), (1, 0));
    desk_asked(&memory, "agent:asha", open(), now).await.unwrap();
    assert_eq!(links(), (0, 1));
}

fn call(town: &mut InProcess, phone: &str, acts: &[&str]) -> Heard {
    town.call(phone, Agents::Free, &mut Practised::who_does(acts.iter().copied()))
}

#[test]
fn a_number_that_is_many_people_is_served_as_withheld() {
    for phone in ["+266696687", "+7378742833", "+9109000000955", "+91155343", "+919999999999", "anonymous"] {
        let mut town = InProcess::default();
        let heard = call(&mut town, phone, &["1", "1", "1", "-"]);
        assert!(heard.said("stays_quiet") && !heard.said("may_we_call"), "{phone}: {}", heard.cues);
        let again = call(&mut town, phone, &["bye"]);
        assert!(again.said("greeting") && !again.said("greeting_known"), "{phone}: {}", again.cues);
        assert!(town.memory().kept().citizens.is_empty(), "{phone} is nobody");
    }
}

/// After forwarding, calls may arrive with the number that was dialled.
#[tokio::test]
async fn a_call_that_arrives_with_the_number_that_was_dialled_is_nobodys() {
    let memory = Memory::default();
    let playbook = state_directory::playbook().unwrap();
    let mut state = "new".to_owned();
    for (number, input) in ["start", "1"].into_iter().enumerate() {
        let step = number.to_string();
        let mut sent = event("contact-1", Some(CALLER), &state, &step, input);
        sent["Details"]["ContactData"]["SystemEndpoint"]["Address"] = CALLER.into();
        let now = acceptance::centre::answered_at();
        let (sent, telephone) = (sent.to_string(), conversation::Telephone::default());
        let draw = acceptance::line::draw;
        let answer = conversation::handle(playbook, &telephone, &memory, sent.as_bytes(), draw, now);
        let answer: Map<String, Value> = serde_json::from_str(&answer.await.unwrap()).unwrap();
        state = text(&answer, "state").to_owned();
    }
    let kept = memory.kept();
    assert_eq!((kept.cases.len(), kept.citizens.len()), (1, 0));
}

#[test]
fn a_phone_with_many_cases_a_day_or_of_two_kinds_announces_nothing() {
    let phone = "+919425000001";
    let mut town = InProcess::default();
    for _ in 0..11 {
        call(&mut town, phone, &["1", "1", "1", "-"]);
    }
    let heard = call(&mut town, phone, &["bye"]);
    assert!(heard.said("greeting") && !heard.said("status_open"), "{}", heard.cues);

    let mut town = InProcess::default();
    let with_pin = call(&mut town, phone, &["1", "1", "1", "3", "5937", "8264"]).ticket.unwrap();
    let other = call(&mut town, phone, &["1", "1", "1", "-"]).ticket.unwrap();
    assert!(call(&mut town, phone, &["bye"]).said("status_open"), "two cases of one kind are one person's");
    let ticket = lifecycle::Ticket::parse(&other).unwrap();
    town.memory().kept().cases.get_mut(&ticket).unwrap().standing.kind = lifecycle::Kind::Query;
    let heard = call(&mut town, phone, &["bye"]);
    assert!(heard.said("greeting") && !heard.said("status_open"), "{}", heard.cues);
    // Ticket and PIN open the case as on any phone.
    let heard = call(&mut town, phone, &["3", &format!("{with_pin}#"), "5937", "bye"]);
    assert!(heard.said("status_sent"), "{}", heard.cues);
}
