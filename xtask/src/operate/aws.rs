//! A stack on AWS, by the AWS command line: it signs requests, and takes credentials and Region from the environment or a
//! profile.

use super::place::{HIDDEN_SECONDS, Letter, Place};
use crate::act::Desk;
use anyhow::{Context as _, bail};
use desk_api::{Answer, Envelope};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// The program.
const AWS: &str = "aws";

/// A stack on AWS.
pub(super) struct Aws {
    url: Option<String>,
    outputs: BTreeMap<String, String>,
}

impl Aws {
    /// The stack of that name.
    pub(super) fn at(url: Option<&str>, stack: &str) -> anyhow::Result<Self> {
        let mut aws = Self { url: url.map(str::to_owned), outputs: BTreeMap::new() };
        let described = aws.json(&["cloudformation", "describe-stacks", "--stack-name", stack])?;
        aws.outputs = outputs(&described);
        Ok(aws)
    }

    /// Runs a command of the AWS command line and reads its answer; some have none.
    fn json(&self, arguments: &[&str]) -> anyhow::Result<Value> {
        let answer = self.run(arguments, "")?;
        if answer.trim().is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&answer).with_context(|| format!("`{AWS} {}` answered no JSON", named(arguments)))
    }

    /// Runs a command of the AWS command line with an input, which no list of processes shows.
    fn run(&self, arguments: &[&str], input: &str) -> anyhow::Result<String> {
        let mut command = Command::new(AWS);
        command.args(arguments).args(["--output", "json"]).env("AWS_PAGER", "");
        command.args(self.url.iter().flat_map(|url| ["--endpoint-url", url.as_str()]));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child =
            command.spawn().with_context(|| format!("`{AWS}` cannot be started; install the AWS command line"))?;
        if let Some(mut stdin) = child.stdin.take() {
            // A program that ended early says why below.
            let _ = stdin.write_all(input.as_bytes());
        }
        let output = child.wait_with_output()?;
        if !output.status.success() {
            bail!("`{AWS} {}` failed: {}", named(arguments), String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// Service and action, without the values of a request.
fn named(arguments: &[&str]) -> String {
    arguments.iter().take(2).copied().collect::<Vec<_>>().join(" ")
}

fn outputs(described: &Value) -> BTreeMap<String, String> {
    let outputs = described.pointer("/Stacks/0/Outputs").and_then(Value::as_array);
    let pairs = outputs.into_iter().flatten().filter_map(|output| {
        let text = |name: &str| output.get(name).and_then(Value::as_str).map(str::to_owned);
        Some((text("OutputKey")?, text("OutputValue")?))
    });
    pairs.collect()
}

/// The answer of a function: the command line writes it first, and then what it says of the call.
fn invoked(written: &str) -> anyhow::Result<Value> {
    let mut values = serde_json::Deserializer::from_str(written).into_iter::<Value>();
    let answer = values.next().context("the function answered nothing")?.context("the function answered no JSON")?;
    let call = values.next().and_then(Result::ok).unwrap_or_default();
    if call.get("FunctionError").is_some() {
        let why = answer.get("errorMessage").and_then(Value::as_str).unwrap_or("it says no reason");
        bail!("the function failed: {why}");
    }
    Ok(answer)
}

fn letters(received: &Value) -> Vec<Letter> {
    let messages = received.get("Messages").and_then(Value::as_array);
    let letters = messages.into_iter().flatten().map(|message| {
        let text = |name: &str| message.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Letter { receipt: text("ReceiptHandle"), body: text("Body") }
    });
    letters.collect()
}

impl Desk for Aws {
    fn answer(&self, asked: &Envelope) -> anyhow::Result<Answer> {
        let function = format!("{}:live", self.output("DeskFunction")?);
        let invoke =
            ["lambda", "invoke", "--function-name", &function, "--payload", "fileb:///dev/stdin", "/dev/stdout"];
        let answer = invoked(&self.run(&invoke, &serde_json::to_string(asked)?)?)?;
        serde_json::from_value(answer).context("the desk answered in an unknown form")
    }
}

impl Place for Aws {
    fn output(&self, name: &str) -> anyhow::Result<String> {
        self.outputs.get(name).cloned().with_context(|| format!("the stack has no output `{name}`; deploy it again"))
    }

    fn send(&self, queue: &str, body: &str) -> anyhow::Result<()> {
        self.json(&["sqs", "send-message", "--queue-url", queue, "--message-body", body]).map(drop)
    }

    fn receive(&self, queue: &str) -> anyhow::Result<Vec<Letter>> {
        let hidden = HIDDEN_SECONDS.to_string();
        let most = ["--max-number-of-messages", "10", "--wait-time-seconds", "1", "--visibility-timeout", &hidden];
        let receive = [&["sqs", "receive-message", "--queue-url", queue][..], &most].concat();
        Ok(letters(&self.json(&receive)?))
    }

    fn delete(&self, queue: &str, receipt: &str) -> anyhow::Result<()> {
        self.json(&["sqs", "delete-message", "--queue-url", queue, "--receipt-handle", receipt]).map(drop)
    }

    fn subscribe(&self, topic: &str, protocol: &str, address: &str, filter: Option<&str>) -> anyhow::Result<()> {
        let mut attributes = serde_json::Map::new();
        attributes.extend(filter.map(|filter| ("FilterPolicy".to_owned(), json!(filter))));
        if protocol == "sqs" {
            attributes.insert("RawMessageDelivery".to_owned(), json!("true"));
        }
        let attributes = Value::Object(attributes).to_string();
        let to = ["sns", "subscribe", "--topic-arn", topic, "--protocol", protocol, "--notification-endpoint", address];
        self.json(&[&to[..], &["--attributes", &attributes]].concat()).map(drop)
    }

    fn write(&self, item: &Value) -> anyhow::Result<()> {
        let (table, item) = (self.output("TableName")?, item.to_string());
        self.json(&["dynamodb", "put-item", "--table-name", &table, "--item", &item]).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outputs_of_a_stack_are_read() {
        let described =
            json!({ "Stacks": [{ "Outputs": [{ "OutputKey": "DeskFunction", "OutputValue": "desk-1" }] }] });
        assert_eq!(outputs(&described), BTreeMap::from([("DeskFunction".into(), "desk-1".into())]));
        assert_eq!(outputs(&json!({ "Stacks": [] })), BTreeMap::new());
    }

    #[test]
    fn the_answer_of_a_function_comes_before_the_words_about_its_call() {
        let written = "{\"outcome\": \"cases\", \"cases\": []}{\n \"StatusCode\": 200\n}\n";
        assert_eq!(invoked(written).unwrap(), json!({ "outcome": "cases", "cases": [] }));
        let failed = "{\"errorMessage\": \"no table\"}\n{\"StatusCode\": 200, \"FunctionError\": \"Unhandled\"}";
        assert_eq!(invoked(failed).unwrap_err().to_string(), "the function failed: no table");
        assert_eq!(invoked("").unwrap_err().to_string(), "the function answered nothing");
    }

    #[test]
    fn letters_are_read_and_an_empty_queue_has_none() {
        let received = json!({ "Messages": [{ "ReceiptHandle": "r", "Body": "42710839-4", "MessageId": "m" }] });
        assert_eq!(letters(&received), [Letter { receipt: "r".into(), body: "42710839-4".into() }]);
        assert_eq!(letters(&Value::Null), []);
    }

    #[test]
    fn a_failure_names_the_action_and_no_value_of_the_request() {
        assert_eq!(named(&["lambda", "invoke", "--payload", "+919000000001"]), "lambda invoke");
    }
}
