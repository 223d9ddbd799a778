//! Requests that are read, and the error for each request that cannot be read.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use desk_api::{Act, Answer, BadRequest, Envelope, FactValue, Request, Surface, read};
use lifecycle::CommandKind;
use serde_json::{Value, json};

fn asked(actor: &str, request: Value) -> Result<Envelope, BadRequest> {
    read(json!({ "by": { "as": actor, "surface": "operator" }, "request": request }).to_string().as_bytes())
}

fn refused(actor: &str, request: Value) -> String {
    asked(actor, request).unwrap_err().to_string()
}

const OFFICER: &str = "officer:FCS:L1:ramesh";

#[test]
fn a_command_is_read_with_who_why_and_the_version_they_saw() {
    let act = json!({ "do": "act", "ticket": "42710839", "id": "c-1", "seen": 5, "command": "take-action",
        "facts": { "note": "given", "number": 2 }, "why": "a visit" });
    let envelope = asked(OFFICER, act).unwrap();
    assert_eq!((envelope.by.actor.to_string().as_str(), envelope.by.surface), (OFFICER, Surface::Operator));
    let Request::Act(Act { ticket, id, command, facts, value, why, seen }) = envelope.request else {
        panic!("it is a command")
    };
    assert_eq!((ticket.as_str(), id.as_str(), *command, seen), ("42710839", "c-1", CommandKind::TakeAction, Some(5)));
    assert_eq!((facts["note"].clone(), facts["number"].clone()), (FactValue::from("given"), FactValue::from(2)));
    assert_eq!((value, why.unwrap().as_str()), (None, "a visit"));
}

#[test]
fn what_is_wrong_with_a_request_is_named_with_what_to_write_instead() {
    let said = read(b"[]").unwrap_err().to_string();
    assert!(said.starts_with("`request` is no JSON object such as {\"by\": {\"as\": "), "{said}");
    assert!(refused("me", json!({})).starts_with("`as` names nobody: write `citizen`"));
    for (wrong, why) in [
        ("officer:FCS:ramesh", "lacks a level: write `officer:FCS:L1:ramesh`"),
        ("officer:L1:ramesh", "lacks a department: write `officer:FCS:L1:ramesh`"),
        ("officer:FCS:L1", "lacks a name of a-z, 0-9, dot and dash: write `officer:FCS:L1:ramesh`"),
        (
            "officer",
            "lacks a department and a level and a name of a-z, 0-9, dot and dash: write `officer:FCS:L1:ramesh`",
        ),
        ("nodal:sunita", "lacks a department: write `nodal:FCS:sunita`"),
        ("agent:आशा", "lacks a name of a-z, 0-9, dot and dash: write `agent:asha`"),
        ("apex:cs:x", "has a part too many, or in another order: write `apex:cs`"),
        ("citizen:x", "has a part too many, or in another order: write `citizen`"),
    ] {
        assert_eq!(refused(wrong, json!({ "do": "look" })), format!("`as` {why}"), "{wrong}");
    }
    assert_eq!(refused("system", json!({ "do": "look" })), "`as` is nobody of the staff");
    let act = |name: &str, value: Value| {
        let mut act = json!({ "do": "act", "ticket": "42710839", "id": "c-1", "seen": 4, "command": "acknowledge" });
        act[name] = value;
        refused(OFFICER, act)
    };
    assert!(act("ticket", json!("42710838")).starts_with("`ticket` is no ticket: the ticket's check digit"));
    assert!(act("id", json!("a b")).starts_with("`id` is no "));
    let said = act("command", json!("close"));
    assert!(said.starts_with("`command` is none: there is no `close`; there are begin-take, "), "{said}");
    assert!(!said.contains("pass-time"), "time passes by itself: {said}");
    assert!(
        act("command", json!("take-acton")).contains("there is no `take-acton`; did you mean `take-action`; there")
    );
    assert_eq!(act("seen", json!("5")), "`seen` is not a whole number of 0 to 4294967295");
    assert_eq!(act("why", json!(5)), "`why` is not a text");
    assert_eq!(act("facts", json!({ "note": [] })), "`facts.note` is not a text or a whole number");
    assert_eq!(
        act("note", json!("x")),
        "`note` is not asked for; `act` takes ticket, id, command, facts, value, why, seen"
    );
    assert_eq!(refused(OFFICER, json!({ "do": "look" })), "`ticket` is missing; `look` takes ticket, why");
    assert_eq!(
        refused("agent:asha", json!({ "do": "open", "contact": "call-1" })),
        "`language` is missing; `open` takes contact, from, language"
    );
    assert_eq!(
        refused("agent:asha", json!({ "do": "list", "desk": "FCS", "level": "L9" })),
        "`level` names no level; there are L1, L2, L3, L4, apex"
    );
}

