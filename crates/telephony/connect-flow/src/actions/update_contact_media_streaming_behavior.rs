//! `UpdateContactMediaStreamingBehavior` (page `contact-actions-updatecontactmediastreamingbehavior`).

use serde_json::json;

use super::{
    act::Act,
    service::{Spoken, asked},
};
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Wrong},
    model::{Action, Branch, ErrorType, Wiring},
};

#[derive(Debug)]
struct UpdateContactMediaStreamingBehavior {
    on: bool,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    const STATE: &str = "MediaStreamingState";
    let on = given.choice(STATE, &[("Enabled", true), ("Disabled", false)])?.ok_or_else(|| given.missing(STATE))?;
    given.choice("MediaStreamType", &[("Audio", ())])?.ok_or_else(|| given.missing("MediaStreamType"))?;
    for (place, value) in given.array("Participants")? {
        let mut participant = Object::read(place, value)?;
        participant.choice("ParticipantType", &[("Customer", ())])?;
        participant.words("MediaDirections", &["To", "From"])?;
        participant.finish();
    }
    Ok(Box::new(UpdateContactMediaStreamingBehavior { on }))
}

impl Act for UpdateContactMediaStreamingBehavior {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
    }

    /// Starts or stops streaming. While the contact streams, functions and the flow see the ARN of the stream.
    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        asked(
            action,
            json!({ "MediaStreamingState": if self.on { "Enabled" } else { "Disabled" } }),
            Spoken::default(),
            stage,
        )?;
        let audio = match self.on {
            true => json!({
                "StreamARN": format!("arn:aws:kinesisvideo:stream/{}", stage.contact.id()),
                "StartTimestamp": stage.now_ms.to_string(),
                "StartFragmentNumber": "1",
            }),
            false => json!({}),
        };
        stage.contact.set("MediaStreams", json!({ "Customer": { "Audio": audio } }));
        Ok(Then::Next)
    }
}
