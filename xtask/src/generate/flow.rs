//! Writes the contact flows as resources of the telephone's template. The deployment fills in the flows' placeholders.

use anyhow::{Context as _, bail};
use connect_flow::Flow;
use local_phone::FlowFile;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::fmt::Write as _;

/// The placeholders that a flow may have, each with its value in infra/connect.yaml.
const VALUES: [(&str, &str); 5] = [
    ("ConversationFunctionArn", "!Ref ConversationFunctionArn"),
    ("AgentQueueArn", "!GetAtt AgentQueue.QueueArn"),
    ("BeepPromptArn", "!GetAtt BeepPrompt.PromptArn"),
    ("SilencePromptArn", "!GetAtt SilencePrompt.PromptArn"),
    ("WaitingFlowArn", "!GetAtt WaitingFlow.ContactFlowArn"),
];

/// A part of a flow that Amazon Connect may refuse, with its substitute. A parameter of the template decides.
struct Fallback {
    /// The placeholder that stands for the part.
    name: &'static str,
    /// The template's condition under which the part stays.
    condition: &'static str,
    /// The part, as a line of the template has it.
    part: &'static str,
    /// The substitute, as a YAML value.
    substitute: &'static str,
}

/// Public exports and pages differ about each of these parts; the staging hour of infra/README.md tries them.
const FALLBACKS: [Fallback; 5] = [
    Fallback {
        name: "KeyPause",
        condition: "SetsKeyPause",
        part: r#","InterdigitTimeLimitSeconds":"4""#,
        substitute: "''",
    },
    Fallback {
        name: "TakePrompt",
        condition: "SaysBlanks",
        part: r#""Text":" ","InputTimeLimitSeconds":"45""#,
        substitute: r#"!Sub ['"PromptId":"${Silence}","InputTimeLimitSeconds":"1"', { Silence: !GetAtt SilencePrompt.PromptArn }]"#,
    },
    Fallback {
        name: "KeepKeys",
        condition: "KeepsKeys",
        part: r#""Type":"GetParticipantInput","Parameters":{"EnableDTMFBuffer":"true"}"#,
        substitute: r#"'"Type":"UpdateFlowAttributes","Parameters":{"FlowAttributes":{"ts_keys":{"Value":"lost"}}}'"#,
    },
    Fallback {
        name: "ForgetKeys",
        condition: "KeepsKeys",
        part: r#""Type":"GetParticipantInput","Parameters":{"EnableDTMFBuffer":"false"}"#,
        substitute: r#"'"Type":"UpdateFlowAttributes","Parameters":{"FlowAttributes":{"ts_keys":{"Value":"lost"}}}'"#,
    },
    Fallback {
        name: "Skipped",
        condition: "KeepsKeys",
        part: r#","SkipWhenDTMFBufferEnabled":"true""#,
        substitute: "''",
    },
];

/// Returns the resources of these flows for the telephone's template, one for each flow.
pub(crate) fn resources(flows: &[FlowFile]) -> anyhow::Result<String> {
    let mut yaml = String::new();
    for file in flows {
        let (name, purpose) = (resource(file), &file.purpose);
        let (kind, what) = match file.flow.runs_in_queue() {
            true => ("CUSTOMER_QUEUE", "What a caller hears who waits for a person"),
            false => ("CONTACT_FLOW", "One call to the helpline"),
        };
        // Writing to a string cannot fail.
        let _ = write!(
            yaml,
            "{name}:
  Type: AWS::Connect::ContactFlow
  Properties:
    InstanceArn: !If [CreatesInstance, !GetAtt Instance.Arn, !Ref InstanceArn]
    Name: !Sub \"${{AWS::StackName}}-{purpose}\"
    Description: {what}, from {from}
    Type: {kind}
    # This tag makes the flow wait for the permission, and with it for the association, where they exist. A
    # condition may leave them out, so DependsOn cannot name them.
    Tags: !If [FunctionIsHere, [{{ Key: permission, Value: !GetAtt ConnectMayCall.Id }}], !Ref AWS::NoValue]
    # generated from flows/{purpose}.json by `cargo xtask generate`, do not edit
",
            from = file.file,
        );
        for line in content(&file.text, &file.flow)?.lines() {
            let _ = writeln!(yaml, "    {line}");
        }
    }
    Ok(yaml)
}

