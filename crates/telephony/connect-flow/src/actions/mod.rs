//! The action types. Each has a file that reads its parameters and runs it. The types that only pass their parameters
//! to a service share one file, `service`.

mod act;
mod ask;
mod calling_codes;
mod check_hours_of_operation;
mod compare;
mod connect_participant_with_lex_bot;
mod contact_data;
mod create_callback_contact;
mod disconnect_participant;
mod distribute_by_percentage;
mod end_flow_execution;
mod get_participant_input;
mod invoke_flow_module;
mod invoke_lambda_function;
mod keypad;
mod r#loop;
mod message_participant;
mod message_participant_iteratively;
mod metrics;
mod phone_number;
mod prompt;
mod service;
mod tags;
mod transfer_contact_to_agent;
mod transfer_contact_to_queue;
mod transfer_participant_to_third_party;
mod transfer_to_flow;
mod unknown;
mod update_contact_attributes;
mod update_contact_callback_number;
mod update_contact_event_hooks;
mod update_contact_media_streaming_behavior;
mod update_contact_recording_behavior;
mod update_contact_target_queue;
mod update_contact_text_to_speech_voice;
mod update_flow_attributes;
mod update_flow_logging_behavior;
mod wait;

use self::act::Row;
pub(crate) use self::{
    act::{Act, Hints},
    unknown::Unknown,
};

/// Every action type with rules of its own. A new type is a file in this folder and a row here.
const OWN: &[Row] = &[
    ("CheckHoursOfOperation", check_hours_of_operation::read),
    ("CheckMetricData", metrics::read_check),
    ("Compare", compare::read),
    ("ConnectParticipantWithLexBot", connect_participant_with_lex_bot::read),
    ("CreateCallbackContact", create_callback_contact::read),
    ("DequeueContactAndTransferToQueue", transfer_contact_to_queue::read_dequeue),
    ("DisconnectParticipant", disconnect_participant::read),
    ("DistributeByPercentage", distribute_by_percentage::read),
    ("EndFlowExecution", end_flow_execution::read),
    ("EndFlowModuleExecution", end_flow_execution::read_module),
    ("GetMetricData", metrics::read_get),
    ("GetParticipantInput", get_participant_input::read),
    ("InvokeFlowModule", invoke_flow_module::read),
    ("InvokeLambdaFunction", invoke_lambda_function::read),
    ("Loop", r#loop::read),
    ("MessageParticipant", message_participant::read),
    ("MessageParticipantIteratively", message_participant_iteratively::read),
    ("TagContact", tags::read_tag),
    ("TransferContactToAgent", transfer_contact_to_agent::read),
    ("TransferContactToQueue", transfer_contact_to_queue::read),
    ("TransferParticipantToThirdParty", transfer_participant_to_third_party::read),
    ("TransferToFlow", transfer_to_flow::read),
    ("UntagContact", tags::read_untag),
    ("UpdateContactAttributes", update_contact_attributes::read),
    ("UpdateContactCallbackNumber", update_contact_callback_number::read),
    ("UpdateContactData", contact_data::read),
    ("UpdateContactEventHooks", update_contact_event_hooks::read),
    ("UpdateContactMediaStreamingBehavior", update_contact_media_streaming_behavior::read),
    ("UpdateContactRecordingAndAnalyticsBehavior", update_contact_recording_behavior::read_with_analytics),
    ("UpdateContactRecordingBehavior", update_contact_recording_behavior::read),
    ("UpdateContactTargetQueue", update_contact_target_queue::read),
    ("UpdateContactTextToSpeechVoice", update_contact_text_to_speech_voice::read),
    ("UpdateFlowAttributes", update_flow_attributes::read),
    ("UpdateFlowLoggingBehavior", update_flow_logging_behavior::read),
    ("Wait", wait::read),
];

/// Returns the names of all action types that this crate runs.
pub(crate) fn types() -> impl Iterator<Item = &'static str> {
    OWN.iter().chain(service::ROWS).map(|(name, _)| *name)
}

/// Returns the reader of an action type.
pub(crate) fn reader(action_type: &str) -> Option<Row> {
    OWN.iter().chain(service::ROWS).find(|(name, _)| *name == action_type).copied()
}
