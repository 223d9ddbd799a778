//! An alarm counts a line that the code writes: each filter of the transformed template fits the line of its function, and
//! each alarm names the metric and the dimensions under which it is counted.

use crate::template::{functions, has, of_type, properties};
use acceptance::line::Line;
use directory::Sms;
use helpline::CallerNumber;
use helpline::ports::{Owner, SendResult, WantedSms};
use helpline::recordings::Suggests;
use helpline::sms::Hours;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex};
use testkit::Memory;

/// A copy of what the log writes.
#[derive(Clone, Default)]
struct Copy(Arc<Mutex<Vec<u8>>>);

impl io::Write for Copy {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs work of a function, and returns the lines of its log.
fn logged(work: impl Future<Output = ()>) -> Vec<Value> {
    let copy = Copy::default();
    let to = copy.clone();
    tracing::subscriber::with_default(aws_kit::log_into(move || to.clone()), || {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work);
    });
    let written = String::from_utf8(copy.0.lock().unwrap().clone()).unwrap();
    written.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn now() -> Timestamp {
    "2026-11-26T06:30:00Z".parse().unwrap()
}

/// A batch of a queue: one message on its `tries`-th delivery.
fn message(body: &str, tries: u32) -> Vec<u8> {
    let message = json!({ "messageId": "m", "receiptHandle": "r", "eventSource": "aws:sqs", "body": body,
        "attributes": { "ApproximateReceiveCount": tries.to_string() } });
    json!({ "Records": [message] }).to_string().into_bytes()
}

fn file(bucket: &str, key: &str) -> String {
    json!({ "Records": [{ "s3": { "bucket": { "name": bucket }, "object": { "key": key } } }] }).to_string()
}

/// A ledger with one case of the call `contact-1`; returns its ticket too.
async fn one_case(memory: &Memory) -> String {
    let mut line = Line::ring(memory, "contact-1");
    for input in ["start", "1", "beep", "noted", "1", "1"] {
        line.send(input).await.unwrap();
    }
    memory.kept().cases.keys().next().unwrap().to_string()
}

const RECORDING: &str = "recordings/ivr/2026/11/26/contact-1_20261126T06:30_UTC.wav";

async fn dispatch_of(tries: u32) {
    let memory = Memory::default();
    let ticket = one_case(&memory).await;
    memory.kept().dead_topics.push("FCS".into());
    let last = memory.kept().events.keys().map(|(_, sequence)| *sequence).max().unwrap();
    let directory = &state_directory::playbook().unwrap().directory;
    dispatch::handle(
        directory,
        &memory,
        acceptance::world::at_once(),
        &|| true,
        &message(&format!("{ticket}-{last}"), tries),
    )
    .await
    .unwrap();
}

async fn voice_notes_of(tries: u32) {
    let memory = Memory::default();
    one_case(&memory).await;
    let directory = &state_directory::playbook().unwrap().directory;
    let place = ("b".to_owned(), RECORDING.to_owned());
    memory.kept().recorded.insert(place, Owner::Nobody);
    voice_notes::handle(directory, &memory, &message(&file("b", RECORDING), tries), now()).await.unwrap();
    // Another call's recording has no case.
    let other = RECORDING.replace("contact-1", "contact-2");
    voice_notes::handle(directory, &memory, &message(&file("b", &other), 1), now()).await.unwrap();
}

async fn transcripts_of(tries: u32) {
    let memory = Memory::default();
    let ticket = one_case(&memory).await;
    let directory = state_directory::read().unwrap().directory.with_transcripts();
    let suggests = Suggests { words: state_directory::words().unwrap(), places: state_directory::places().unwrap() };
    let sound = voice::write::one_segment(&voice::write::voice(2.0));
    memory.kept().recordings.insert(("b".to_owned(), RECORDING.to_owned()), sound);
    voice_notes::take(&directory, &memory, file("b", RECORDING).as_bytes(), 1, now()).await.unwrap();
    let key = format!("transcripts/{ticket}/contact-1.json");
    let said = r#"{"results": {"transcripts": [{"transcript": "ration"}]}}"#;
    memory.kept().recordings.insert(("b".to_owned(), key.clone()), said.into());
    memory.breaks(&["fetch"]);
    let event = message(&file("b", &key), tries);
    transcripts::handle(&directory, &suggests, &memory, "stack", &event, now()).await.unwrap();
    memory.mends();
    memory.kept().recordings.insert(("b".to_owned(), key.clone()), Vec::new());
    transcripts::handle(&directory, &suggests, &memory, "stack", &event, now()).await.unwrap();
}

async fn sms_of(tries: u32) {
    let memory = Memory::default();
    let contact = lifecycle::ContactId::new("contact-1").unwrap();
    let scheme = dialogue::SchemeId { code: lifecycle::SchemeCode::new("ladli-behna").unwrap(), version: 1 };
    let sms = Sms { template: "t".to_owned(), registered: None, text: "words".to_owned() };
    let number = testkit::sealed(&CallerNumber::new("+919425012345").unwrap()).number;
    memory.kept().wanted.push(WantedSms { contact, scheme, number, sms, at: now() });
    memory.kept().handing.push_back(SendResult::Refused("sms ValidationException".to_owned()));
    let texts = state_directory::sms().unwrap();
    let event = message("scheme ladli-behna contact-1", tries);
    memory.breaks(&["wanted_sms"]);
    sms::handle(texts, &memory, &event, (now(), Hours::Any)).await.unwrap();
    memory.mends();
    sms::handle(texts, &memory, &event, (now(), Hours::Any)).await.unwrap();
}

async fn escalation_once() {
    let memory = Memory::default();
    one_case(&memory).await;
    let directory = &state_directory::playbook().unwrap().directory;
    let later = (now() + SignedDuration::from_hours(24 * 30)).to_string();
    let tick = json!({ "time": later }).to_string();
    escalation::handle(directory, &memory, tick.as_bytes(), &|| true).await.unwrap();
}

/// A case whose number is sealed one step late, and a PIN that opens nothing.
async fn conversation_once() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    line.send("start").await.unwrap();
    memory.breaks(&["seal"]);
    line.send("1").await.unwrap();
    memory.mends();
    line.send("beep").await.unwrap();
    let mut line = Line::ring(&memory, "contact-2");
    for input in ["start", "3"] {
        line.send(input).await.unwrap();
    }
    for digits in ["42710839", "1234"] {
        line.types(digits).await.unwrap();
    }
}

