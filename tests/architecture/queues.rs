//! Queues, topics and rules: each message has its way, and no number goes with it.

use crate::template::{of_type, properties, resource, rules};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn a_delivery_result_leaves_its_number_at_the_rule() {
    let target = &properties("SmsResults")["Targets"][0];
    let transformer = &target["InputTransformer"];
    let paths: BTreeSet<&str> =
        transformer["InputPathsMap"].as_object().unwrap().values().map(|path| path.as_str().unwrap()).collect();
    assert_eq!(paths, BTreeSet::from(["$.detail.eventType", "$.detail.isFinal", "$.detail.messageId"]));
    let passed = transformer["InputTemplate"].as_str().unwrap();
    assert!(!passed.contains("aws.events"), "the rule passes on the whole event: {passed}");
    // The function reads the message that the rule makes of an event.
    let made =
        passed.replace("<type>", "\"TEXT_DELIVERED\"").replace("<message>", "\"m-1\"").replace("<final>", "true");
    let made: Value = serde_json::from_str(&made).unwrap();
    assert_eq!(made, json!({ "detail": { "eventType": "TEXT_DELIVERED", "messageId": "m-1", "isFinal": true } }));
}

/// Only a rule may hand an event of the operators or of Amazon Connect to a function: their events hold numbers.
#[test]
fn no_rule_passes_on_an_event_that_holds_a_number() {
    for rule in of_type("AWS::Events::Rule") {
        let given = properties(rule);
        let source = given["EventPattern"]["source"].to_string();
        let holds_numbers = ["aws.sms-voice", "aws.connect"].iter().any(|service| source.contains(service));
        for target in given["Targets"].as_array().unwrap() {
            let whole = target.get("InputTransformer").is_none() && target.get("Input").is_none();
            assert!(!holds_numbers || !whole, "{rule} passes on whole events");
        }
    }
}

/// The queues into which messages fall at last.
fn dead() -> BTreeSet<&'static str> {
    of_type("AWS::SQS::Queue").into_iter().filter(|name| name.starts_with("Dead") || *name == "Undelivered").collect()
}

