//! The permissions, settings and time limits of each function, as the transformed template sets them.

use crate::purity::below;
use crate::read;
use crate::template::{functions, granted, properties};
use helpline::recordings::{NoteStores, OwnerStores, TranscriptStores};
use helpline::sms::SmsStores;
use helpline::{CallStores, NotifyStores, StaffStores, SubscriberStores, SweepStores};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Returns the AWS actions that each function's adapters declare for its ports.
fn declared() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    BTreeMap::from([
        ("contacts", <contacts::Stores as OwnerStores>::actions()),
        ("conversation", <conversation::Stores as CallStores>::actions()),
        ("desk", <desk::Stores as StaffStores>::actions()),
        ("dispatch", <dispatch::Stores as NotifyStores>::actions()),
        ("escalation", <escalation::Stores as SweepStores>::actions()),
        ("sms", <sms::Stores as SmsStores>::actions()),
        ("subscriptions", <subscriptions::Stores as SubscriberStores>::actions()),
        ("transcripts", <transcripts::Stores as TranscriptStores>::actions()),
        ("voice-notes", <voice_notes::Stores as NoteStores>::actions()),
    ])
}

#[test]
fn each_function_is_granted_what_its_ports_use_and_no_more() {
    let declared = declared();
    for (package, function) in functions() {
        let ours = granted(&function);
        let granted: BTreeSet<&str> = ours.iter().flat_map(|s| s.actions.iter().map(String::as_str)).collect();
        let used = declared.get(package.as_str()).unwrap_or_else(|| panic!("`{package}` declares no ports here"));
        assert_eq!(&granted, used, "{package}");
    }
}

/// Returns the crate of a service's client, by the service's name in IAM actions.
fn client_of(service: &str) -> String {
    match service {
        "sms-voice" => "aws-sdk-pinpointsmsvoicev2".to_owned(),
        service => format!("aws-sdk-{service}"),
    }
}

#[test]
fn each_function_compiles_only_the_clients_of_services_it_uses() {
    /// Clients with which `aws-config` gets credentials.
    const OF_CREDENTIALS: [&str; 3] = ["aws-sdk-sso", "aws-sdk-ssooidc", "aws-sdk-sts"];
    /// The client with which a local cloud's SNS stands in for the service that sends SMS.
    const OF_A_LOCAL_CLOUD: (&str, &str) = ("sms", "aws-sdk-sns");
    for (package, actions) in declared() {
        let used: BTreeSet<String> = actions.iter().filter_map(|a| a.split(':').next()).map(client_of).collect();
        let clients = below(package).into_iter().filter(|name| name.starts_with("aws-sdk-"));
        let unused: Vec<String> =
            clients.filter(|name| !used.contains(name) && !OF_CREDENTIALS.contains(&name.as_str())).collect();
        let unused: Vec<_> = unused.iter().filter(|name| (package, name.as_str()) != OF_A_LOCAL_CLOUD).collect();
        assert!(unused.is_empty(), "`{package}` compiles {unused:?}, and its ports name no action of theirs");
    }
}

/// Returns the partition keys to which the function's statements for this action are limited.
fn partitions(function: &str, action: &str) -> Vec<Value> {
    let limited = granted(function).into_iter().filter(|statement| statement.actions.contains(action));
    let keys = limited.filter_map(|statement| {
        let keys = &statement.condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"];
        keys.is_array().then(|| keys.clone())
    });
    keys.collect()
}

#[test]
fn a_function_reaches_only_the_partitions_of_the_table_that_are_its_own() {
    let lists = partitions("ConversationFunction", "dynamodb:Query");
    assert_eq!(lists, [json!(["CITIZEN#*", "CONTACT#*", "SCHEMES", "HEARD#*"])], "a call lists no case");
    let texts = partitions("SmsFunction", "dynamodb:PutItem");
    assert_eq!(texts, [json!(["SMS#*", "MESSAGE#*"])], "no case is its to write");
    for function in ["EscalationFunction", "TranscriptsFunction", "VoiceNotesFunction"] {
        assert_eq!(partitions(function, "dynamodb:PutItem"), [json!(["CASE#*"])], "{function}");
    }
    // No statement reaches the whole table.
    for function in functions().into_values() {
        for statement in granted(&function).iter().filter(|statement| statement.is_of("Ledger")) {
            let keys = &statement.condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"];
            assert!(keys.is_array(), "{function}: {:?}", statement.actions);
        }
    }
}

/// Returns the functions that may use this action on this key.
fn may(action: &str, key: &str) -> Vec<String> {
    let may = |function: &String| {
        granted(function).iter().any(|statement| statement.is_of(key) && statement.actions.contains(action))
    };
    functions().into_iter().filter(|(_, function)| may(function)).map(|(package, _)| package).collect()
}

