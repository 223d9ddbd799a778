//! The action types, one file each: how its parameters are read, and what it does.

mod check_hours_of_operation;
mod compare;
mod disconnect_participant;
mod get_participant_input;
mod invoke_lambda_function;
mod keypad;
mod r#loop;
mod message_participant;
mod prompt;
mod transfer_contact_to_queue;
mod update_contact_attributes;
mod update_contact_recording_behavior;
mod update_contact_target_queue;
mod update_contact_text_to_speech_voice;
mod update_flow_logging_behavior;

use std::fmt::Debug;

use crate::{
    flow::Action,
    problem::ReadError,
    read::{Object, Wiring},
    stage::{Halt, Stage, Then},
};

/// The parameters of one action, and what it does with them.
pub(crate) trait Act: Debug + Send + Sync {
    fn wiring(&self) -> Wiring;

    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt>;

    /// Whether an error that no branch takes counts as success (page `play`, of old prompts).
    fn succeeds_without_error_branch(&self) -> bool {
        false
    }
}

type Read = fn(&mut Object<'_>) -> Result<Box<dyn Act>, ReadError>;

/// Every action type that is run, with its reader. A new type is a file here and a row.
pub(crate) const SUPPORTED: [(&str, Read); 13] = [
    ("CheckHoursOfOperation", check_hours_of_operation::read),
    ("Compare", compare::read),
    ("DisconnectParticipant", disconnect_participant::read),
    ("GetParticipantInput", get_participant_input::read),
    ("InvokeLambdaFunction", invoke_lambda_function::read),
    ("Loop", r#loop::read),
    ("MessageParticipant", message_participant::read),
    ("TransferContactToQueue", transfer_contact_to_queue::read),
    ("UpdateContactAttributes", update_contact_attributes::read),
    ("UpdateContactRecordingBehavior", update_contact_recording_behavior::read),
    ("UpdateContactTargetQueue", update_contact_target_queue::read),
    ("UpdateContactTextToSpeechVoice", update_contact_text_to_speech_voice::read),
    ("UpdateFlowLoggingBehavior", update_flow_logging_behavior::read),
];