/// Returns the outputs with the ARN and the id of each flow. `cargo xtask connect attach`, and the settings of calls
/// that the helpline places, need them.
pub(crate) fn outputs(flows: &[FlowFile]) -> String {
    let mut yaml = String::new();
    for name in flows.iter().map(resource) {
        let _ = writeln!(yaml, "{name}Arn: {{ Value: !GetAtt {name}.ContactFlowArn }}");
        let _ = writeln!(yaml, "{name}Id: {{ Value: !Select [3, !Split [\"/\", !GetAtt {name}.ContactFlowArn]] }}");
    }
    yaml
}

/// Returns the name of a flow's resource, such as `FollowUpFlow` for `follow-up`.
fn resource(file: &FlowFile) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    let words = file.purpose.as_str().split('-').map(capital);
    words.chain(["Flow".to_owned()]).collect()
}

/// Returns the property `Content` of a flow's resource.
fn content(text: &str, flow: &Flow) -> anyhow::Result<String> {
    let known = |name: &str| VALUES.iter().any(|(known, _)| *known == name);
    if let Some(unknown) = flow.placeholders().find(|name| !known(name)) {
        bail!(
            "the flow's placeholder `{unknown}` has no value in infra/connect.yaml; add it to xtask/src/generate/flow.rs"
        );
    }
    let mut yaml = String::new();
    yaml.push_str("Content: !Sub\n  - |-\n");
    let mut content = one_action_a_line(text)?.join("\n");
    let used = VALUES.iter().filter(|(name, _)| flow.placeholders().any(|used| used == *name));
    let mut values: Vec<(&str, String)> = used.map(|(name, value)| (*name, (*value).to_owned())).collect();
    for Fallback { name, condition, part, substitute } in FALLBACKS {
        if content.contains(part) {
            content = content.replace(part, &format!("${{{name}}}"));
            values.push((name, format!("!If [{condition}, '{part}', {substitute}]")));
        }
    }
    for line in content.lines() {
        // Writing to a string cannot fail.
        let _ = writeln!(yaml, "    {line}");
    }
    for (index, (name, value)) in values.iter().enumerate() {
        let lead = if index == 0 { "  - " } else { "    " };
        let _ = writeln!(yaml, "{lead}{name}: {value}");
    }
    Ok(yaml)
}

/// The parts of a flow, as its file has them.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Parts<'a> {
    #[serde(borrow)]
    version: &'a RawValue,
    #[serde(borrow)]
    start_action: &'a RawValue,
    #[serde(borrow)]
    metadata: &'a RawValue,
    #[serde(borrow)]
    actions: Vec<&'a RawValue>,
}

/// Returns the flow without spare white space, because a template body over 51,200 bytes is refused (AWS CloudFormation
/// user guide, "Understand CloudFormation quotas"). Each action has its own line, so that a diff shows the action that
/// changed.
fn one_action_a_line(text: &str) -> anyhow::Result<Vec<String>> {
    let parts: Parts<'_> =
        serde_json::from_str(text).context("a flow has Version, StartAction, Metadata and Actions")?;
    let mut lines = vec!["{".to_owned()];
    for (key, value) in [("Version", parts.version), ("StartAction", parts.start_action), ("Metadata", parts.metadata)]
    {
        lines.push(format!("\"{key}\":{},", compact(value.get())));
    }
    lines.push("\"Actions\":[".to_owned());
    for (number, action) in (1..).zip(&parts.actions) {
        let comma = if number < parts.actions.len() { "," } else { "" };
        lines.push(format!("{}{comma}", compact(action.get())));
    }
    lines.push("]}".to_owned());
    Ok(lines)
}