#[test]
fn a_request_that_is_none_is_answered_with_all_that_there_are() {
    let said = refused(OFFICER, json!({ "do": "close" }));
    assert!(said.starts_with("`do` is none of the requests; there are act, list, calls, look, open, "), "{said}");
    assert!(refused(OFFICER, json!({ "do": "lok" })).contains("; did you mean `look`; "));
    assert!(refused(OFFICER, json!({ "list": "FCS" })).starts_with("`do` is missing; write {\"by\""));
}

#[test]
fn who_asks_stands_beside_the_request_and_never_in_it() {
    let earlier = read(br#"{"as": "officer:FCS:L1:ramesh", "look": "42710839"}"#).unwrap_err().to_string();
    assert!(
        earlier.starts_with("`as` does not stand beside `by` and `request`; write {\"by\": {\"as\": "),
        "{earlier}"
    );
    let within = refused(OFFICER, json!({ "do": "look", "ticket": "42710839", "as": "coordinator:kiran" }));
    assert_eq!(within, "`as` is not asked for; `look` takes ticket, why");
    let by = |by: Value| read(json!({ "by": by, "request": {} }).to_string().as_bytes()).unwrap_err().to_string();
    assert_eq!(by(json!({ "as": OFFICER })), "`surface` is missing; `by` takes as, surface");
    assert_eq!(
        by(json!({ "as": OFFICER, "surface": "web" })),
        "`surface` is none: expected one of `operator`, `page`, `agent-desk`"
    );
    assert_eq!(
        by(json!({ "as": OFFICER, "surface": "page", "level": "L4" })),
        "`level` is not asked for; `by` takes as, surface"
    );
    assert_eq!(by(json!(OFFICER)), "`by` is not an object");
}

/// Serde ignores unknown fields of an enum variant without fields. No request and no answer is such a variant.
#[test]
fn a_field_that_nobody_knows_is_refused_in_every_request_and_every_answer() {
    for name in Request::NAMES {
        let said = refused(OFFICER, json!({ "do": name, "nobodys": 1 }));
        assert!(said.starts_with("`nobodys` is not asked for; `"), "{name}: {said}");
    }
    for answer in [
        json!({ "outcome": "done", "event": "acknowledged", "state": "acknowledged" }),
        json!({ "outcome": "rejected", "why": "because" }),
        json!({ "outcome": "cases", "cases": [] }),
        json!({ "outcome": "schemes", "schemes": [] }),
        json!({ "outcome": "heard", "week": "2026-W48", "heard": [] }),
        json!({ "outcome": "answers", "answers": [] }),
        json!({ "outcome": "case", "district": "sehore", "said": [], "notes": [], "case": { "ticket": "42710839",
            "state": "registered", "level": "L1", "department": "-", "category": "-", "promises": [] } }),
    ] {
        let read: Answer = serde_json::from_value(answer.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), answer, "it is written as it was read");
        assert_eq!(answer["outcome"], read.outcome());
        let mut more = answer;
        more["nobodys"] = json!(1);
        let said = serde_json::from_value::<Answer>(more.clone()).unwrap_err().to_string();
        assert!(said.contains("unknown field `nobodys`"), "{more}: {said}");
    }
}

#[test]
fn no_refusal_and_no_log_repeats_a_number_or_what_is_disclosed() {
    let said = refused("agent:asha", json!({ "do": "history", "from": 919_425_012_345_u64 }));
    assert_eq!(said, "`from` is not a text");
    for request in [
        json!({ "do": "history", "from": "+919425012345" }),
        json!({ "do": "open", "contact": "call-1", "language": "hi", "from": "+919425012345" }),
        json!({ "do": "act", "ticket": "42710839", "id": "c-1", "command": "grant", "value": "919425012345" }),
    ] {
        let printed = format!("{:?}", asked("agent:asha", request).unwrap());
        assert!(!printed.contains("9425012345"), "{printed}");
    }
}
