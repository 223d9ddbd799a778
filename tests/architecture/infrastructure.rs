//! What the template, the flow and the code say of each other.

use crate::read;
use std::collections::BTreeSet;

/// The lines of a resource of the template.
fn resource(name: &str) -> String {
    let template = read("infra/template.yaml");
    let begin = template.find(&format!("\n  {name}:\n")).unwrap_or_else(|| panic!("no resource {name}")) + 1;
    let rest = &template[begin..];
    let next = |line: &&str| line.starts_with("  ") && !line.starts_with("   ") && !line.trim_start().starts_with('#');
    let end = rest.lines().skip(1).find(next).and_then(|line| rest.find(&format!("\n{line}"))).unwrap_or(rest.len());
    rest[..end].to_owned()
}

/// The words after `key:` in a text, lists taken apart.
fn values(text: &str, key: &str) -> BTreeSet<String> {
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix(&format!("{key}: ")).map(str::to_owned));
    let words = lines.flat_map(|line| line.trim_matches(['[', ']']).split(", ").map(str::to_owned).collect::<Vec<_>>());
    words.collect()
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn each_function_is_granted_what_its_ports_use_and_no_more() {
    let granted = |function: &str| values(&resource(function), "Action");
    // Writes are transactions of puts, and of updates of the citizen's item and of counters; who calls is a query and a
    // batch of cases.
    let conversation = [
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:GetItem",
        "dynamodb:Query",
        "dynamodb:BatchGetItem",
        "kms:GenerateMac",
        "kms:Encrypt",
    ];
    assert_eq!(granted("ConversationFunction"), set(&conversation));
    assert!(
        resource("ConversationFunction").contains(r#""dynamodb:LeadingKeys": ["CITIZEN#*", "SCHEMES", "HEARD#*"]"#),
        "it lists no case"
    );
    let dispatch = [
        "dynamodb:GetItem",
        "dynamodb:UpdateItem",
        "sns:Publish",
        "kms:GenerateDataKey",
        "kms:Decrypt",
        "sqs:SendMessage",
        "sqs:ChangeMessageVisibility",
    ];
    assert_eq!(granted("DispatchFunction"), set(&dispatch));
    assert_eq!(granted("EscalationFunction"), set(&["dynamodb:Query", "dynamodb:PutItem"]));
    // Opening a case for a caller on the line writes as the conversation does, and seals the number as it does.
    let desk = [
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:Query",
        "kms:GenerateMac",
        "kms:Encrypt",
        "kms:Decrypt",
        "s3:GetObject",
        "s3:ListBucket",
    ];
    assert_eq!(granted("DeskFunction"), set(&desk));
    // The last is for what fails three times.
    let voice_notes = [
        "dynamodb:Query",
        "dynamodb:BatchGetItem",
        "dynamodb:PutItem",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject",
        "kms:GenerateDataKey",
        "kms:Decrypt",
        "connect:DescribeContact",
        "transcribe:StartTranscriptionJob",
        "sqs:SendMessage",
    ];
    assert_eq!(granted("VoiceNotesFunction"), set(&voice_notes));
    let transcripts = [
        "dynamodb:BatchGetItem",
        "dynamodb:PutItem",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject",
        "s3:DeleteObject",
        "kms:GenerateDataKey",
        "kms:Decrypt",
        "transcribe:StartTranscriptionJob",
        "sqs:SendMessage",
    ];
    assert_eq!(granted("TranscriptsFunction"), set(&transcripts));
    let sms = [
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "kms:Decrypt",
        "sms-voice:SendTextMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:SendMessage",
    ];
    assert_eq!(granted("SmsFunction"), set(&sms));
    assert!(
        resource("SmsFunction").contains(r#""dynamodb:LeadingKeys": ["SMS#*", "MESSAGE#*"]"#),
        "no case is its to write"
    );
}

#[test]
fn no_function_but_sms_may_open_a_callers_number() {
    let template = read("infra/template.yaml");
    let decrypts = template.lines().filter(|line| line.contains("kms:Decrypt")).count();
    assert_eq!(
        decrypts, 6,
        "dispatch opens topics' data keys, desk disclosures and what was said, voice-notes recordings, transcripts notes, sms numbers"
    );
    assert!(
        resource("TranscriptsFunction")
            .contains("Action: [kms:GenerateDataKey, kms:Decrypt]\n              Resource: !GetAtt VoiceKey.Arn")
    );
    assert!(
        resource("DeskFunction")
            .contains("Action: kms:Decrypt\n              Resource: [!GetAtt VoiceKey.Arn, !GetAtt SealKey.Arn]")
    );
    assert!(
        resource("VoiceNotesFunction")
            .contains("Action: [kms:GenerateDataKey, kms:Decrypt]\n              Resource: !GetAtt VoiceKey.Arn")
    );
    assert!(
        resource("DeskFunction")
            .contains("Action: [kms:Encrypt, kms:Decrypt]\n              Resource: !GetAtt DisclosureKey.Arn")
    );
    assert!(
        resource("DispatchFunction")
            .contains("Action: [kms:GenerateDataKey, kms:Decrypt]\n              Resource: !GetAtt TopicKey.Arn")
    );
}

/// The settings that a `main` reads: the first text after `setting(`, `setting_of(` or `setting_or(`.
fn settings_of(main: &str) -> BTreeSet<String> {
    let calls = main.split("setting").skip(1).filter_map(|rest| {
        let rest = rest.strip_prefix("_of").or_else(|| rest.strip_prefix("_or")).unwrap_or(rest);
        rest.strip_prefix('(')?.trim_start().strip_prefix('"')?.split('"').next()
    });
    calls.map(str::to_owned).collect()
}

#[test]
fn each_function_is_given_the_settings_that_its_main_reads() {
    for (function, resource_name) in [
        ("conversation", "ConversationFunction"),
        ("dispatch", "DispatchFunction"),
        ("escalation", "EscalationFunction"),
        ("desk", "DeskFunction"),
        ("voice-notes", "VoiceNotesFunction"),
        ("transcripts", "TranscriptsFunction"),
        ("sms", "SmsFunction"),
    ] {
        let main = read(&format!("functions/{function}/src/main.rs"));
        let asked = settings_of(&main);
        let text = resource(resource_name);
        let variables = text.split("Variables:\n").nth(1).unwrap();
        let given: BTreeSet<String> = variables
            .lines()
            .take_while(|line| line.starts_with("          "))
            .filter_map(|line| line.trim().split(':').next())
            .map(str::to_owned)
            .collect();
        assert_eq!(asked, given, "{function}");
    }
}

#[test]
fn the_deadlines_of_sdk_function_and_flow_stand_in_order() {
    let sweep = aws_kit::deadlines::ESCALATION_FUNCTION.as_secs().to_string();
    assert!(resource("EscalationFunction").contains(&format!("Timeout: {sweep} ")));
    let timeout = aws_kit::deadlines::CONVERSATION_FUNCTION.as_secs().to_string();
    assert!(resource("ConversationFunction").contains(&format!("Timeout: {timeout} ")));
    let flow = read("infra/flows/inbound.json");
    let limits: BTreeSet<&str> =
        flow.split("\"InvocationTimeLimitSeconds\": \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(limits, BTreeSet::from([aws_kit::deadlines::CONNECT.as_secs().to_string().as_str()]));
}

#[test]
fn what_citizens_say_is_encrypted_forgotten_by_rule_and_nobodys_to_see() {
    for bucket in ["Recordings", "Notes"] {
        let text = resource(bucket);
        for rule in
            ["SSEAlgorithm: aws:kms", "ExpirationInDays", "BlockPublicPolicy: true", "RestrictPublicBuckets: true"]
        {
            assert!(text.contains(rule), "{bucket}: {rule}");
        }
    }
    // The prefix under which Amazon Connect writes is one in the bucket's rule, its events and the telephone's template.
    assert_eq!(resource("Recordings").matches("recordings/ivr/").count(), 3);
    assert!(read("infra/connect.yaml").contains("BucketPrefix: recordings\n"));
    for event in ["s3:ObjectCreated:Put", "s3:ObjectCreated:CompleteMultipartUpload"] {
        assert!(resource("Recordings").contains(event), "{event}");
    }
}

#[test]
fn the_whole_of_what_was_said_is_opened_by_the_desk_alone_and_uses_of_a_link_are_logged() {
    let opens = |function: &str| resource(function).contains("Resource: !GetAtt SealKey.Arn\n");
    assert!(opens("TranscriptsFunction") && resource("TranscriptsFunction").contains("Action: kms:GenerateDataKey\n"));
    for function in ["ConversationFunction", "DispatchFunction", "EscalationFunction", "VoiceNotesFunction"] {
        assert!(!resource(function).contains("SealKey"), "{function}");
    }
    assert!(resource("Notes").contains("LoggingConfiguration: { DestinationBucketName: !Ref NotesUse"));
    assert!(resource("NotesUse").contains("ExpirationInDays: !Ref LogDays"));
}

#[test]
fn the_flow_reads_only_keys_that_every_answer_has_and_acts_on_every_word() {
    let playbook = state_directory::playbook().unwrap();
    let call = dialogue::Call::new(playbook).unwrap();
    let ticket = lifecycle::Ticket::drawn(1, 8).unwrap();
    let step = dialogue::step(playbook, &call, &dialogue::Input::Start, &ticket, 0);
    let answer = serde_json::to_value(connect_wire::Answer::of(playbook, &step, 0)).unwrap();
    let keys: BTreeSet<&str> = answer.as_object().unwrap().keys().map(String::as_str).collect();

    let flow = read("infra/flows/inbound.json");
    let read: BTreeSet<&str> = flow.split("$.External.").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(read.is_subset(&keys), "the flow reads {read:?}, an answer has {keys:?}");
    for act in [
        "menu",
        "say_menu",
        "chunk",
        "pin",
        "number",
        "record",
        "listen",
        "agent",
        "say_agent",
        "connect",
        "say_connect",
        "end",
    ] {
        assert!(flow.contains(&format!("\"{act}\"")), "the flow does not know `{act}`");
    }
}

#[test]
fn the_flow_knows_no_department_and_its_own_words_are_static() {
    let flow = read("infra/flows/inbound.json");
    let directory = &state_directory::playbook().unwrap().directory;
    for department in &directory.departments {
        assert!(!flow.contains(&format!("\"{}\"", department.code)));
    }
    let texts = flow.split("\"Text\": \"").skip(1).filter_map(|rest| rest.split('"').next());
    let mixed: Vec<&str> = texts.filter(|text| text.contains("$.") && text.contains(' ')).collect();
    assert!(mixed.is_empty(), "{mixed:?}");
}

#[test]
fn every_topic_of_the_directory_is_in_the_template() {
    let template = read("infra/template.yaml");
    for (code, _) in state_directory::playbook().unwrap().directory.topics() {
        for resource in [format!("  Topic{code}:"), format!("  Inbox{code}:"), format!("  InboxSubscription{code}:")] {
            assert!(template.contains(&resource), "{resource} is missing: run `cargo xtask generate`");
        }
    }
}