/// Returns JSON in ASCII, without white space between its parts.
fn compact(json: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let kept = json.chars().filter(|character| {
        let keep = quoted || !character.is_whitespace();
        if *character == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = *character == '\\' && !escaped;
        keep
    });
    ascii(&kept.collect::<String>())
}

/// Returns JSON in which every letter outside ASCII is escaped. CloudFormation deploys such a letter unescaped too, but
/// shows a question mark in its place.
fn ascii(json: &str) -> String {
    let mut escaped = String::new();
    for character in json.chars() {
        if character.is_ascii() {
            escaped.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn flow(function: &str) -> String {
        format!(
            r#"{{"Version": "2019-10-30", "StartAction": "ask", "Metadata": {{}}, "Actions": [
  {{"Identifier": "ask", "Type": "InvokeLambdaFunction",
    "Parameters": {{"LambdaFunctionARN": "{function}", "InvocationTimeLimitSeconds": "3"}},
    "Transitions": {{"NextAction": "bye", "Errors": [{{"ErrorType": "NoMatchingError", "NextAction": "bye"}}]}}}},
  {{"Identifier": "bye", "Type": "DisconnectParticipant", "Parameters": {{}}, "Transitions": {{}}}}
]}}
"#
        )
    }

    #[test]
    fn the_flow_is_a_block_of_text_and_gets_only_what_it_names() {
        let text = flow("${ConversationFunctionArn}").replace("\"bye\"", "\"नमस्ते\"");
        let yaml = content(&text, &Flow::read(&text).unwrap()).unwrap();
        assert!(yaml.is_ascii());
        let lines: Vec<&str> = yaml.lines().collect();
        assert_eq!(lines[..2], ["Content: !Sub", "  - |-"]);
        assert_eq!(lines.last(), Some(&"  - ConversationFunctionArn: !Ref ConversationFunctionArn"));
        let block: String = lines[2..lines.len() - 1].iter().map(|line| line.strip_prefix("    ").unwrap()).collect();
        let there: Value = serde_json::from_str(&block).unwrap();
        assert_eq!(there, serde_json::from_str::<Value>(&text).unwrap());
    }

    #[test]
    fn a_part_that_may_be_refused_is_left_to_a_parameter() {
        let text = flow("${ConversationFunctionArn}").replace(
            r#"{"Identifier": "bye""#,
            r#"{"Identifier": "wait", "Type": "GetParticipantInput",
                "Parameters": {"Text": " ", "InputTimeLimitSeconds": "45", "StoreInput": "False"},
                "Transitions": {"NextAction": "bye", "Errors": [
                    {"ErrorType": "InputTimeLimitExceeded", "NextAction": "bye"},
                    {"ErrorType": "NoMatchingCondition", "NextAction": "bye"},
                    {"ErrorType": "NoMatchingError", "NextAction": "bye"}]}},
               {"Identifier": "bye""#,
        );
        let yaml = content(&text, &Flow::read(&text).unwrap()).unwrap();
        assert!(yaml.contains(r#""Parameters":{${TakePrompt},"StoreInput":"False"}"#), "{yaml}");
        let value = r#"    TakePrompt: !If [SaysBlanks, '"Text":" ","InputTimeLimitSeconds":"45"', !Sub ['"PromptId":"#;
        assert!(yaml.contains(value), "{yaml}");
    }

    /// A flow in which a part is written in another way would be deployed without its fallback.
    #[test]
    fn every_part_that_may_be_refused_is_in_a_flow() {
        let project = local_cloud::Project::find(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        let flows = FlowFile::all(&project).unwrap();
        for Fallback { name, part, .. } in FALLBACKS {
            let has = |file: &FlowFile| one_action_a_line(&file.text).unwrap().iter().any(|line| line.contains(part));
            assert!(flows.iter().any(has), "{name}");
        }
    }

    #[test]
    fn a_placeholder_that_nobody_fills_is_refused() {
        let text = flow("${OtherArn}");
        let said = content(&text, &Flow::read(&text).unwrap()).unwrap_err().to_string();
        assert!(said.starts_with("the flow's placeholder `OtherArn` has no value in infra/connect.yaml"), "{said}");
    }
}
