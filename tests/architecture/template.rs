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

/// A statement of a role's policies.
pub(crate) struct Statement {
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
        self.resources.iter().any(|named| named["Fn::GetAtt"][0] == *resource)
    }
}

fn several(value: &'static Value) -> Vec<&'static Value> {
    value.as_array().map_or_else(|| vec![value], |all| all.iter().collect())
}

/// Returns the statements that `infra/template.yaml` grants a function. SAM adds others, for its event sources and its
/// dead-letter queue.
pub(crate) fn granted(function: &str) -> Vec<Statement> {
    let role = properties(function)["Role"]["Fn::GetAtt"][0].as_str().unwrap();
    let ours =
        |policy: &&Value| policy["PolicyName"].as_str().is_some_and(|name| name.starts_with(&format!("{role}Policy")));
    let policies = properties(role)["Policies"].as_array().unwrap().iter().filter(ours);
    let statements = policies.flat_map(|policy| several(&policy["PolicyDocument"]["Statement"]));
    let statement = |given: &'static Value| {
        assert_eq!(given["Effect"], "Allow", "{given}");
        let actions = several(&given["Action"]).into_iter().map(|action| action.as_str().unwrap().to_owned());
        Statement { actions: actions.collect(), resources: several(&given["Resource"]), condition: &given["Condition"] }
    };
    statements.map(statement).collect()
}
