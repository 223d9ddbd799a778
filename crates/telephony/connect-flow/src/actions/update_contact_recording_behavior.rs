//! `UpdateContactRecordingBehavior`, and `UpdateContactRecordingAndAnalyticsBehavior`, which succeeds it (pages
//! `contact-actions-updatecontactrecordingbehavior`, `contact-actions-updatecontactrecordingandanalyticsbehavior`,
//! `about-recording-behavior`).

use super::act::Act;
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Wrong},
    model::{Action, Branch, ErrorType, Wiring},
    problem::Problem,
};

#[derive(Debug)]
struct UpdateContactRecordingBehavior {
    recording: Recording,
}

/// The settings of the recording that the action makes.
#[derive(Debug, Default)]
struct Recording {
    /// Turns the recording before an agent joins on or off; `None` leaves it as it is.
    ivr: Option<bool>,
    /// The participants whose speech is recorded once an agent has joined; `None` leaves them as they are.
    participants: Option<Vec<String>>,
}

impl Recording {
    fn read(mut behavior: Object<'_>) -> Result<Self, Wrong> {
        let ivr = behavior.choice("IVRRecordingBehavior", &[("Enabled", true), ("Disabled", false)])?;
        let named = behavior.has("RecordedParticipants");
        let participants = named.then(|| behavior.words("RecordedParticipants", &["Agent", "Customer"])).transpose()?;
        if behavior.has("ScreenRecordedParticipants") {
            behavior.words("ScreenRecordedParticipants", &["Agent"])?;
        }
        behavior.finish();
        Ok(Self { ivr, participants })
    }

    fn set(&self, stage: &mut Stage<'_>) {
        if let Some(on) = self.ivr {
            stage.record(on);
        }
        if let Some(participants) = &self.participants {
            stage.contact.recorded.clone_from(participants);
        }
    }
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let behavior = given.object("RecordingBehavior")?.ok_or_else(|| given.missing("RecordingBehavior"))?;
    let recording = Recording::read(behavior)?;
    let both = recording.participants.as_ref().is_some_and(|participants| participants.len() == 2);
    if given.object("AnalyticsBehavior")?.is_some() && !both {
        let expected = "given only where both `Agent` and `Customer` are recorded".to_owned();
        let found = "AnalyticsBehavior".to_owned();
        given.place("AnalyticsBehavior").remark(Problem::Value { found, expected });
    }
    Ok(Box::new(UpdateContactRecordingBehavior { recording }))
}

impl Act for UpdateContactRecordingBehavior {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[])
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        self.recording.set(stage);
        Ok(Then::Next)
    }
}

/// The action `UpdateContactRecordingAndAnalyticsBehavior`. Unlike the older action, it must have branches for errors.
#[derive(Debug)]
struct WithAnalytics {
    recording: Recording,
    /// `true` if the action sets the recording of a chat. Such an action fails in a telephone call.
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
    let mut recording = Recording::default();
    if let Some(mut voice) = voice {
        if let Some(behavior) = voice.object("VoiceRecordingBehavior")? {
            recording = Recording::read(behavior)?;
        }
        voice.object("VoiceAnalyticsBehavior")?;
        voice.finish();
    }
    Ok(Box::new(WithAnalytics { recording, chat: chat.is_some() }))
}

impl Act for WithAnalytics {
    fn wiring(&self) -> Wiring {
        const BOTH: [Branch; 2] =
            [Branch::Required(ErrorType::NoMatchingError), Branch::Required(ErrorType::ChannelMismatch)];
        const OF_CHAT: [Branch; 3] =
            [BOTH[0], BOTH[1], Branch::Required(ErrorType::InFlightRedactionConfigurationFailed)];
        Wiring::plain(if self.chat { &OF_CHAT } else { &BOTH })
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        if self.chat {
            return Err(Halt::Error(ErrorType::ChannelMismatch, "this is a call, not a chat".into()));
        }
        self.recording.set(stage);
        Ok(Then::Next)
    }
}
