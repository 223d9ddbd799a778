//! The events of a trace as lines for people.

use std::{collections::BTreeMap, fmt};

use super::{ContactEvent, Ended, Happening, Role, TraceEvent};

impl fmt::Display for TraceEvent {
    /// Writes the event as a line for people. Writes nothing for an event that only a replay or coverage needs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = |text: &Option<String>, recording: &Option<String>| match (text, recording) {
            (Some(text), _) => format!("“{text}”"),
            (None, Some(recording)) => format!("♪ {recording}"),
            (None, None) => "♪".to_owned(),
        };
        let line = match &self.what {
            Happening::Told { .. } | Happening::Went { .. } => return Ok(()),
            Happening::Entered { flow, role } => format!("── {flow} ({role})"),
            Happening::Returned { flow } => format!("── back in {flow}"),
            Happening::Contact { told } => format!("contact event {told}"),
            Happening::Action { identifier, action_type } => format!("· {action_type} `{identifier}`"),
            Happening::Heard { text, recording, .. } => format!("hears {}", said(text, recording)),
            Happening::Whispered { text, recording, .. } => format!("the agent hears {}", said(text, recording)),
            Happening::Pressed { keys } => format!("presses {keys}"),
            Happening::NoKey => "presses nothing".to_owned(),
            Happening::Spoke { ms, recorded } => {
                format!("speaks for {} s{}", ms / 1_000, if *recorded { ", recorded" } else { "" })
            }
            Happening::Invoked { arn, parameters, answer: Ok(answer), .. } => {
                format!("function {arn} gets {parameters} and answers {answer}")
            }
            Happening::Invoked { arn, answer: Err(why), attempts, .. } => {
                format!("function {arn} gives no answer in {attempts} calls: {why}")
            }
            Happening::Asked { answer: Ok(answer), .. } => format!("the service answers {answer}"),
            Happening::Asked { answer: Err(why), .. } => format!("the service fails: {why}"),
            Happening::Dialled { number, talk_ms: Some(ms) } => format!("{number} answers and talks {} s", ms / 1_000),
            Happening::Dialled { number, talk_ms: None } => format!("{number} does not answer"),
            Happening::AttributesSet { attributes } => format!("attributes {}", pairs(attributes)),
            Happening::FlowAttributesSet { attributes } => format!("attributes of the flow {}", pairs(attributes)),
            Happening::ConversationRecorded { participants } => format!("recorded: {}", participants.join(", ")),
            Happening::Recording { on, .. } => format!("recording {}", if *on { "on" } else { "off" }),
            Happening::Queued { queue } => format!("waits in the queue {queue}"),
            Happening::Failed { error, cause } => format!("{error}: {cause}"),
            Happening::Warned { warning } => format!("warning: {warning}"),
            Happening::Ended { how } => format!("ended: {how}"),
        };
        let ms = self.at_ms;
        write!(f, "{:>3}:{:02}.{} {line}", ms / 60_000, ms / 1_000 % 60, ms / 100 % 10)
    }
}

fn pairs(attributes: &BTreeMap<String, String>) -> String {
    attributes.iter().map(|(name, value)| format!("{name}=“{value}”")).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Inbound => "inbound",
            Self::Module => "module",
            Self::CustomerQueue => "customer queue",
            Self::AgentWhisper => "agent whisper",
            Self::CustomerWhisper => "customer whisper",
            Self::OutboundWhisper => "outbound whisper",
            Self::CustomerRemaining => "after the agent",
        })
    }
}

impl fmt::Display for ContactEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Initiated => f.write_str("INITIATED"),
            Self::Queued => f.write_str("QUEUED"),
            Self::ConnectedToAgent { user_name } => write!(f, "CONNECTED_TO_AGENT {user_name}"),
            Self::Disconnected { reason } => write!(f, "DISCONNECTED {reason}"),
            Self::Completed => f.write_str("COMPLETED"),
        }
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FlowDisconnected => f.write_str("the flow disconnects"),
            Self::CallerHungUp => f.write_str("the caller hangs up"),
            Self::AgentHungUp => f.write_str("the agent hangs up"),
            Self::ThirdPartyHungUp => f.write_str("the other party hangs up"),
            Self::Queued { queue } => write!(f, "the call still waits in the queue {queue}"),
            Self::FlowEnded => f.write_str("the flow is over"),
            Self::LeftFor { flow } => write!(f, "the call goes on in the flow {flow}, which is not here"),
            Self::Stopped { action, reason, remedy } => write!(f, "STOPPED at `{action}`: {reason}; {remedy}"),
        }
    }
}
