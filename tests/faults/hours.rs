//! Ordinary notices leave at the full hours of the office, and a case appears to its department with its notice.

use acceptance::desk::asked;
use acceptance::line::Line;
use acceptance::story::order;
use desk::handle;
use desk_api::{List, Look, Spelled};
use helpline::{
    Delivered, NoticeSlots, NoticeTime, NotificationKey, Parked, ReadLimits, deliver, deliver_parked, deliver_waiting,
};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Command, Event, Ticket};
use serde_json::{Value, json};
use testkit::{Fault, Memory};

const OFFICER: &str = "officer:FCS:L1:ramesh";

/// 11:42 on a working Monday in India.
fn morning() -> Timestamp {
    "2026-11-30T06:12:10Z".parse().unwrap()
}

fn hour() -> Timestamp {
    "2026-11-30T06:30:00Z".parse().unwrap()
}

fn hourly(now: Timestamp) -> NoticeTime {
    NoticeTime { slots: NoticeSlots::Hourly, now }
}

fn directory() -> &'static directory::Directory {
    &state_directory::playbook().unwrap().directory
}

/// A call with these keys at this time; returns its ticket.
async fn call(memory: &Memory, contact: &str, keys: &[&str], at: Timestamp) -> Ticket {
    let mut line = Line::ring(memory, contact);
    line.now = at;
    let mut answer = Default::default();
    for input in [&["start", "1", "beep", "noted"], keys].concat() {
        answer = line.send(input).await.unwrap();
    }
    Ticket::parse(answer["ticket"].as_str().unwrap()).unwrap()
}

fn events(memory: &Memory) -> Vec<Event> {
    memory.kept().events.values().cloned().collect()
}

/// Tells all events as the stream does, a few seconds after the call.
async fn streamed(memory: &Memory, at: Timestamp) -> Vec<Delivered> {
    let mut told = Vec::new();
    for event in events(memory) {
        told.push(deliver(&event, directory(), memory, hourly(at)).await.unwrap());
    }
    told
}

fn topics(memory: &Memory) -> Vec<String> {
    memory.kept().published.iter().map(|notice| notice.topic.clone()).collect()
}

/// Asks the desk of a deployment whose notices wait.
async fn asks(memory: &Memory, by: &str, request: impl Into<desk_api::Request>, now: Timestamp) -> Value {
    let limits = ReadLimits { slots: NoticeSlots::Hourly, ..ReadLimits::default() };
    let envelope = serde_json::to_vec(&acceptance::desk::envelope(by, request)).unwrap();
    json!(handle(directory(), memory, limits, &envelope, acceptance::line::draw, now).await.unwrap())
}

#[tokio::test]
async fn notices_of_one_hour_leave_together_and_not_in_the_order_of_their_calls() {
    let memory = Memory::default();
    for minute in 0..12 {
        call(&memory, &format!("call-{minute}"), &["1", "1"], morning() + SignedDuration::from_mins(minute)).await;
    }
    let told = streamed(&memory, morning() + SignedDuration::from_mins(13)).await;
    assert_eq!(told.iter().filter(|told| **told == Delivered::Waits(hour())).count(), 12);
    assert_eq!(topics(&memory), [""; 0], "nobody is told before the hour");
    streamed(&memory, morning() + SignedDuration::from_mins(14)).await;
    let early = deliver_waiting(directory(), &memory, hourly(hour() - SignedDuration::from_secs(1)), &|| true).await;
    assert_eq!(early.unwrap().told, 0);
    let report = deliver_waiting(directory(), &memory, hourly(hour()), &|| true).await.unwrap();
    assert_eq!((report.told, report.parked, report.cut_off), (12, 0, false), "a repeat of the stream waits once");
    let order = |sorted: bool| {
        let mut tickets: Vec<String> = memory.kept().published.iter().map(|n| n.payload.ticket.clone()).collect();
        let of_the_calls: Vec<String> = memory
            .kept()
            .events
            .values()
            .filter(|event| event.what.kind().as_str() == "sorted")
            .map(|event| (event.at, event.ticket.to_string()))
            .collect::<std::collections::BTreeMap<_, _>>()
            .into_values()
            .collect();
        if sorted {
            tickets.sort_by_key(|ticket| of_the_calls.iter().position(|of| of == ticket));
        }
        tickets
    };
    assert_ne!(order(false), order(true), "the order of the mails is not that of the calls");
    assert!(memory.kept().waiting.is_empty());
}

