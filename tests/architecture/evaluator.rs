//! Decides by the transformed template whether a role may act on a resource, as IAM and KMS decide.
//!
//! A local cloud does not enforce the leading keys of a table, encryption contexts, or the identity of AWS services. These
//! are decided here alone (IAM User Guide, "Policy evaluation logic").

use crate::template::{Statement, properties, resource, statements};
use serde_json::Value;

/// An attempt of a role.
#[derive(Clone, Copy)]
pub(crate) struct Attempt<'a> {
    /// The action, such as `kms:Decrypt`.
    pub(crate) action: &'a str,
    /// The logical name of a resource, with a path behind `/` for an object or an index.
    pub(crate) on: &'a str,
    /// The partition of the table that the request names, such as `CASE#42710839`.
    pub(crate) partition: Option<&'a str>,
    /// The purpose in the request's encryption context.
    pub(crate) purpose: Option<&'a str>,
}

/// Returns the ARN, or its pattern, that a value of the template stands for. The stack is `STACK`.
pub(crate) fn arn(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        _ if value["Fn::GetAtt"][1] == "StreamArn" => format!("{}/stream/now", of(text(&value["Fn::GetAtt"][0]))),
        _ if value["Fn::GetAtt"].is_array() => of(text(&value["Fn::GetAtt"][0])),
        _ if value["Ref"].is_string() => of(text(&value["Ref"])),
        _ if value["Fn::Sub"].is_string() => substituted(text(&value["Fn::Sub"])),
        _ => panic!("no ARN: {value}"),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn substituted(template: &str) -> String {
    let mut parts = template.split("${");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap();
        filled += &match name.strip_suffix(".Arn") {
            Some(named) => of(named),
            None => name.rsplit("::").next().unwrap().replace("StackName", "STACK"),
        };
        filled += rest;
    }
    filled
}

/// Returns the ARN of a resource of the template.
pub(crate) fn of(name: &str) -> String {
    let given = &resource(name)["Properties"];
    match resource(name)["Type"].as_str().unwrap_or_default() {
        "AWS::S3::Bucket" if given["BucketName"].is_object() => {
            format!("arn:Partition:s3:::{}", arn(&given["BucketName"]))
        }
        "AWS::SNS::Topic" => format!("arn:Partition:sns:Region:AccountId:{}", arn(&given["TopicName"])),
        _ => format!("arn:{name}"),
    }
}

/// Returns true if `pattern`, in which `*` stands for any text, fits the whole of `text`.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let Some((before, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(text) = text.strip_prefix(before) else { return false };
    (0..=text.len()).filter(|at| text.is_char_boundary(*at)).any(|at| fits(rest, &text[at..]))
}

fn any_fits<'a>(patterns: impl IntoIterator<Item = &'a Value>, text: &str) -> bool {
    patterns.into_iter().any(|pattern| fits(&arn(pattern), text))
}

fn each(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |all| all.iter().collect())
}

/// Returns true if a statement's condition holds for an attempt of a role.
///
/// # Panics
/// If the condition has a form that is not known here: a test must not pass by ignoring it.
fn holds(condition: &Value, role: &str, attempt: Attempt<'_>) -> bool {
    let Some(operators) = condition.as_object() else { return true };
    operators.iter().all(|(operator, keys)| {
        keys.as_object().unwrap().iter().all(|(key, values)| match (operator.as_str(), key.as_str()) {
            ("ForAllValues:StringLike", "dynamodb:LeadingKeys") => {
                attempt.partition.is_some_and(|partition| any_fits(each(values), partition))
            }
            // Both forms of a role's ARN: AWS compares the first, a local cloud the second.
            ("ArnNotLike", "aws:PrincipalArn") => {
                let session = format!("arn:Partition:sts::AccountId:assumed-role/{role}/session");
                !any_fits(each(values), &of(role)) && !any_fits(each(values), &session)
            }
            ("StringNotEquals", "kms:EncryptionContext:purpose") => attempt.purpose != values.as_str(),
            ("BoolIfExists", "aws:PrincipalIsAWSService") => values == "false",
            // The functions reach S3's keys through S3 alone, and Transcribe's output bucket is ours.
            ("StringNotEquals", "kms:ViaService") => false,
            ("StringEquals", "transcribe:OutputBucketName") => true,
            other => panic!("an unknown condition {other:?}"),
        })
    })
}

fn concerns(statement: &Statement, role: &str, attempt: Attempt<'_>) -> bool {
    let (name, path) = attempt.on.split_once('/').map_or((attempt.on, None), |(name, path)| (name, Some(path)));
    let on = path.map_or_else(|| of(name), |path| format!("{}/{path}", of(name)));
    statement.actions.iter().any(|action| fits(action, attempt.action))
        && any_fits(statement.resources.iter().copied(), &on)
        && holds(statement.condition, role, attempt)
}

/// Returns true if a role with these statements may do it: a statement allows it, and neither a statement nor the
/// resource's own policy denies it.
pub(crate) fn may(role: &str, granted: &[Statement], attempt: Attempt<'_>) -> bool {
    let key = &properties_or_null(attempt.on)["KeyPolicy"];
    let of_key = if key.is_object() { statements(key) } else { Vec::new() };
    // A key's policy names the key as `*`. Its root statement leaves the permission to the account's policies.
    let denied = of_key.iter().any(|statement| !statement.allows && concerns(statement, role, attempt));
    let allowed = granted.iter().any(|statement| statement.allows && concerns(statement, role, attempt));
    allowed && !denied
}

fn properties_or_null(name: &str) -> &'static Value {
    match crate::template::has(name) {
        true => properties(name),
        false => &Value::Null,
    }
}

#[test]
fn a_pattern_fits_as_iam_says() {
    for (pattern, text, fit) in [
        ("kms:*", "kms:Decrypt", true),
        ("kms:GenerateDataKey*", "kms:GenerateDataKeyWithoutPlaintext", true),
        ("kms:Decrypt", "kms:DecryptX", false),
        ("CASE#*", "CITIZEN#CASE#", false),
        ("*/index/due", "arn:Ledger/index/due", true),
        ("*", "", true),
    ] {
        assert_eq!(fits(pattern, text), fit, "{pattern} {text}");
    }
}
