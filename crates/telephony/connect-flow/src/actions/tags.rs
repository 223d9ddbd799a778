//! `TagContact` and `UntagContact` (pages `contact-actions-tagcontact`, `contact-actions-untagcontact`).

use serde_json::{Map, json};

use super::act::Act;
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Text, Wrong},
    model::{Action, Branch, ErrorType, Wiring},
    problem::Problem,
};

const WIRING: Wiring = Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)]);

#[derive(Debug)]
struct TagContact {
    tags: Vec<(Text, Text)>,
}

pub(super) fn read_tag(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    if !given.has("Tags") {
        return Err(given.missing("Tags"));
    }
    Ok(Box::new(TagContact { tags: given.pairs("Tags")? }))
}

impl Act for TagContact {
    fn wiring(&self) -> Wiring {
        WIRING
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let mut tags = Map::new();
        for (key, value) in &self.tags {
            tags.insert(stage.text(key), json!(stage.text(value)));
        }
        let tagged = stage.contact.tag(tags);
        tagged.map_err(|_| Halt::because("a contact has 6 tags at most"))?;
        Ok(Then::Next)
    }
}

#[derive(Debug)]
struct UntagContact {
    keys: Vec<String>,
}

pub(super) fn read_untag(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let mut keys = Vec::new();
    for (place, value) in given.array("TagKeys")? {
        keys.push(value.as_str().map(str::to_owned).ok_or_else(|| place.wrong(Problem::Empty))?);
    }
    Ok(Box::new(UntagContact { keys }))
}

impl Act for UntagContact {
    fn wiring(&self) -> Wiring {
        WIRING
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        stage.contact.untag(self.keys.iter().map(String::as_str));
        Ok(Then::Next)
    }
}