async fn subscriptions_once() {
    let directory = &state_directory::playbook().unwrap().directory;
    subscriptions::handle(directory, &Memory::default()).await.unwrap();
}

/// The lines of each function whose log an alarm reads, with messages that came for the `tries`-th time.
fn lines(tries: u32) -> BTreeMap<&'static str, Vec<Value>> {
    BTreeMap::from([
        ("ConversationLog", logged(conversation_once())),
        ("DispatchLog", logged(dispatch_of(tries))),
        ("EscalationLog", logged(escalation_once())),
        ("SmsLog", logged(sms_of(tries))),
        ("SubscriptionsLog", logged(subscriptions_once())),
        ("TranscriptsLog", logged(transcripts_of(tries))),
        ("VoiceNotesLog", logged(voice_notes_of(tries))),
    ])
}

/// Returns true if a pattern fits a line (CloudWatch Logs User Guide, "Filter pattern syntax": JSON terms joined by
/// `&&`, with `=` and `>=`, and `*` at the end of a text).
///
/// # Panics
/// If the pattern has another form.
fn fits(pattern: &str, line: &Value) -> bool {
    let terms = pattern.strip_prefix("{ ").and_then(|rest| rest.strip_suffix(" }")).unwrap();
    terms.split(" && ").all(|term| {
        let (selector, compared) = term.strip_prefix("$.").unwrap().split_once(' ').unwrap();
        let (operator, operand) = compared.split_once(' ').unwrap();
        let found = &line[selector];
        match (operator, operand.strip_prefix('"').and_then(|text| text.strip_suffix('"'))) {
            ("=", Some(text)) => match text.strip_suffix('*') {
                Some(beginning) => found.as_str().is_some_and(|found| found.starts_with(beginning)),
                None => found == text,
            },
            (">=", None) => found.as_f64().is_some_and(|found| found >= operand.parse().unwrap()),
            other => panic!("an unknown term {other:?}"),
        }
    })
}

