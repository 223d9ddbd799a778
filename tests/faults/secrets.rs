//! The department never learns who complained.

use acceptance::line::{CALLER, Line, event};
use acceptance::world::at_once;
use conversation::Telephone;
use helpline::{EventKey, deliver};
use testkit::Memory;

#[tokio::test]
async fn no_number_and_no_pseudonym_is_in_any_notice_case_or_answer() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    let mut said = String::new();
    for input in ["start", "1", "beep", "noted", "1", "1"] {
        said.push_str(&format!("{:?}", line.send(input).await.unwrap()));
    }
    let directory = &state_directory::playbook().unwrap().directory;
    let events: Vec<_> = memory.kept().events.values().cloned().collect();
    for event in &events {
        deliver(event, directory, &memory, at_once()).await.unwrap();
        assert!(EventKey::parse(&EventKey::of(event).to_string()).is_some());
    }
    let kept = memory.kept();
    assert_eq!(kept.published.len(), 1, "one notice, when it was sorted");
    let told = format!("{:?} {:?} {:?} {said}", kept.published, kept.cases, kept.events);
    let (pseudonym, _) = &kept.citizens[0];
    for secret in [CALLER, &CALLER[1..], &CALLER[3..], pseudonym.as_str()] {
        assert!(!told.contains(secret), "{secret} leaks");
    }
}

#[tokio::test]
async fn a_malformed_event_is_refused_without_repeating_what_it_holds() {
    let memory = Memory::default();
    let playbook = state_directory::playbook().unwrap();
    let good = event("contact-1", Some(CALLER), "new", "0", "start");
    let spoilt = |path: &str, value: serde_json::Value| {
        let mut event = good.clone();
        *event.pointer_mut(path).unwrap() = value;
        event.to_string()
    };
    let long = "9".repeat(300_000);
    let cases = [
        (
            spoilt("/Details/ContactData/ContactId", serde_json::json!(null)),
            "`/Details/ContactData/ContactId` is not a string; the contact flow must send it",
        ),
        (
            spoilt("/Details/ContactData/ContactId", serde_json::json!(CALLER)),
            "`/Details/ContactData/ContactId` is not an id of 1 to 64 letters, digits and dashes; the contact flow must send it",
        ),
        (
            spoilt("/Details/Parameters/step", serde_json::json!(7)),
            "`/Details/Parameters/step` is not a string; the contact flow must send it",
        ),
        (
            spoilt("/Details/Parameters/step", serde_json::json!("-1")),
            "`/Details/Parameters/step` is not a step number; the contact flow must send it",
        ),
        (
            spoilt("/Details/Parameters/input", serde_json::json!(CALLER)),
            "`/Details/Parameters/input` is not start, a key, silence, digits, beep, noted, queue or nobody; the contact flow must send it",
        ),
        (
            spoilt("/Details/Parameters/state", serde_json::json!(CALLER)),
            "`/Details/Parameters/state` is not `new` or a state that this helpline wrote; the contact flow must send it",
        ),
        (
            spoilt("/Details/Parameters/state", serde_json::json!({ "v": 1 })),
            "`/Details/Parameters/state` is not a string; the contact flow must send it",
        ),
        (spoilt("/Details/Parameters/input", serde_json::json!(long)), "an event of 300"),
        (format!("{CALLER} is no event"), "the event is not JSON, at line 1 column 1"),
    ];
    for (event, expected) in cases {
        let refused = conversation::handle(
            playbook,
            &Telephone::default(),
            &memory,
            event.as_bytes(),
            acceptance::line::draw,
            "2026-11-24T06:30:00Z".parse().unwrap(),
        )
        .await;
        let said = refused.unwrap_err().to_string();
        assert!(said.starts_with(expected), "{said}");
        assert!(!said.contains(&CALLER[3..]));
    }
    assert!(memory.kept().cases.is_empty());
}

#[tokio::test]
async fn a_caller_without_a_number_is_served_and_leaves_no_citizen() {
    let memory = Memory::default();
    let playbook = state_directory::playbook().unwrap();
    for caller in [None, Some("anonymous")] {
        let event = event(&format!("contact-{}", caller.is_some()), caller, "new", "0", "beep").to_string();
        let now = "2026-11-24T06:30:00Z".parse().unwrap();
        conversation::handle(playbook, &Telephone::default(), &memory, event.as_bytes(), acceptance::line::draw, now)
            .await
            .unwrap();
    }
    assert_eq!(memory.kept().cases.len(), 2);
    assert!(memory.kept().citizens.is_empty());
}
