//! `UpdateContactRecordingBehavior` (page `contact-actions-updatecontactrecordingbehavior`).

use super::Act;
use crate::{
    flow::{Action, ErrorType},
    machine::{Halt, Stage, Then},
    problem::Problem,
    read::{Branch, Object, Wiring, Wrong},
};

#[derive(Debug)]
struct UpdateContactRecordingBehavior {
    /// Recording before an agent joins; none leaves it as it is.
    ivr: Option<bool>,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let behavior = given.object("RecordingBehavior")?.ok_or_else(|| given.missing("RecordingBehavior"))?;
    let (ivr, both) = recording(behavior)?;
    if given.object("AnalyticsBehavior")?.is_some() && !both {
        let found = "AnalyticsBehavior";
        return Err(given.value_of(found, found, "allowed unless both `Agent` and `Customer` are recorded"));
    }
    Ok(Box::new(UpdateContactRecordingBehavior { ivr }))
}

/// Whether the flow is recorded, and whether both who talk are.
fn recording(mut behavior: Object<'_>) -> Result<(Option<bool>, bool), Wrong> {
    let ivr = behavior.choice("IVRRecordingBehavior", &[("Enabled", true), ("Disabled", false)])?;
    let mut both = false;
    if behavior.has("RecordedParticipants") {
        both = behavior.words("RecordedParticipants", &["Agent", "Customer"])?.len() == 2;
    }
    if behavior.has("ScreenRecordedParticipants") {
        behavior.words("ScreenRecordedParticipants", &["Agent"])?;
    }
    behavior.finish();
    Ok((ivr, both))
}

impl Act for UpdateContactRecordingBehavior {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[])
    }

    fn run<'a>(&self, _: &Action, stage: &mut Stage<'a, '_>) -> Result<Then, Halt<'a>> {
        if let Some(on) = self.ivr {
            stage.record(on);
        }
        Ok(Then::Next)
    }
}

/// `UpdateContactRecordingAndAnalyticsBehavior` (page
/// `contact-actions-updatecontactrecordingandanalyticsbehavior`), which has branches for errors.
#[derive(Debug)]
struct WithAnalytics {
    ivr: Option<bool>,
    /// Whether it is about a chat, which no call is.
    chat: bool,
}

pub(super) fn read_with_analytics(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let voice = given.object("VoiceBehavior")?;
    let chat = given.object("ChatBehavior")?;
    let screen = given.object("ScreenRecordingBehavior")?;
    if [voice.is_some(), chat.is_some(), screen.is_some()].into_iter().filter(|given| *given).count() != 1 {
        let of = "`VoiceBehavior`, `ChatBehavior` and `ScreenRecordingBehavior`, and not none,".to_owned();
        return Err(given.wrong(Problem::OnlyOne { of }));
    }
    let mut ivr = None;
    if let Some(mut voice) = voice {
        if let Some(behavior) = voice.object("VoiceRecordingBehavior")? {
            ivr = recording(behavior)?.0;
        }
        voice.object("VoiceAnalyticsBehavior")?;
        voice.finish();
    }
    Ok(Box::new(WithAnalytics { ivr, chat: chat.is_some() }))
}

impl Act for WithAnalytics {
    fn wiring(&self) -> Wiring {
        const BOTH: [Branch; 2] =
            [Branch::Required(ErrorType::NoMatchingError), Branch::Required(ErrorType::ChannelMismatch)];
        const OF_CHAT: [Branch; 3] =
            [BOTH[0], BOTH[1], Branch::Required(ErrorType::InFlightRedactionConfigurationFailed)];
        Wiring::plain(if self.chat { &OF_CHAT } else { &BOTH })
    }

    fn run<'a>(&self, _: &Action, stage: &mut Stage<'a, '_>) -> Result<Then, Halt<'a>> {
        if self.chat {
            return Err(Halt::Error(ErrorType::ChannelMismatch, "this is a call, not a chat".into()));
        }
        if let Some(on) = self.ivr {
            stage.record(on);
        }
        Ok(Then::Next)
    }
}
