//! `UpdateContactData` (page `contact-actions-updatecontactdata`).

use serde_json::{Value, json};

use super::{
    act::Act,
    service::{Spoken, asked},
};
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Text, Wrong},
    model::{Action, Branch, ErrorType, Wiring},
};

#[derive(Debug)]
struct UpdateContactData {
    values: Vec<(&'static str, Text)>,
    related: bool,
}

/// The keys that can be set. The keys of Voice ID no longer have an effect.
const KEYS: [&str; 10] = [
    "Name",
    "Description",
    "LanguageCode",
    "CustomerId",
    "WisdomSessionArn",
    "IsFraudDetectionEnabled",
    "IsVoiceAuthenticationEnabled",
    "IsVoiceIdStreamingEnabled",
    "VoiceAuthenticationResponseTime",
    "VoiceAuthenticationThreshold",
];

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let mut values = Vec::new();
    for key in KEYS {
        values.extend(given.text(key)?.map(|value| (key, value)));
    }
    let related = given.choice("TargetContact", &[("Current", false), ("Related", true)])?.unwrap_or(false);
    if values.is_empty() {
        return Err(given.missing("Name"));
    }
    Ok(Box::new(UpdateContactData { values, related }))
}

impl Act for UpdateContactData {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
    }

    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let values: Vec<_> = self.values.iter().map(|(key, value)| (*key, stage.text(value))).collect();
        if self.related {
            return Err(Halt::because("there is no related contact"));
        }
        let parameters: Value = values.iter().map(|(key, value)| ((*key).to_owned(), json!(value))).collect();
        asked(action, parameters, Spoken::default(), stage)?;
        for (key, value) in values {
            match key {
                "WisdomSessionArn" => {
                    stage.contact.scope.results.insert("Wisdom", json!({ "SessionArn": value }));
                }
                "Name" | "Description" | "LanguageCode" | "CustomerId" => stage.contact.set(key, json!(value)),
                _ => {}
            }
        }
        Ok(Then::Next)
    }
}
