//! `UpdateContactRecordingBehavior` (page `contact-actions-updatecontactrecordingbehavior`).

use super::Act;
use crate::{
    flow::Action,
    problem::ReadError,
    read::{Object, Wiring},
    stage::{Halt, Stage, Then},
};

#[derive(Debug)]
struct UpdateContactRecordingBehavior {
    /// Recording before an agent joins; none leaves it as it is.
    ivr: Option<bool>,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, ReadError> {
    let mut behavior = given.object("RecordingBehavior")?.ok_or_else(|| given.missing("RecordingBehavior"))?;
    let ivr = behavior.choice("IVRRecordingBehavior", &[("Enabled", true), ("Disabled", false)])?;
    let mut both = false;
    if behavior.has("RecordedParticipants") {
        both = behavior.words("RecordedParticipants", &["Agent", "Customer"])?.len() == 2;
    }
    if behavior.has("ScreenRecordedParticipants") {
        behavior.words("ScreenRecordedParticipants", &["Agent"])?;
    }
    behavior.finish()?;
    if given.object("AnalyticsBehavior")?.is_some() && !both {
        let found = "AnalyticsBehavior";
        return Err(given.value_of(found, found, "allowed unless both `Agent` and `Customer` are recorded"));
    }
    Ok(Box::new(UpdateContactRecordingBehavior { ivr }))
}

impl Act for UpdateContactRecordingBehavior {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[])
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        if let Some(on) = self.ivr {
            stage.record(on);
        }
        Ok(Then::Next)
    }
}
