//! Writes the departments' topics, each with its queue of record, its alarm, and an inbox where one is asked for.

use crate::departments;
use directory::Directory;
use std::fmt::Write as _;

/// Longest display name of a topic (Amazon SNS API reference, SetTopicAttributes).
const MAX_DISPLAY_NAME: usize = 100;

/// Returns the resources for every topic of the directory.
pub(crate) fn resources(directory: &Directory, from: &str) -> String {
    let mut yaml = format!("# generated from {from} by `cargo xtask generate`, do not edit\n");
    for (code, _) in directory.topics() {
        // Writing to a string cannot fail.
        let _ = write!(
            yaml,
            r#"Topic{code}:
  Type: AWS::SNS::Topic
  Properties:
    TopicName: !Sub "${{AWS::StackName}}-{code}"
    DisplayName: {display}
    KmsMasterKeyId: !Ref TopicKey
TopicFails{code}:
  Type: AWS::CloudWatch::Alarm
  Properties:
    AlarmDescription: The topic {code} could not deliver a notice; see docs/RUNBOOK.md
    Namespace: AWS/SNS
    MetricName: NumberOfNotificationsFailed
    Dimensions: [{{ Name: TopicName, Value: !GetAtt Topic{code}.TopicName }}]
    Statistic: Sum
    Period: 300
    EvaluationPeriods: 1
    Threshold: 0
    ComparisonOperator: GreaterThanThreshold
    TreatMissingData: notBreaching
    AlarmActions: !If [NotifiesAlarms, [!Ref AlarmTopicArn], !Ref AWS::NoValue]
{record}{inbox}"#,
            display = display_name(directory, code),
            record = queue(code, "Record", KEPT),
            inbox = queue(code, "Inbox", &format!("{NAMED}    QueueName: !Sub \"${{AWS::StackName}}-inbox-{code}\"\n")),
        );
    }
    yaml.push_str(&topics_policy(directory));
    yaml
}

/// The queue of record stands in every deployment, and a deletion of the stack leaves it.
const KEPT: &str = "  DeletionPolicy: RetainExceptOnCreate\n  UpdateReplacePolicy: Retain\n  Properties:\n";

/// An inbox stands where a department's own system reads it.
const NAMED: &str = "  Condition: WithInboxes\n  Properties:\n";

/// A queue that gets every notice of one topic, and lets no other topic write. `head` ends in its properties.
fn queue(code: &str, kind: &str, head: &str) -> String {
    let condition = if kind == "Inbox" { "  Condition: WithInboxes\n" } else { "" };
    format!(
        r#"{kind}{code}:
  Type: AWS::SQS::Queue
{head}    SqsManagedSseEnabled: true
    MessageRetentionPeriod: 1209600
{kind}Subscription{code}:
  Type: AWS::SNS::Subscription
{condition}  DependsOn: {kind}Policy{code}
  Properties:
    TopicArn: !Ref Topic{code}
    Protocol: sqs
    Endpoint: !GetAtt {kind}{code}.Arn
    RawMessageDelivery: true
    RedrivePolicy: {{ deadLetterTargetArn: !GetAtt Undelivered.Arn }}
{kind}Policy{code}:
  Type: AWS::SQS::QueuePolicy
{condition}  Properties:
    Queues: [!Ref {kind}{code}]
    PolicyDocument:
      Version: "2012-10-17"
      Statement:
        - Sid: ItsTopicWrites
          Effect: Allow
          Principal: {{ Service: sns.amazonaws.com }}
          Action: sqs:SendMessage
          Resource: !GetAtt {kind}{code}.Arn
          Condition: {{ ArnEquals: {{ "aws:SourceArn": !Ref Topic{code} }} }}
        - !If
          - OnAws
          - Sid: NeverUnencryptedOnTheWire
            Effect: Deny
            Principal: "*"
            Action: sqs:*
            Resource: !GetAtt {kind}{code}.Arn
            Condition: {{ Bool: {{ "aws:SecureTransport": "false" }} }}
          - !Ref AWS::NoValue
"#
    )
}

/// Nobody publishes to a topic without encryption on the way.
fn topics_policy(directory: &Directory) -> String {
    let topics: String = directory.topics().map(|(code, _)| format!("      - !Ref Topic{code}\n")).collect();
    format!(
        r#"TopicsPolicy:
  Type: AWS::SNS::TopicPolicy
  Condition: OnAws
  Properties:
    Topics:
{topics}    PolicyDocument:
      Version: "2012-10-17"
      Statement:
        - Sid: NeverUnencryptedOnTheWire
          Effect: Deny
          Principal: "*"
          Action: sns:Publish
          Resource: !Sub "arn:${{AWS::Partition}}:sns:${{AWS::Region}}:${{AWS::AccountId}}:${{AWS::StackName}}-*"
          Condition: {{ Bool: {{ "aws:SecureTransport": "false" }} }}
"#
    )
}

/// Returns the sender's name in the e-mails of a topic, quoted for YAML. It is in ASCII, as Amazon SNS requires.
fn display_name(directory: &Directory, code: &str) -> String {
    let plain = |c: &char| c.is_ascii_graphic() && !matches!(c, '"' | '\\') || *c == ' ';
    let name: String = format!("Tele Samadhan {}", departments::name(directory, code)).chars().filter(plain).collect();
    let name: String = name.chars().take(MAX_DISPLAY_NAME).collect();
    format!("\"{}\"", name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generated() -> String {
        resources(departments::directory().unwrap(), "departments.toml")
    }

    #[test]
    fn every_department_and_the_triage_desk_has_topic_record_inbox_and_alarm() {
        let yaml = generated();
        for (kind, each) in [
            ("AWS::SNS::Topic\n", 1),
            ("AWS::SQS::Queue\n", 2),
            ("AWS::SNS::Subscription\n", 2),
            ("AWS::SQS::QueuePolicy\n", 2),
            ("AWS::CloudWatch::Alarm\n", 1),
            ("      - !Ref Topic", 1),
        ] {
            assert_eq!(yaml.matches(kind).count(), 22 * each, "{kind}");
        }
        for line in [
            "TopicFCS:",
            "InboxTRIAGE:",
            "    TopicName: !Sub \"${AWS::StackName}-FCS\"",
            "    QueueName: !Sub \"${AWS::StackName}-inbox-TRIAGE\"",
            "    DisplayName: \"Tele Samadhan Revenue\"",
            "    DisplayName: \"Tele Samadhan Triage desk\"",
            "    DisplayName: \"Tele Samadhan Coordinator\"",
        ] {
            assert!(yaml.lines().any(|found| found == line), "{line}");
        }
        assert!(yaml.starts_with("# generated from departments.toml by `cargo xtask generate`, do not edit\n"));
    }

    #[test]
    fn inboxes_are_there_only_where_they_are_asked_for() {
        let yaml = generated();
        assert_eq!(yaml.matches("  Condition: WithInboxes\n").count(), 3 * 22);
        let record = yaml.split("RecordFCS:\n").nth(1).and_then(|rest| rest.split("InboxFCS:\n").next()).unwrap();
        assert!(!record.contains("WithInboxes"), "a topic has its queue of record in every deployment");
    }

    #[test]
    fn it_is_the_same_every_time_and_in_ascii() {
        assert_eq!(generated(), generated());
        assert!(generated().is_ascii());
    }
}
