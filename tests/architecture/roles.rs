//! The actions that each role may take, and those that it is refused.

use crate::evaluator::{Attempt, may};
use crate::template::{Statement, for_lambda, functions, granted, of_type, properties, role, statements};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const fn on(action: &'static str, on: &'static str) -> Attempt<'static> {
    Attempt { action, on, partition: None, purpose: None }
}

const fn table(action: &'static str, partition: &'static str) -> Attempt<'static> {
    Attempt { action, on: "Ledger", partition: Some(partition), purpose: None }
}

const fn sealed(action: &'static str, key: &'static str, purpose: &'static str) -> Attempt<'static> {
    Attempt { action, on: key, partition: None, purpose: Some(purpose) }
}

/// The attempts of a function that an attacker runs. Behind each attempt stand the functions that need the action.
const ATTEMPTS: [(&str, Attempt<'static>, &[&str]); 60] = [
    ("open a number", sealed("kms:Decrypt", "NumberKey", "citizen-number"), &["sms"]),
    ("seal a number", sealed("kms:Encrypt", "NumberKey", "citizen-number"), &["conversation", "desk"]),
    ("open a number under another purpose", sealed("kms:Decrypt", "NumberKey", "disclosure"), &[]),
    ("seal anything under the numbers' key", sealed("kms:Encrypt", "NumberKey", "anything"), &[]),
    ("re-encrypt a number", sealed("kms:ReEncryptFrom", "NumberKey", "citizen-number"), &[]),
    ("make a pseudonym", on("kms:GenerateMac", "PseudonymKey"), &["conversation", "desk"]),
    ("try a pseudonym", on("kms:VerifyMac", "PseudonymKey"), &[]),
    ("mark a PIN", on("kms:GenerateMac", "PinKey"), &["conversation"]),
    ("try a PIN", on("kms:VerifyMac", "PinKey"), &[]),
    ("open a disclosure", sealed("kms:Decrypt", "DisclosureKey", "disclosure"), &["desk"]),
    ("seal a disclosure", sealed("kms:Encrypt", "DisclosureKey", "disclosure"), &["conversation", "desk"]),
    ("open a voice", on("kms:Decrypt", "VoiceKey"), &["desk", "transcripts", "voice-notes"]),
    ("encrypt a voice", on("kms:GenerateDataKey", "VoiceKey"), &["transcripts", "voice-notes"]),
    ("open a sealed transcript", on("kms:Decrypt", "SealKey"), &["desk"]),
    ("seal a transcript", on("kms:GenerateDataKey", "SealKey"), &["transcripts"]),
    ("open a topic", on("kms:Decrypt", "TopicKey"), &["dispatch"]),
    ("change a key's policy", on("kms:PutKeyPolicy", "NumberKey"), &[]),
    ("give a key away", on("kms:CreateGrant", "NumberKey"), &[]),
    ("read a case", table("dynamodb:GetItem", "CASE#42710839"), &["conversation", "desk", "dispatch", "sms"]),
    ("read a citizen", table("dynamodb:GetItem", "CITIZEN#p"), &["conversation", "desk", "sms"]),
    ("read a call", table("dynamodb:GetItem", "CONTACT#c"), &["conversation", "desk", "sms"]),
    ("read an SMS", table("dynamodb:GetItem", "SMS#42710839"), &["sms"]),
    ("list a citizen's cases", table("dynamodb:Query", "CITIZEN#p"), &["conversation", "desk"]),
    ("list a call", table("dynamodb:Query", "CONTACT#c"), &["conversation", "voice-notes"]),
    ("list a case's events", table("dynamodb:Query", "CASE#42710839"), &["desk"]),
    (
        "write a case",
        table("dynamodb:PutItem", "CASE#42710839"),
        &["conversation", "desk", "escalation", "transcripts", "voice-notes"],
    ),
    ("write a call", table("dynamodb:PutItem", "CONTACT#c"), &["conversation", "desk"]),
    ("write a citizen", table("dynamodb:PutItem", "CITIZEN#p"), &["conversation", "desk"]),
    ("write an SMS", table("dynamodb:PutItem", "SMS#42710839"), &["sms"]),
    ("count wrong PINs", table("dynamodb:UpdateItem", "TRIES#all#day"), &["conversation"]),
    ("forget wrong PINs", table("dynamodb:DeleteItem", "TRIES#all#day"), &[]),
    ("delete a case", table("dynamodb:DeleteItem", "CASE#42710839"), &[]),
    ("read the whole table", on("dynamodb:Scan", "Ledger"), &[]),
    ("delete the table", on("dynamodb:DeleteTable", "Ledger"), &[]),
    ("export the table", on("dynamodb:ExportTableToPointInTime", "Ledger"), &[]),
    ("find due cases", on("dynamodb:Query", "Ledger/index/due"), &["escalation"]),
    ("list a desk", on("dynamodb:Query", "Ledger/index/desk"), &["desk"]),
    ("read the stream", on("dynamodb:GetRecords", "Ledger/stream/now"), &["dispatch"]),
    ("fetch a recording", on("s3:GetObject", "Recordings/recordings/ivr/x.wav"), &["voice-notes"]),
    ("put a recording", on("s3:PutObject", "Recordings/recordings/ivr/x.wav"), &[]),
    ("hear a note", on("s3:GetObject", "Notes/notes/42710839/c.mp3"), &["desk", "transcripts", "voice-notes"]),
    ("replace a note", on("s3:PutObject", "Notes/notes/42710839/c.mp3"), &["voice-notes"]),
    ("delete a note", on("s3:DeleteObject", "Notes/notes/42710839/c.mp3"), &[]),
    ("read a sealed transcript", on("s3:GetObject", "Notes/sealed/42710839/c.txt"), &["desk"]),
    ("read a transcript in clear", on("s3:GetObject", "Notes/transcripts/42710839/c.json"), &["transcripts"]),
    ("tell a department", on("sns:Publish", "TopicHOM"), &["dispatch"]),
    ("see who reads a topic", on("sns:ListSubscriptionsByTopic", "TopicHOM"), &["subscriptions"]),
    ("see who was subscribed", table("dynamodb:Query", "SUBSCRIBED#HOM"), &["subscriptions"]),
    ("subscribe to a topic", on("sns:Subscribe", "TopicHOM"), &[]),
    ("read a department's inbox", on("sqs:ReceiveMessage", "InboxHOM"), &[]),
    ("read a topic's record", on("sqs:ReceiveMessage", "RecordHOM"), &[]),
    ("read the dead letters", on("sqs:ReceiveMessage", "DeadLetters"), &[]),
    ("delete a dead letter", on("sqs:DeleteMessage", "DeadTexts"), &[]),
    ("take a parked notice", on("sqs:ReceiveMessage", "ParkedNotices"), &["dispatch"]),
    ("take an SMS to send", on("sqs:ReceiveMessage", "SmsQueue"), &["sms"]),
    ("queue an SMS", on("sqs:SendMessage", "SmsQueue"), &["dispatch"]),
    ("answer for a caller", on("lambda:InvokeFunction", "ConversationFunctionAliaslive"), &[]),
    ("act for an officer", on("lambda:InvokeFunction", "DeskFunctionAliaslive"), &[]),
    ("ask for a contact", on("lambda:InvokeFunction", "ContactsFunctionAliaslive"), &["voice-notes"]),
    ("read a log", on("logs:GetLogEvents", "DeskLog"), &[]),
];

/// Everything that a function's role may do: for its ports, and for AWS Lambda on its behalf.
fn all_of(function: &str) -> Vec<Statement> {
    granted(function).into_iter().chain(for_lambda(function)).collect()
}

#[test]
fn no_role_may_take_what_is_another_functions() {
    let mut refused: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (package, function) in functions() {
        let statements = all_of(&function);
        for (what, attempt, needed_by) in ATTEMPTS {
            let needs = needed_by.contains(&package.as_str());
            let may = may(role(&function), &statements, attempt);
            if may != needs {
                wrong.push(format!("{package} {} {what} ({})", if may { "may" } else { "may not" }, attempt.action));
            }
            *refused.entry(package.clone()).or_default() += usize::from(!may);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("forbidden actions refused, by function: {refused:?}");
    assert!(refused.len() == functions().len() && refused.values().all(|refused| *refused >= 20), "{refused:?}");
}

#[test]
fn only_contacts_may_ask_amazon_connect_and_it_may_do_nothing_else() {
    for (package, function) in functions() {
        let actions: BTreeSet<String> = granted(&function).into_iter().flat_map(|one| one.actions).collect();
        let asks = actions.iter().any(|action| action.starts_with("connect:"));
        assert_eq!(asks, package == "contacts", "{package}");
    }
    let actions: Vec<String> = all_of("ContactsFunction").into_iter().flat_map(|one| one.actions).collect();
    assert_eq!(actions, ["connect:DescribeContact", "logs:CreateLogStream", "logs:PutLogEvents"]);
    let settings = properties("ContactsFunction")["Environment"]["Variables"].as_object().unwrap();
    assert!(settings.keys().all(|name| ["CONNECT_INSTANCE", "RUST_BACKTRACE"].contains(&name.as_str())), "no table");
}

#[test]
fn every_role_is_written_out_and_nothing_of_it_is_wide() {
    /// Actions that take no ARN of ours: a job and a sender have none when they are asked for.
    const WITHOUT_ARN: [&str; 2] = ["transcribe:StartTranscriptionJob", "sms-voice:SendTextMessage"];
    let roles: BTreeSet<&str> = functions().values().map(|function| role(function)).collect();
    assert_eq!(of_type("AWS::IAM::Role").into_iter().collect::<BTreeSet<_>>(), roles, "each role is a function's");
    for (package, function) in functions() {
        let given = properties(role(&function));
        assert!(given.get("ManagedPolicyArns").is_none(), "{package} has a policy of SAM's");
        assert_eq!(given["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["Service"], "lambda.amazonaws.com");
        for Statement { actions, resources, .. } in all_of(&function) {
            assert!(actions.iter().all(|action| !action.contains('*')), "{package}: {actions:?}");
            let everywhere = resources.iter().any(|resource| resource.as_str() == Some("*"));
            assert!(
                !everywhere || actions.iter().all(|action| WITHOUT_ARN.contains(&&**action)),
                "{package}: {actions:?}"
            );
        }
    }
}

#[test]
fn a_key_refuses_its_use_to_an_administrator_and_lets_him_administer() {
    // Somebody whose own policy allows everything.
    let document: &'static Value = Box::leak(Box::new(serde_json::json!({
        "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }]
    })));
    let everything = statements(document);
    let somebody = "SweepRule"; // a resource that is no role of ours
    for key in of_type("AWS::KMS::Key") {
        let purpose = if key == "NumberKey" { "citizen-number" } else { "disclosure" };
        for action in [
            "kms:Decrypt",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
            "kms:GenerateMac",
            "kms:VerifyMac",
        ] {
            let makes_codes = action.ends_with("Mac");
            let is_of_codes = properties(key)["KeyUsage"] == "GENERATE_VERIFY_MAC";
            if makes_codes == is_of_codes {
                let attempt = Attempt { action, on: key, partition: None, purpose: Some(purpose) };
                assert!(!may(somebody, &everything, attempt), "an administrator may {action} with {key}");
            }
        }
        for action in ["kms:PutKeyPolicy", "kms:DisableKey", "kms:DescribeKey", "kms:EnableKeyRotation"] {
            let attempt = Attempt { action, on: key, partition: None, purpose: None };
            assert!(may(somebody, &everything, attempt), "nobody may {action} {key}");
        }
    }
}

#[test]
fn a_denial_of_a_key_names_both_forms_of_its_roles() {
    for key in of_type("AWS::KMS::Key") {
        let denials = statements(&properties(key)["KeyPolicy"]).into_iter().filter(|one| !one.allows);
        let mut denials_by_role = 0;
        for denial in denials {
            let Some(named) = denial.condition["ArnNotLike"]["aws:PrincipalArn"].as_array() else { continue };
            denials_by_role += 1;
            let by_arn = named.iter().filter(|one| one["Fn::GetAtt"].is_array()).count();
            let by_session = named.iter().filter(|one| one.to_string().contains(":assumed-role/")).count();
            assert!(by_arn > 0 && by_arn == by_session, "{key}: {named:?}");
        }
        assert!(denials_by_role > 0, "{key} denies nobody");
    }
}