#[test]
fn each_kind_of_dead_letter_has_its_own_queue_and_alarm() {
    let kinds = ["DeadLetters", "DeadRecordings", "DeadTexts", "DeadTranscripts", "Undelivered"];
    assert_eq!(dead(), kinds.into_iter().collect());
    let redrives = |name: &&str| properties(name)["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0].clone();
    let used: Vec<Value> = of_type("AWS::SQS::Queue").iter().map(redrives).filter(|to| !to.is_null()).collect();
    let into = |queue: &str| used.iter().filter(|to| **to == *queue).count();
    assert_eq!(kinds.map(into), [1, 1, 1, 1, 0]);
    let watched = |queue: &str| {
        of_type("AWS::CloudWatch::Alarm")
            .into_iter()
            .any(|alarm| properties(alarm)["Dimensions"][0]["Value"]["Fn::GetAtt"] == json!([queue, "QueueName"]))
    };
    for queue in kinds.into_iter().chain(["ParkedNotices"]) {
        assert!(watched(queue), "no alarm watches {queue}");
    }
}

#[test]
fn every_topic_has_a_queue_of_record_that_no_other_topic_writes_to_and_an_alarm_of_its_own() {
    for topic in of_type("AWS::SNS::Topic") {
        let code = topic.strip_prefix("Topic").unwrap();
        let (record, subscription) = (format!("Record{code}"), format!("RecordSubscription{code}"));
        for unconditional in [&record, &subscription, &format!("RecordPolicy{code}")] {
            assert!(resource(unconditional).get("Condition").is_none(), "{unconditional}");
        }
        let subscribed = properties(&subscription);
        assert_eq!(subscribed["TopicArn"]["Ref"], topic);
        assert_eq!(subscribed["Endpoint"]["Fn::GetAtt"][0], *record);
        assert_eq!(subscribed["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0], "Undelivered");
        assert!(subscribed.get("FilterPolicy").is_none(), "a record holds every notice");
        for queue in ["Record", "Inbox"] {
            let statement = &properties(&format!("{queue}Policy{code}"))["PolicyDocument"]["Statement"][0];
            assert_eq!(statement["Condition"]["ArnEquals"]["aws:SourceArn"]["Ref"], topic, "{queue}");
        }
        let alarm = properties(&format!("TopicFails{code}"));
        assert_eq!(alarm["Dimensions"][0]["Value"]["Fn::GetAtt"], json!([topic, "TopicName"]));
    }
}

#[test]
fn a_recording_has_a_day_of_tries_and_no_burst_of_files_takes_the_calls_concurrency() {
    for queue in ["NewRecordings", "NewTranscripts"] {
        assert_eq!(properties(queue)["RedrivePolicy"]["maxReceiveCount"], 106, "helpline::patience");
    }
    for function in ["VoiceNotes", "Transcripts"] {
        let limit = properties(&format!("{function}Function"))["Timeout"].as_u64().unwrap();
        let hidden = properties(&format!("New{}", function.replace("VoiceNotes", "Recordings")))["VisibilityTimeout"]
            .as_u64()
            .unwrap();
        assert!(hidden >= 6 * limit, "{function}: six times the time-out, as Lambda recommends");
    }
    // The stream is the one source without a cap: its shards limit it.
    for source in of_type("AWS::Lambda::EventSourceMapping") {
        let given = properties(source);
        let is_stream = given["StartingPosition"].is_string();
        assert!(is_stream || given["ScalingConfig"]["MaximumConcurrency"].is_u64(), "{source} is not capped");
    }
    let stream = properties("DispatchFunctionLedger");
    assert!(stream["MaximumRecordAgeInSeconds"].as_u64().unwrap() <= 6 * 60 * 60, "long before the stream forgets");
    assert!(stream["MaximumRetryAttempts"].is_u64());
}

#[test]
fn what_the_law_and_a_repair_need_survives_the_stack() {
    let kept = ["AWS::SQS::Queue", "AWS::Logs::LogGroup", "AWS::KMS::Key", "AWS::DynamoDB::Table", "AWS::S3::Bucket"];
    for name in kept.into_iter().flat_map(of_type).filter(|name| !name.starts_with("Inbox")) {
        // A call's state lives as long as the call.
        if name == "StateKey" {
            continue;
        }
        let policy = resource(name)["DeletionPolicy"].as_str().unwrap_or("Delete");
        assert!(["Retain", "RetainExceptOnCreate"].contains(&policy), "{name} goes with the stack");
        assert_eq!(resource(name)["UpdateReplacePolicy"], "Retain", "{name}");
    }
}

#[test]
fn a_protected_stack_refuses_every_setting_of_trials() {
    let rule = &rules()["NoSettingOfTrialsBesideProtection"];
    assert_eq!(rule["RuleCondition"], json!({ "Fn::Equals": [{ "Ref": "Protection" }, "on"] }));
    let asserted = rule["Assertions"].to_string();
    for (parameter, value) in [
        ("Time", "present"),
        ("Schemes", "approved"),
        ("ConnectInstanceId", "by-name"),
        ("Transcriber", "given"),
        ("SmsRegion", "local"),
        ("Cloud", "aws"),
    ] {
        let equals = json!({ "Fn::Equals": [{ "Ref": parameter }, value] }).to_string();
        assert!(asserted.contains(&equals), "{parameter}");
    }
}

#[test]
fn nothing_is_said_unencrypted_on_the_wire() {
    let denies = |policy: &str| properties(policy).to_string().contains(r#"{"aws:SecureTransport":"false"}"#);
    let named_in = |kind: &str, list: &str| -> BTreeSet<String> {
        let policies = of_type(kind).into_iter().filter(|policy| denies(policy));
        let named = policies.flat_map(|policy| match &properties(policy)[list] {
            Value::Array(all) => all.iter().collect(),
            one => vec![one],
        });
        named.map(|one| one["Ref"].as_str().unwrap().to_owned()).collect()
    };
    for (resource, policy, list) in [
        ("AWS::S3::Bucket", "AWS::S3::BucketPolicy", "Bucket"),
        ("AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "Queues"),
        ("AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "Topics"),
    ] {
        let all: BTreeSet<String> = of_type(resource).into_iter().map(str::to_owned).collect();
        assert_eq!(named_in(policy, list), all, "{resource}");
    }
}

#[test]
fn the_access_log_and_amazon_transcribe_have_leave_before_they_are_used() {
    let before = &resource("Notes")["DependsOn"];
    assert!(before.as_array().unwrap().contains(&json!("NotesUsePolicy")), "S3 logs from the first request on");
    for function in ["VoiceNotesFunction", "TranscriptsFunction"] {
        let probe = crate::template::granted(function).into_iter().any(|statement| {
            statement.actions.contains("s3:PutObject")
                && statement.resources.iter().any(|one| one.to_string().contains("/.write_access_check_file.temp"))
        });
        assert!(probe, "{function} begins jobs, and Amazon Transcribe first tries to write into the bucket");
    }
}