#[test]
fn each_filter_counts_a_line_that_its_function_writes_and_no_early_try() {
    let (late, early) = (lines(10), lines(1));
    for filter in of_type("AWS::Logs::MetricFilter") {
        let given = properties(filter);
        let log = given["LogGroupName"]["Ref"].as_str().unwrap();
        let pattern = given["FilterPattern"].as_str().unwrap();
        let counted: Vec<&Value> = late[log].iter().filter(|line| fits(pattern, line)).collect();
        assert!(!counted.is_empty(), "{filter} counts no line of {log}: {:#?}", late[log]);
        if pattern.contains("$.tries") {
            assert!(!early[log].iter().any(|line| fits(pattern, line)), "{filter} counts a first try");
        }
        let value = given["MetricTransformations"][0]["MetricValue"].as_str().unwrap();
        if let Some(field) = value.strip_prefix("$.") {
            assert!(counted.iter().all(|line| line[field].is_number()), "{filter}: no number `{field}`");
        }
    }
}

/// Amazon Connect leads from a call's id to the caller's number. So no line joins a call with a case.
#[test]
fn no_line_of_a_log_names_a_call_beside_a_ticket() {
    for (log, line) in lines(10).into_iter().flat_map(|(log, lines)| lines.into_iter().map(move |line| (log, line))) {
        let written = line.to_string();
        let mut words = written.split(|c: char| !c.is_ascii_alphanumeric());
        let names_a_case = words.any(|word| word.len() == 8 && lifecycle::Ticket::parse(word).is_ok());
        assert!(!(names_a_case && written.contains("contact-")), "{log}: {written}");
    }
}

/// A dead letter of the stream holds sequence numbers and nothing else.
#[test]
fn a_record_that_fails_leads_from_its_number_in_the_log_to_its_event() {
    let lines = logged(async {
        let memory = Memory::default();
        one_case(&memory).await;
        memory.breaks(&["publish", "queue_sms", "park"]);
        let last = memory.kept().events.values().next_back().cloned().unwrap();
        let image = acceptance::world::image(&ledger_items::item_of_event(&last));
        let keys = json!({ "pk": image["pk"], "sk": image["sk"] });
        let record = json!({ "eventName": "INSERT", "eventSource": "aws:dynamodb",
            "dynamodb": { "Keys": keys, "NewImage": image, "SequenceNumber": "4421584500000000017450439091" } });
        let batch = json!({ "Records": [record] }).to_string();
        let directory = &state_directory::playbook().unwrap().directory;
        let answer = dispatch::handle(directory, &memory, acceptance::world::at_once(), &|| true, batch.as_bytes())
            .await
            .unwrap();
        assert_eq!(answer.failures.len(), 1);
    });
    let found = lines.iter().find(|line| line["record"] == "4421584500000000017450439091").unwrap();
    let event = found["event"].as_str().unwrap();
    assert!(helpline::EventKey::parse(event).is_some(), "{event} can be sent to the parked queue");
}

