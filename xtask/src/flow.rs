//! A contact flow as a template holds it.

use anyhow::{Context as _, Result, anyhow};
use connect_flow::Flow;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

/// The property `Content` with the flow of `file`, one action a line: a template body over 51,200 bytes is refused
/// (CloudFormation user guide, "Quotas"), and a diff shows the action that changed. In ASCII: CloudFormation deploys
/// other letters, and returns them as question marks.
pub(crate) fn content(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    // An invalid flow is not written anywhere.
    Flow::read(&text).map_err(|e| anyhow!("{}: {e}; {}", file.display(), e.help()))?;
    let flow: Value = serde_json::from_str(&text)?;
    let mut lines = vec!["{".to_owned()];
    for key in ["Version", "StartAction", "Metadata"] {
        lines.push(format!("\"{key}\":{},", ascii(&flow[key].to_string())));
    }
    lines.push("\"Actions\":[".to_owned());
    let actions = flow["Actions"].as_array().context("a flow has actions")?;
    for (number, action) in actions.iter().enumerate() {
        let comma = if number + 1 < actions.len() { "," } else { "" };
        lines.push(format!("{}{comma}", ascii(&action.to_string())));
    }
    lines.push("]}".to_owned());
    let mut yaml = "      Content: !Sub\n        - |-\n".to_owned();
    for line in lines {
        writeln!(yaml, "          {line}")?;
    }
    yaml.push_str("        - ConversationFunctionArn: !Ref ConversationFunctionArn\n");
    yaml.push_str("          AgentQueueArn: !GetAtt AgentQueue.QueueArn\n");
    yaml.push_str("          BeepPromptArn: !GetAtt BeepPrompt.PromptArn\n");
    Ok(yaml)
}

/// JSON with every letter outside ASCII escaped.
fn ascii(json: &str) -> String {
    let mut escaped = String::new();
    for character in json.chars() {
        if character.is_ascii() {
            escaped.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flow_in_the_template_says_what_the_file_says() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../infra/flows/inbound.json");
        let yaml = content(&file).unwrap();
        assert!(yaml.is_ascii());
        let json: String = yaml
            .lines()
            .filter_map(|l| l.strip_prefix("          "))
            .take_while(|l| !l.starts_with("AgentQueueArn"))
            .collect();
        let there: Value = serde_json::from_str(&json).unwrap();
        let here: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        assert_eq!(there, here);
    }
}
