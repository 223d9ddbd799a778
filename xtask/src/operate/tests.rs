//! An operator's commands, tried on a stack that notes what it is asked.

use super::place::Letter;
use super::*;
use crate::cli::Cli;
use clap::CommandFactory as _;
use desk_api::Envelope;
use serde_json::Value;
use std::cell::RefCell;
use std::path::Path;

/// A stack that notes what it is asked, and has some dead letters.
#[derive(Default)]
struct Noted {
    asked: RefCell<Vec<String>>,
    letters: RefCell<Vec<Letter>>,
}

impl Noted {
    fn note(&self, what: String) {
        self.asked.borrow_mut().push(what);
    }
}

impl Desk for Noted {
    fn answer(&self, asked: &Envelope) -> anyhow::Result<Answer> {
        self.note(asked.request.name().to_owned());
        Ok(Answer::rejected("nobody may"))
    }
}

impl Place for Noted {
    fn output(&self, name: &str) -> anyhow::Result<String> {
        Ok(name.to_owned())
    }
    fn send(&self, queue: &str, body: &str) -> anyhow::Result<()> {
        self.note(format!("send {queue} {body}"));
        Ok(())
    }
    fn receive(&self, _: &str) -> anyhow::Result<Vec<Letter>> {
        Ok(self.letters.take())
    }
    fn delete(&self, queue: &str, receipt: &str) -> anyhow::Result<()> {
        self.note(format!("delete {queue} {receipt}"));
        Ok(())
    }
    fn subscribe(&self, topic: &str, protocol: &str, address: &str, filter: Option<&str>) -> anyhow::Result<()> {
        self.note(format!("subscribe {topic} {protocol} {address} {}", filter.unwrap_or("-")));
        Ok(())
    }
    fn write(&self, item: &Value) -> anyhow::Result<()> {
        self.note(format!("write {item}"));
        Ok(())
    }
}

fn letter(receipt: &str, body: &str) -> Letter {
    Letter { receipt: receipt.to_owned(), body: body.to_owned() }
}

#[test]
fn a_reader_is_subscribed_and_written_down_for_the_hourly_look() {
    let stack = Noted::default();
    subscribed(&stack, "FCS", ("email", "food@example.org"), Some("{}")).unwrap();
    let expected = [
        "subscribe TopicArnPrefixFCS email food@example.org {}",
        r#"write {"pk":{"S":"SUBSCRIBED#FCS"},"sk":{"S":"email#food@example.org"}}"#,
    ];
    assert_eq!(*stack.asked.borrow(), expected);
}

#[test]
fn a_notice_is_told_again_by_its_key_and_anything_else_is_refused() {
    let stack = Noted::default();
    redrive(&stack, &["42710839-4".to_owned()]).unwrap();
    assert_eq!(*stack.asked.borrow(), ["send ParkedQueueUrl 42710839-4"]);
    for wrong in ["42710839", "42710838-4", "42710839-x", "{}"] {
        let said = redrive(&stack, &[wrong.to_owned()]).unwrap_err().to_string();
        assert!(said.ends_with("is no key of an event, such as 42710839-4"), "{said}");
    }
}

#[test]
fn keys_among_the_dead_letters_are_sent_again_and_other_letters_stay() {
    let stack = Noted::default();
    *stack.letters.borrow_mut() =
        vec![letter("a", "42710839-4"), letter("b", "{\"requestContext\":{}}"), letter("c", "scheme pm-kisan call-1")];
    redrive(&stack, &[]).unwrap();
    assert_eq!(
        *stack.asked.borrow(),
        [
            "send ParkedQueueUrl 42710839-4",
            "delete DeadLettersQueueUrl a",
            "send ParkedQueueUrl scheme pm-kisan call-1",
            "delete DeadLettersQueueUrl c",
        ]
    );
}

#[test]
fn an_announcement_is_typed_with_a_text_in_each_language() {
    let until: Timestamp = "2026-12-24T12:30:00Z".parse().unwrap();
    let said = ["hi=बिजली बंद है।", "EN=Power is out."].map(str::to_owned);
    let request = serde_json::to_value(announcement("enr", "No-Supply", until, &said).unwrap()).unwrap();
    assert_eq!(
        request,
        json!({ "do": "announce", "department": "ENR", "category": "no-supply", "until": "2026-12-24T12:30:00Z",
            "said": { "hi": "बिजली बंद है।", "en": "Power is out." } })
    );
    assert!(announcement("ENR", "general", until, &["Power is out.".to_owned()]).is_err());
}

#[test]
fn the_end_of_an_announcement_is_one_that_is_over_already_in_every_language() {
    let now: Timestamp = "2026-12-24T12:30:00Z".parse().unwrap();
    let Request::Announce(over) = end(now).unwrap() else { panic!("it is an announcement") };
    assert!(over.until.0 < now);
    assert_eq!(over.said.len(), departments::directory().unwrap().languages.len());
}

#[test]
fn a_refusal_ends_the_command_with_its_reason() {
    let said = done(&Noted::default(), "coordinator:kiran", end(moment::now()).unwrap()).unwrap_err().to_string();
    assert_eq!(said, "refused: nobody may");
}

#[test]
fn a_case_that_is_opened_is_told_with_its_ticket() {
    let done = |event: &str| -> Done {
        serde_json::from_value(json!({ "event": event, "state": "registered", "ticket": "42710839" })).unwrap()
    };
    assert_eq!(opened(&done("registered")).unwrap(), "case 42710839 is open and registered");
    assert_eq!(opened(&done("nothing")).unwrap(), "the contact has case 42710839 already, which is registered");
}

#[test]
fn a_subscription_to_some_levels_filters_by_the_attribute_of_the_notices() {
    assert_eq!(filter(&[]).unwrap(), None);
    assert_eq!(filter(&["l2".to_owned(), "L3".to_owned()]).unwrap().as_deref(), Some(r#"{"tells":["L2","L3"]}"#));
    assert!(filter(&["L9".to_owned()]).is_err());
}

fn file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)).unwrap()
}

#[test]
fn every_command_of_an_operator_stands_in_the_runbook() {
    let runbook = file("docs/RUNBOOK.md");
    let command = Cli::command();
    for verb in command.find_subcommand("operate").unwrap().get_subcommands() {
        let typed = format!("| `cargo xtask operate {}", verb.get_name());
        assert!(runbook.contains(&typed), "docs/RUNBOOK.md: a row that begins with {typed}");
    }
}

#[test]
fn every_alarm_has_a_row_of_the_runbook_and_every_row_an_alarm() {
    let (template, runbook) = (file("infra/template.yaml"), file("docs/RUNBOOK.md"));
    let lines: Vec<&str> = template.lines().collect();
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let mut alarms: Vec<&str> = pairs
        .filter(|(_, next)| next.trim() == "Type: AWS::CloudWatch::Alarm")
        .map(|(name, _)| name.trim().trim_end_matches(':'))
        .collect();
    assert!(alarms.len() > 10, "{alarms:?}");
    let table = runbook.split("\n\n").find(|block| block.starts_with("| alarm |")).unwrap();
    let mut rows: Vec<&str> =
        table.lines().skip(2).filter_map(|row| row.strip_prefix("| `")?.split('`').next()).collect();
    // Each topic has an alarm of its own, and all of them one row.
    for alarm in &mut alarms {
        if alarm.starts_with("TopicFails") {
            *alarm = "TopicFails…";
        }
    }
    alarms.sort_unstable();
    alarms.dedup();
    rows.sort_unstable();
    assert_eq!(rows, alarms, "docs/RUNBOOK.md: a row for each alarm of infra/template.yaml");
}
