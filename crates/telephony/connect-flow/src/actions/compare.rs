//! `Compare` (page `flow-control-actions-compare`).

use serde_json::Value;

use super::act::{Act, Hints};
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Path, Wrong},
    model::{Action, Branch, Conditions, ErrorType, Wiring},
};

#[derive(Debug)]
struct Compare {
    value: Path,
}

/// Namespaces, which hold values and are not values themselves.
const NOT_LEAVES: [&str; 7] =
    ["Attributes", "External", "FlowAttributes", "LambdaInvocation", "Queue", "CustomerEndpoint", "SystemEndpoint"];

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    const KEY: &str = "ComparisonValue";
    let text = given.text(KEY)?.ok_or_else(|| given.missing(KEY))?;
    let leaf = |path: &&Path| !matches!(path.names.as_slice(), [only] if NOT_LEAVES.contains(&only.as_str()));
    match text.whole_path().filter(leaf) {
        Some(path) => Ok(Box::new(Compare { value: path.clone() })),
        None => {
            let found = given.fixed(KEY)?;
            Err(given.value_of(KEY, &found, "one path to a single value, such as `$.External.next`"))
        }
    }
}

impl Act for Compare {
    fn wiring(&self) -> Wiring {
        Wiring { conditions: Conditions::Any, ..Wiring::plain(&[Branch::Required(ErrorType::NoMatchingCondition)]) }
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        match stage.contact.value(&self.value) {
            Some(Value::Object(object)) => Ok(Then::Keys(object.keys().cloned().collect())),
            _ => Ok(Then::Result(stage.leaf(&self.value))),
        }
    }

    fn hints(&self, hints: &mut dyn Hints) {
        hints.compares(&self.value.names);
    }
}
