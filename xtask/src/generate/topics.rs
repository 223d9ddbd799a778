//! Writes the departments' topics, and the inboxes that are subscribed to the topics.

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
Inbox{code}:
  Type: AWS::SQS::Queue
  Condition: WithInboxes
  Properties:
    QueueName: !Sub "${{AWS::StackName}}-inbox-{code}"
    SqsManagedSseEnabled: true
    MessageRetentionPeriod: 1209600
InboxSubscription{code}:
  Type: AWS::SNS::Subscription
  Condition: WithInboxes
  Properties:
    TopicArn: !Ref Topic{code}
    Protocol: sqs
    Endpoint: !GetAtt Inbox{code}.Arn
    RawMessageDelivery: true
"#,
            display = display_name(directory, code),
        );
    }
    yaml.push_str(&inbox_policy(directory));
    yaml
}

/// Returns the policy that lets the topics, and nobody else, write into the inboxes.
fn inbox_policy(directory: &Directory) -> String {
    let queues: String = directory.topics().map(|(code, _)| format!("      - !Ref Inbox{code}\n")).collect();
    format!(
        r#"InboxPolicy:
  Type: AWS::SQS::QueuePolicy
  Condition: WithInboxes
  Properties:
    Queues:
{queues}    PolicyDocument:
      Version: "2012-10-17"
      Statement:
        - Sid: TopicsWriteToTheirInboxes
          Effect: Allow
          Principal: {{ Service: sns.amazonaws.com }}
          Action: sqs:SendMessage
          Resource: !Sub "arn:${{AWS::Partition}}:sqs:${{AWS::Region}}:${{AWS::AccountId}}:${{AWS::StackName}}-inbox-*"
          Condition:
            ArnLike:
              aws:SourceArn: !Sub "arn:${{AWS::Partition}}:sns:${{AWS::Region}}:${{AWS::AccountId}}:${{AWS::StackName}}-*"
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
    fn every_department_and_the_triage_desk_has_topic_inbox_and_subscription() {
        let yaml = generated();
        for kind in ["AWS::SNS::Topic\n", "AWS::SQS::Queue\n", "AWS::SNS::Subscription\n", "      - !Ref Inbox"] {
            assert_eq!(yaml.matches(kind).count(), 22, "{kind}");
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
        assert_eq!(yaml.matches("  Condition: WithInboxes\n").count(), 2 * 22 + 1);
        assert_eq!(yaml.matches("AWS::SQS::QueuePolicy").count(), 1);
    }

    #[test]
    fn it_is_the_same_every_time_and_in_ascii() {
        assert_eq!(generated(), generated());
        assert!(generated().is_ascii());
    }
}