#[tokio::test]
async fn danger_and_the_centre_do_not_wait() {
    let memory = Memory::default();
    let ticket = call(&memory, "call-1", &["1", "1"], morning()).await;
    let case = memory.kept().cases[&ticket].clone();
    let danger = Command::Transfer {
        department: lifecycle::DepartmentCode::new("WCD").ok(),
        category: lifecycle::CategoryCode::new("violence").ok(),
    };
    let at = morning() + SignedDuration::from_mins(5);
    memory.moves(directory(), &case, order(OFFICER, danger), at).await;
    let transferred = events(&memory).pop().unwrap();
    assert_eq!(deliver(&transferred, directory(), &memory, hourly(at)).await, Ok(Delivered::Published));
    assert_eq!(topics(&memory), ["WCD"]);
    memory.kept().published.clear();
    let unsorted = call(&memory, "call-2", &[], morning()).await;
    let case = memory.kept().cases[&unsorted].clone();
    memory.moves(directory(), &case, order("citizen", Command::LeaveToTriage {}), at).await;
    let to_triage = memory.kept().events.values().rfind(|event| event.ticket == unsorted).cloned().unwrap();
    assert_eq!(deliver(&to_triage, directory(), &memory, hourly(at)).await, Ok(Delivered::Published));
    assert_eq!(topics(&memory), ["TRIAGE"]);
}

#[tokio::test]
async fn a_notice_that_cannot_wait_or_cannot_leave_is_parked_and_arrives() {
    let memory = Memory::default();
    call(&memory, "call-1", &["1", "1"], morning()).await;
    let sorted = events(&memory).pop().unwrap();
    let soon = morning() + SignedDuration::from_mins(1);
    memory.fails("keep_waiting", Fault::Refuse);
    assert!(matches!(deliver(&sorted, directory(), &memory, hourly(soon)).await, Ok(Delivered::Parked(_))));
    let key: NotificationKey = memory.kept().parked.pop().unwrap();
    let parked = Parked { key: &key, receipt: "r", tries: 1 };
    deliver_parked(parked, directory(), &memory, hourly(soon)).await.unwrap();
    assert_eq!((topics(&memory).len(), memory.kept().waiting.len()), (0, 1), "a parked key does not run ahead");
    memory.kept().dead_topics.push("FCS".into());
    let report = deliver_waiting(directory(), &memory, hourly(hour()), &|| true).await.unwrap();
    assert_eq!((report.told, report.parked, memory.kept().parked.len()), (0, 1, 1));
    memory.kept().dead_topics.clear();
    deliver_parked(parked, directory(), &memory, hourly(hour())).await.unwrap();
    assert_eq!(topics(&memory), ["FCS"]);
}

#[tokio::test]
async fn an_hour_with_more_notices_than_one_run_can_tell_goes_on_in_the_next_minute() {
    let memory = Memory::default();
    for number in 0..7 {
        call(&memory, &format!("call-{number}"), &["1", "1"], morning()).await;
    }
    streamed(&memory, morning() + SignedDuration::from_mins(1)).await;
    let left = std::sync::atomic::AtomicI32::new(4);
    let goes_on = || left.fetch_sub(1, std::sync::atomic::Ordering::Relaxed) > 0;
    let first = deliver_waiting(directory(), &memory, hourly(hour()), &goes_on).await.unwrap();
    assert_eq!((first.told, first.cut_off), (4, true));
    memory.fails("waiting", Fault::Refuse);
    assert!(deliver_waiting(directory(), &memory, hourly(hour()), &|| true).await.is_err(), "nothing is lost");
    memory.fails("forget_waiting", Fault::Refuse);
    assert!(deliver_waiting(directory(), &memory, hourly(hour()), &|| true).await.is_err());
    let rest = deliver_waiting(directory(), &memory, hourly(hour()), &|| true).await.unwrap();
    assert_eq!(rest.told, 3, "one of them came twice: its reader knows it by its id");
}

#[tokio::test]
async fn a_case_appears_to_its_department_with_its_notice_and_to_the_centre_at_once() {
    let memory = Memory::default();
    let ticket = call(&memory, "call-1", &["1", "1"], morning()).await;
    let list = || List { desk: "FCS".into(), level: None, after: None };
    let look = || Look { ticket: ticket.clone().into(), why: Spelled::of("why", "a visit").ok() };
    let early = morning() + SignedDuration::from_mins(3);
    let version = memory.kept().cases[&ticket].version;
    let act = || acceptance::desk::command(ticket.as_str(), "take", "acknowledge", &json!({}), Some(version));
    assert_eq!(asks(&memory, OFFICER, list(), early).await["cases"], json!([]));
    for refused in [asks(&memory, OFFICER, look(), early).await, asks(&memory, OFFICER, act(), early).await] {
        assert!(refused["why"].as_str().unwrap().starts_with("there is no case"), "{refused}");
    }
    assert_eq!(asks(&memory, "agent:asha", look(), early).await["outcome"], "case");
    assert_eq!(asks(&memory, OFFICER, list(), hour()).await["cases"][0]["ticket"], ticket.as_str());
    assert_eq!(asks(&memory, OFFICER, act(), hour()).await["outcome"], "done");
    let locally = json!(asked(&memory, OFFICER, list(), early).await.unwrap());
    assert_eq!(locally["cases"][0]["ticket"], ticket.as_str(), "a machine for development does not wait");
}