#[test]
fn no_function_but_sms_may_open_a_callers_number() {
    assert_eq!(may("kms:Decrypt", "NumberKey"), ["sms"]);
    // A statement that names no key, or all keys at once, would let its function use every key.
    for function in functions().into_values() {
        for statement in granted(&function) {
            let opens = statement.actions.iter().any(|action| action.starts_with("kms:") || action == "*");
            let named = statement.resources.iter().all(|resource| resource["Fn::GetAtt"][1] == "Arn");
            assert!(!opens || named, "{function} has keys that it does not name");
        }
    }
}

#[test]
fn each_key_is_opened_by_those_alone_who_must() {
    assert_eq!(may("kms:Decrypt", "DisclosureKey"), ["desk"]);
    assert_eq!(may("kms:Decrypt", "TopicKey"), ["dispatch"]);
    assert_eq!(may("kms:Decrypt", "VoiceKey"), ["desk", "transcripts", "voice-notes"]);
    assert_eq!(may("kms:GenerateDataKey", "VoiceKey"), ["transcripts", "voice-notes"]);
    // One function seals a whole transcript, another opens it.
    assert_eq!(may("kms:Decrypt", "SealKey"), ["desk"]);
    assert_eq!(may("kms:GenerateDataKey", "SealKey"), ["transcripts"]);
    assert_eq!(may("kms:GenerateMac", "PinKey"), ["conversation"]);
    assert_eq!(may("kms:GenerateMac", "PseudonymKey"), ["conversation", "desk"]);
}

#[test]
fn each_function_is_given_the_settings_that_its_main_reads() {
    /// A variable that Rust's runtime reads.
    const OF_THE_RUNTIME: &str = "RUST_BACKTRACE";
    // In a `main`, only the name of a setting is a string literal in capitals.
    let in_capitals = |text: &&str| text.len() > 2 && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    for (package, function) in functions() {
        let main = read(&format!("functions/{package}/src/main.rs"));
        let asked: BTreeSet<&str> = main.split('"').filter(in_capitals).collect();
        let given = properties(&function)["Environment"]["Variables"].as_object().unwrap();
        let given: BTreeSet<&str> = given.keys().map(String::as_str).filter(|name| *name != OF_THE_RUNTIME).collect();
        assert_eq!(asked, given, "{package}");
    }
}

#[test]
fn the_functions_time_out_when_their_deadlines_say() {
    let limit = |function: &str| properties(function)["Timeout"].as_u64().unwrap();
    assert_eq!(limit("EscalationFunction"), aws_kit::deadlines::ESCALATION_FUNCTION.as_secs());
    assert_eq!(limit("ConversationFunction"), aws_kit::deadlines::CONVERSATION_FUNCTION.as_secs());
    assert_eq!(limit("DispatchFunction"), aws_kit::deadlines::DISPATCH_FUNCTION.as_secs());
}

#[test]
fn what_citizens_say_is_encrypted_forgotten_by_rule_and_nobodys_to_see() {
    for name in ["Recordings", "Notes"] {
        let bucket = properties(name);
        let by_default =
            &bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]["ServerSideEncryptionByDefault"];
        assert_eq!(by_default["SSEAlgorithm"], "aws:kms", "{name}");
        for closed in ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"] {
            assert_eq!(bucket["PublicAccessBlockConfiguration"][closed], true, "{name}: {closed}");
        }
        let rules = bucket["LifecycleConfiguration"]["Rules"].as_array().unwrap();
        assert!(rules.iter().any(|rule| rule.get("ExpirationInDays").is_some()), "{name}");
    }
    // The bucket's lifecycle rule, its events and the telephone's template name the same prefix, under which Amazon
    // Connect writes.
    let recordings = properties("Recordings");
    assert_eq!(recordings.to_string().matches("recordings/ivr/").count(), 3);
    assert!(read("infra/connect.yaml").contains("BucketPrefix: recordings\n"));
    let events = recordings["NotificationConfiguration"]["QueueConfigurations"].as_array().unwrap();
    let events: Vec<&str> = events.iter().map(|one| one["Event"].as_str().unwrap()).collect();
    assert_eq!(events, ["s3:ObjectCreated:Put", "s3:ObjectCreated:CompleteMultipartUpload"]);
}

#[test]
fn uses_of_a_link_to_a_voice_are_logged_and_forgotten_by_rule() {
    assert_eq!(properties("Notes")["LoggingConfiguration"]["DestinationBucketName"]["Ref"], "NotesUse");
    let rules = properties("NotesUse")["LifecycleConfiguration"]["Rules"].as_array().unwrap();
    assert!(rules.iter().any(|rule| rule["ExpirationInDays"]["Ref"] == "LogDays"), "{rules:?}");
}

#[test]
fn every_topic_of_the_directory_is_in_the_template() {
    for (code, _) in state_directory::playbook().unwrap().directory.topics() {
        for kind in ["Topic", "TopicFails", "Record", "RecordSubscription", "Inbox", "InboxSubscription"] {
            let resource = format!("{kind}{code}");
            assert!(crate::template::has(&resource), "{resource} is missing: run `cargo xtask generate`");
        }
    }
}
