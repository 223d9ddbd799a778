//! The outputs of a deployed stack.

use crate::{Endpoint, Error};
use std::collections::BTreeMap;

/// Returns the outputs of a stack.
///
/// # Errors
/// If there is no such stack, or the endpoint does not answer.
pub fn outputs(endpoint: &Endpoint, stack: &str) -> Result<BTreeMap<String, String>, Error> {
    const ACTION: &str = "DescribeStacks";
    let answer = endpoint.form("cloudformation", "2010-05-15", &[("Action", ACTION), ("StackName", stack)])?;
    read_outputs(&answer).map_err(|cause| Error::answer("cloudformation", ACTION, cause))
}

fn read_outputs(xml: &str) -> Result<BTreeMap<String, String>, roxmltree::Error> {
    let document = roxmltree::Document::parse(xml)?;
    let members = document.descendants().filter(|node| node.tag_name().name() == "member");
    let pairs = members.filter_map(|member| {
        let text = |name: &str| {
            let child = member.children().find(|child| child.tag_name().name() == name)?;
            Some(child.text().unwrap_or_default().to_owned())
        };
        Some((text("OutputKey")?, text("OutputValue")?))
    });
    Ok(pairs.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_read_and_parameters_are_not() {
        let xml = "<R xmlns='http://x'><Stacks><member><Parameters><member><ParameterKey>A</ParameterKey>\
            <ParameterValue>1</ParameterValue></member></Parameters><Outputs><member><OutputKey>TableName</OutputKey>\
            <OutputValue>ledger</OutputValue></member></Outputs></member></Stacks></R>";
        assert_eq!(read_outputs(xml).unwrap(), BTreeMap::from([("TableName".into(), "ledger".into())]));
    }
}
