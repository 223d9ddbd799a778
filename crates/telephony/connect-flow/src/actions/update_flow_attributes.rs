//! `UpdateFlowAttributes` (page `flow-control-actions-updateflowattributes`).

use super::{
    act::{Act, Hints},
    update_contact_attributes::{assigned, resolved},
};
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Text, Wrong},
    model::{Action, Branch, ErrorType, Wiring},
    trace::Happening,
};

#[derive(Debug)]
struct UpdateFlowAttributes {
    attributes: Vec<(Text, Text)>,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let all = given.object("FlowAttributes")?.ok_or_else(|| given.missing("FlowAttributes"))?;
    let mut attributes = Vec::new();
    for (name, place, value) in all.entries() {
        let mut attribute = Object::read(place.clone(), value)?;
        let value = attribute.text("Value")?.ok_or_else(|| attribute.missing("Value"))?;
        attribute.choice("Type", &[("String", ())])?;
        attribute.finish();
        attributes.push((Text::read(name).map_err(|problem| place.wrong(problem))?, value));
    }
    Ok(Box::new(UpdateFlowAttributes { attributes }))
}

impl Act for UpdateFlowAttributes {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
    }

    /// Sets all attributes or none.
    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let attributes = resolved(&self.attributes, stage)?;
        let set = stage.contact.set_flow_attributes(attributes.clone());
        set.map_err(|_| Halt::because("the flow's attributes together are larger than 32 KB"))?;
        stage.note(Happening::FlowAttributesSet { attributes });
        Ok(Then::Next)
    }

    fn hints(&self, hints: &mut dyn Hints) {
        assigned(&self.attributes, "FlowAttributes", hints);
    }
}
