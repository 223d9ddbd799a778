//! `UpdateContactCallbackNumber` (page `contact-actions-updatecontactcallbacknumber`).

use serde_json::json;

use super::{
    act::Act,
    service::{Spoken, asked},
};
use crate::{
    context::{Halt, Stage, Then, is_e164},
    language::{Object, Path, Wrong},
    model::{Action, Branch, ErrorType, Wiring},
};

#[derive(Debug)]
struct UpdateContactCallbackNumber {
    number: Path,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    const KEY: &str = "CallbackNumber";
    let text = given.text(KEY)?.ok_or_else(|| given.missing(KEY))?;
    match text.whole_path() {
        Some(path) => Ok(Box::new(UpdateContactCallbackNumber { number: path.clone() })),
        None => {
            let found = given.fixed(KEY)?;
            Err(given.value_of(KEY, &found, "one path, such as `$.StoredCustomerInput`"))
        }
    }
}

impl Act for UpdateContactCallbackNumber {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[
            Branch::Required(ErrorType::InvalidCallbackNumber),
            Branch::Required(ErrorType::CallbackNumberNotDialable),
            Branch::Optional(ErrorType::NoMatchingError),
        ])
    }

    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let number = stage.leaf(&self.number).filter(|number| is_e164(number));
        let number = number.ok_or_else(|| {
            Halt::Error(ErrorType::InvalidCallbackNumber, "the number is not in the form E.164".into())
        })?;
        asked(action, json!({ "CallbackNumber": number }), Spoken::default(), stage)?;
        stage.contact.callback_number = Some(number);
        Ok(Then::Next)
    }
}