#[test]
fn each_counted_line_has_its_alarm_and_each_alarm_its_metric() {
    let stack = json!({ "Ref": "AWS::StackName" });
    let own = |alarm: &&str| properties(alarm)["Namespace"] == stack;
    let metric = |of: &Value| of["MetricName"].as_str().unwrap().to_owned();
    let alarms = of_type("AWS::CloudWatch::Alarm");
    let alarmed: BTreeSet<String> = alarms.iter().copied().filter(own).map(|alarm| metric(properties(alarm))).collect();
    let filters = of_type("AWS::Logs::MetricFilter").into_iter().map(|filter| properties(filter));
    let counted: BTreeSet<String> = filters
        .map(|filter| {
            let made = &filter["MetricTransformations"][0];
            assert_eq!(made["MetricNamespace"], json!({ "Fn::Sub": "${AWS::StackName}" }));
            assert!(made.get("Dimensions").is_none(), "an alarm would have to name them");
            metric(made)
        })
        .collect();
    // The dashboard shows the voided drafts. Callers who hang up are no reason for an alarm.
    let shown = BTreeSet::from(["VoidedDrafts".to_owned()]);
    assert_eq!(counted.difference(&alarmed).cloned().collect::<BTreeSet<_>>(), shown);
    assert!(alarmed.is_subset(&counted), "{alarmed:?} {counted:?}");
}

#[test]
fn each_alarm_of_a_service_names_the_dimensions_under_which_the_service_counts() {
    let functions: BTreeSet<String> = functions().into_values().collect();
    for alarm in of_type("AWS::CloudWatch::Alarm") {
        let given = properties(alarm);
        assert!(given.get("Metrics").is_none(), "{alarm}: a local cloud refuses metric math");
        let dimensions = given["Dimensions"].as_array().cloned().unwrap_or_default();
        let names: Vec<&str> = dimensions.iter().map(|one| one["Name"].as_str().unwrap()).collect();
        match given["Namespace"].as_str() {
            None => assert!(dimensions.is_empty(), "{alarm}: a metric of ours has no dimension"),
            // AWS Lambda counts an alias under both (AWS Lambda developer guide, "Types of metrics").
            Some("AWS/Lambda") => {
                assert_eq!(names, ["FunctionName", "Resource"], "{alarm}");
                let function = dimensions[0]["Value"]["Ref"].as_str().unwrap();
                assert!(functions.contains(function), "{alarm}");
                assert_eq!(dimensions[1]["Value"]["Fn::Sub"], format!("${{{function}}}:live"), "{alarm}");
            }
            Some("AWS/SQS") => {
                assert_eq!(names, ["QueueName"], "{alarm}");
                assert!(has(dimensions[0]["Value"]["Fn::GetAtt"][0].as_str().unwrap()), "{alarm}");
            }
            Some("AWS/SNS") => assert_eq!(names, ["TopicName"], "{alarm}"),
            Some("AWS/DynamoDB") => {
                assert_eq!(dimensions[0], json!({ "Name": "TableName", "Value": { "Ref": "Ledger" } }), "{alarm}");
                let by_operation = given["MetricName"] == "SystemErrors";
                assert_eq!(names.len(), 1 + usize::from(by_operation), "{alarm}");
            }
            other => panic!("{alarm}: an unknown namespace {other:?}"),
        }
        assert!(given["AlarmActions"].to_string().contains("AlarmTopicArn"), "{alarm} tells nobody");
    }
}

#[test]
fn every_function_has_alarms_for_its_errors_and_its_throttles() {
    for function in functions().into_values() {
        for metric in ["Errors", "Throttles"] {
            let watches = |alarm: &&str| {
                let given = properties(alarm);
                given["MetricName"] == metric && given["Dimensions"][0]["Value"]["Ref"] == function
            };
            assert!(of_type("AWS::CloudWatch::Alarm").iter().any(watches), "{function}: {metric}");
        }
    }
}

#[test]
fn every_alarm_stands_in_the_runbook() {
    let runbook = crate::read("docs/RUNBOOK.md");
    for alarm in of_type("AWS::CloudWatch::Alarm") {
        let name = if alarm.starts_with("TopicFails") { "TopicFails" } else { alarm };
        assert!(runbook.contains(&format!("`{name}`")) || runbook.contains(&format!("`{name}…`")), "{alarm}");
    }
}
