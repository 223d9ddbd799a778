//! `generate`: what follows from the directory and the flow, written into the templates.

use crate::flow;
use anyhow::{Context as _, Result, bail};
use clap::Args;
use directory::{Directory, Source};
use lifecycle::LanguageCode;
use local_cloud::Project;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What to write, or whether to.
#[derive(Args)]
pub(crate) struct GenerateArgs {
    /// Write nothing; fail where something is stale.
    #[arg(long)]
    check: bool,
    /// Another folder of data files; its template goes to --template-out.
    #[arg(long, requires = "template_out")]
    directory: Option<PathBuf>,
    /// Where the other directory's template goes; beside infra/template.yaml, for its paths.
    #[arg(long, requires = "directory")]
    template_out: Option<PathBuf>,
}

/// Most characters of a topic's display name (Amazon SNS API reference, CreateTopic: 100).
const DISPLAY_NAME: usize = 100;

/// Writes, or checks, the generated parts.
pub(crate) fn generate(project: &Project, args: &GenerateArgs) -> Result<()> {
    let template = project.path("infra/template.yaml");
    if let (Some(folder), Some(out)) = (&args.directory, &args.template_out) {
        let text = with_topics(&template, folder)?;
        return fs::write(out, text).with_context(|| out.display().to_string());
    }
    let connect = project.path("infra/connect.yaml");
    let content = flow::content(&project.path("infra/flows/inbound.json"))?;
    let fresh = [
        (template.clone(), with_topics(&template, &project.path("directory"))?),
        (connect.clone(), between(&connect, "inbound flow", &content)?),
    ];
    for (file, text) in fresh {
        let old = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        match (old == text, args.check) {
            (true, _) => {}
            (false, true) => bail!("{} is stale; run `cargo xtask generate` and commit what it writes", file.display()),
            (false, false) => {
                fs::write(&file, text).with_context(|| file.display().to_string())?;
                eprintln!("{} written", file.display());
            }
        }
    }
    Ok(())
}

fn with_topics(template: &Path, folder: &Path) -> Result<String> {
    let file = folder.join("departments.toml");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let name = file.display().to_string();
    let directory = Directory::read(Source { file: &name, text: &text })?;
    between(template, "topics", &topics(&directory)?)
}

/// The file's text with `fresh` between the markers of that name.
fn between(file: &Path, name: &str, fresh: &str) -> Result<String> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let marker = |slash: &str| format!("# <{slash}generated: {name}>");
    let missing = || format!("{} has no line `{}` and `{}`", file.display(), marker(""), marker("/"));
    let (head, rest) = text.split_once(&marker("")).with_context(missing)?;
    let (_, tail) = rest.split_once(&marker("/")).with_context(missing)?;
    let indent: String = head.chars().rev().take_while(|c| *c == ' ').collect();
    Ok(format!("{head}{}\n{fresh}{indent}{}{tail}", marker(""), marker("/")))
}

/// A topic for each department and the triage desk, and beside each an inbox that a department's system reads.
fn topics(directory: &Directory) -> Result<String> {
    let english = LanguageCode::new("en")?;
    let mut yaml = "  # by `cargo xtask generate` from directory/departments.toml; do not edit\n".to_owned();
    let codes: Vec<&str> = directory.topics().map(|(code, _)| code).collect();
    for (code, name) in directory.topics() {
        let display: String = format!("Tele Samadhan {}", name.in_language(&english))
            .chars()
            .filter(char::is_ascii)
            .take(DISPLAY_NAME)
            .collect();
        write!(
            yaml,
            "  Topic{code}:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: !Sub \"${{AWS::StackName}}-{code}\"
      DisplayName: \"{display}\"
      KmsMasterKeyId: !Ref TopicKey
  Inbox{code}:
    Type: AWS::SQS::Queue
    Condition: WithInboxes
    Properties:
      QueueName: !Sub \"${{AWS::StackName}}-inbox-{code}\"
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
"
        )?;
    }
    yaml.push_str(
        "  InboxPolicy:
    Type: AWS::SQS::QueuePolicy
    Condition: WithInboxes
    Properties:
      Queues:
",
    );
    for code in &codes {
        writeln!(yaml, "        - !Ref Inbox{code}")?;
    }
    yaml.push_str(
        "      PolicyDocument:
        Version: \"2012-10-17\"
        Statement:
          - Sid: TopicsFillInboxes
            Effect: Allow
            Principal: { Service: sns.amazonaws.com }
            Action: sqs:SendMessage
            Resource: !Sub \"arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${AWS::StackName}-inbox-*\"
            Condition:
              ArnLike: { aws:SourceArn: !Sub \"arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${AWS::StackName}-*\" }
",
    );
    Ok(yaml)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> &'static Directory {
        &state_directory::playbook().unwrap().directory
    }

    #[test]
    fn every_department_has_a_topic_and_an_inbox_that_only_topics_fill() {
        let yaml = topics(state()).unwrap();
        for (code, _) in state().topics() {
            for line in
                [format!("  Topic{code}:\n"), format!("  Inbox{code}:\n"), format!("        - !Ref Inbox{code}\n")]
            {
                assert_eq!(yaml.matches(&line).count(), 1, "{line}");
            }
        }
        assert!(yaml.is_ascii());
    }

    #[test]
    fn what_stands_between_the_markers_is_replaced_and_nothing_else() {
        let file = std::env::temp_dir().join(format!("generate-{}.yaml", std::process::id()));
        fs::write(&file, "a: 1\n  # <generated: topics>\n  old: 2\n  # </generated: topics>\nb: 3\n").unwrap();
        let once = between(&file, "topics", "  new: 4\n").unwrap();
        assert_eq!(once, "a: 1\n  # <generated: topics>\n  new: 4\n  # </generated: topics>\nb: 3\n");
        let said = between(&file, "flow", "").unwrap_err().to_string();
        assert!(said.ends_with("has no line `# <generated: flow>` and `# </generated: flow>`"), "{said}");
        fs::remove_file(file).unwrap();
    }
}
