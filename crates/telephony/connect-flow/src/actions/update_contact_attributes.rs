//! `UpdateContactAttributes` (page `contact-actions-updatecontactattributes`).

use std::collections::BTreeMap;

use super::act::{Act, Hints};
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Part, Text, Wrong},
    model::{Action, Branch, ErrorType, Wiring},
    trace::Happening,
};

#[derive(Debug)]
struct UpdateContactAttributes {
    attributes: Vec<(Text, Text)>,
    related: bool,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let attributes = given.pairs("Attributes")?;
    if attributes.is_empty() {
        return Err(given.missing("Attributes"));
    }
    for (name, _) in &attributes {
        let wrong = name.parts.iter().find_map(|part| match part {
            Part::Words(words) if !is_name(words) => Some(words),
            _ => None,
        });
        if let Some(words) = wrong {
            return Err(given.value_of("Attributes", words, "a name without `$` and `.`"));
        }
    }
    let related = given.choice("TargetContact", &[("Current", false), ("Related", true)])?;
    Ok(Box::new(UpdateContactAttributes { attributes, related: related.unwrap_or(false) }))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains(['$', '.'])
}

impl Act for UpdateContactAttributes {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
    }

    /// Sets all attributes or none.
    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let attributes = resolved(&self.attributes, stage)?;
        if self.related {
            return Err(Halt::because("there is no related contact"));
        }
        let set = stage.contact.set_attributes(attributes.clone());
        set.map_err(|_| Halt::because("the attributes together are larger than 32 KB"))?;
        stage.note(Happening::AttributesSet { attributes });
        Ok(Then::Next)
    }

    fn hints(&self, hints: &mut dyn Hints) {
        assigned(&self.attributes, "Attributes", hints);
    }
}

/// Fills in every name and value, before any attribute is set.
pub(super) fn resolved(attributes: &[(Text, Text)], stage: &mut Stage<'_>) -> Result<BTreeMap<String, String>, Halt> {
    let mut resolved = BTreeMap::new();
    for (name, value) in attributes {
        let name = stage.text(name);
        if !is_name(&name) {
            return Err(Halt::because("an attribute's name is empty or has `$` or `.` in it"));
        }
        resolved.insert(name, stage.text(value));
    }
    Ok(resolved)
}

/// Reports the paths whose values become attributes of a namespace.
pub(super) fn assigned(attributes: &[(Text, Text)], namespace: &str, hints: &mut dyn Hints) {
    for (name, value) in attributes {
        if let ([Part::Words(name)], Some(path)) = (name.parts.as_slice(), value.whole_path()) {
            hints.assigns(&path.names, &[namespace.to_owned(), name.clone()]);
        }
    }
}
