//! The template as CloudFormation receives it, with SAM's additions.

use crate::purity::packages_in;
use crate::root;
use local_cloud::{Progress, Project, Tools};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::OnceLock;

/// `infra/template.yaml` after SAM's translator, which comes with the project's tools. Computed once for each run.
fn transformed() -> &'static Value {
    static TEMPLATE: OnceLock<Value> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let tools = Tools::install(&Project::find(&root()).unwrap(), &Progress::begin()).unwrap();
        let translator = Command::new(tools.program("python"))
            .arg(root().join("tools/transform_template.py"))
            .arg(root().join("infra/template.yaml"))
            // The translator needs a Region to build ARNs; it sends no requests.
            .env("AWS_DEFAULT_REGION", "ap-south-1")
            .output()
            .unwrap();
        assert!(translator.status.success(), "{}", String::from_utf8_lossy(&translator.stderr));
        serde_json::from_slice(&translator.stdout).unwrap()
    })
}

/// Returns a resource's properties.
pub(crate) fn properties(resource: &str) -> &'static Value {
    let found = &transformed()["Resources"][resource]["Properties"];
    assert!(found.is_object(), "no resource {resource}");
    found
}

/// Returns true if the template has a resource with that name.
pub(crate) fn has(resource: &str) -> bool {
    transformed()["Resources"].get(resource).is_some()
}

/// Returns the functions' resources by package, such as `VoiceNotesFunction` for `voice-notes`.
pub(crate) fn functions() -> BTreeMap<String, String> {
    let resource = |package: &str| {
        let words = package.split('-').map(|word| word[..1].to_uppercase() + &word[1..]);
        words.collect::<String>() + "Function"
    };
    packages_in("functions").into_iter().map(|package| (package.clone(), resource(&package))).collect()
}

/// A statement of a policy.
#[derive(Clone)]
pub(crate) struct Statement {
    /// True for an Allow, false for a Deny.
    pub(crate) allows: bool,
    /// Its actions.
    pub(crate) actions: BTreeSet<String>,
    /// Its resources, as the template writes them.
    pub(crate) resources: Vec<&'static Value>,
    /// Its condition; null if there is none.
    pub(crate) condition: &'static Value,
}

impl Statement {
    /// Returns true if one of its resources has this logical name.
    pub(crate) fn is_of(&self, resource: &str) -> bool {
        self.resources.iter().any(|named| named["Fn::GetAtt"][0] == *resource || named["Ref"] == *resource)
    }
}

fn several(value: &'static Value) -> Vec<&'static Value> {
    value.as_array().map_or_else(|| vec![value], |all| all.iter().collect())
}

/// The conditions that hold on a local cloud only. A statement under one of them is in no deployment on AWS.
const LOCAL: [&str; 2] = ["TextsLocally", "GivesTranscripts"];

/// Returns the statements of a policy's document, as a deployment on AWS has them.
pub(crate) fn statements(document: &'static Value) -> Vec<Statement> {
    let on_aws = |given: &'static Value| match &given["Fn::If"] {
        Value::Null => Some(given),
        chosen if LOCAL.iter().any(|local| chosen[0] == *local) => None,
        chosen => Some(&chosen[1]),
    };
    let statement = |given: &'static Value| {
        let actions = several(&given["Action"]).into_iter().map(|action| action.as_str().unwrap().to_owned());
        Statement {
            allows: given["Effect"] == "Allow",
            actions: actions.collect(),
            resources: several(&given["Resource"]),
            condition: &given["Condition"],
        }
    };
    several(&document["Statement"]).into_iter().filter_map(on_aws).map(statement).collect()
}

/// Returns the logical names of the resources of a type.
pub(crate) fn of_type(kind: &str) -> Vec<&'static str> {
    let resources = transformed()["Resources"].as_object().unwrap();
    resources.iter().filter(|(_, resource)| resource["Type"] == *kind).map(|(name, _)| name.as_str()).collect()
}

/// Returns a resource with its type and policies.
pub(crate) fn resource(name: &str) -> &'static Value {
    &transformed()["Resources"][name]
}

/// Returns the template's rules.
pub(crate) fn rules() -> &'static Value {
    &transformed()["Rules"]
}

/// Returns the logical name of a function's role.
pub(crate) fn role(function: &str) -> &'static str {
    properties(function)["Role"]["Fn::GetAtt"][0].as_str().unwrap()
}

/// Returns the statements that are granted to a function for its ports.
pub(crate) fn granted(function: &str) -> Vec<Statement> {
    let role = role(function);
    let of_role = |name: &&str| several(&properties(name)["Roles"]).iter().any(|named| named["Ref"] == role);
    let policies = of_type("AWS::IAM::Policy").into_iter().filter(of_role);
    policies.flat_map(|name| statements(&properties(name)["PolicyDocument"])).collect()
}

/// Returns the statements that AWS Lambda uses with a function's role: for its log, its event sources and its dead
/// letters.
pub(crate) fn for_lambda(function: &str) -> Vec<Statement> {
    let policies = several(&properties(role(function))["Policies"]);
    policies.into_iter().flat_map(|policy| statements(&policy["PolicyDocument"])).collect()
}
