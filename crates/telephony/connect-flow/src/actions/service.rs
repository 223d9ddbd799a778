//! The actions that pass their parameters to a service and continue with its answer: cases, profiles, tasks, views,
//! routing. Each action type is a row with its parameters and results. The world supplies the service's answer.

use serde_json::{Map, Value, json};

use super::act::{Act, Row};
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Template, Text, Wrong},
    model::{Action, Branch, Conditions, ErrorType, Wiring},
    outside::{Answer, Request, Told},
    problem::Problem,
    trace::Happening,
};

/// The parameters and results of an action type.
#[derive(Debug)]
struct Service {
    needs: &'static [&'static str],
    takes: &'static [&'static str],
    /// The first name of the paths that hold the service's answer, if a flow can see the answer.
    makes_known: Option<&'static str>,
    wiring: Wiring,
    /// `true` if the action works only in chats, so that it fails in a call.
    only_for_chats: bool,
}

const FAILS: &[Branch] = &[Branch::Required(ErrorType::NoMatchingError)];
const OF_A_NEW_CASE: &[Branch] =
    &[Branch::Required(ErrorType::NoMatchingError), Branch::Optional(ErrorType::ContactNotLinked)];
const OF_A_CASE: &[Branch] = &[
    Branch::Required(ErrorType::NoMatchingError),
    Branch::Optional(ErrorType::ContactNotLinked),
    Branch::Optional(ErrorType::MultipleFound),
    Branch::Optional(ErrorType::NoneFound),
];
const OF_A_PROFILE: &[Branch] = &[
    Branch::Required(ErrorType::NoMatchingError),
    Branch::Optional(ErrorType::MultipleFoundError),
    Branch::Optional(ErrorType::NoneFoundError),
];
const OF_A_MESSAGE: &[Branch] =
    &[Branch::Required(ErrorType::NoMatchingError), Branch::Optional(ErrorType::TemplateRenderingError)];
const OF_A_CHAT: &[Branch] =
    &[Branch::Required(ErrorType::NoMatchingError), Branch::Optional(ErrorType::ChannelMismatch)];

const fn plain(
    needs: &'static [&'static str],
    takes: &'static [&'static str],
    makes_known: Option<&'static str>,
    errors: &'static [Branch],
) -> Service {
    Service { needs, takes, makes_known, wiring: Wiring::plain(errors), only_for_chats: false }
}

const fn deciding(service: Service, conditions: Conditions) -> Service {
    Service { wiring: Wiring { conditions, ..service.wiring }, ..service }
}

const PROFILE: &[&str] = &["ProfileRequestData", "ProfileResponseData"];

/// Declares a row for each service, each with a reader of its own.
macro_rules! services {
    ($($name:literal => $service:expr,)+) => {
        pub(super) const ROWS: &[Row] = &[$(($name, |given| {
            const SERVICE: Service = $service;
            read(&SERVICE, given)
        }),)+];
    };
}

// The page of each type is `interactions-`, `contact-actions-`, `participant-actions-` or `flow-control-actions-` and
// the type's name in lower case. Voice ID ended on 2026-05-20; its types stay for the flows that still hold them.
services! {
    "AssociateContactToCustomerProfile" => plain(&["ProfileRequestData"], PROFILE, Some("Customer"), FAILS),
    "AuthenticateParticipant" => plain(&[], &[], Some("Customer"), FAILS),
    "CheckOutboundCallStatus" => deciding(
        plain(&[], &[], None, FAILS),
        Conditions::Among(&["CallAnswered", "VoicemailBeep", "VoicemailNoBeep", "NotDetected"]),
    ),
    "CheckSegmentMembershipForCustomerProfile" => deciding(
        plain(&["ProfileRequestData"], PROFILE, None, FAILS),
        Conditions::Among(&["True", "False"]),
    ),
    "CheckVoiceId" => deciding(plain(&["CheckVoiceIdOption"], &[], None, FAILS), Conditions::Any),
    "CompleteOutboundCall" => plain(&[], &["CallerId", "VoiceConnector", "ConnectionTimeLimitSeconds"], None, &[]),
    "CreateCase" => plain(&["CaseTemplateId", "CaseRequestFields"], &["LinkContactToCase"], Some("Case"), OF_A_NEW_CASE),
    "CreateContact" => plain(&["Channel"], &["RelatedContact"], None, FAILS),
    "CreateCustomerProfile" => plain(&["ProfileRequestData"], PROFILE, Some("Customer"), FAILS),
    "CreatePersistentContactAssociation" => plain(&["RehydrationType"], &["SourceContactId"], None, FAILS),
    "CreateTask" => plain(
        &["Name"],
        &["ContactFlowId", "TaskTemplateId", "Description", "Attributes", "References", "DelaySeconds", "ScheduledTime"],
        Some("Task"),
        FAILS,
    ),
    "CreateWisdomSession" => plain(&["WisdomAssistantArn"], &[], Some("Wisdom"), FAILS),
    "GetCalculatedAttributesForCustomerProfile" => plain(&["ProfileRequestData"], PROFILE, Some("Customer"), OF_A_PROFILE),
    "GetCase" => plain(
        &["CaseRequestFields"],
        &["LinkContactToCase", "GetLastUpdatedCase", "CustomerId", "CaseResponseFields"],
        Some("Case"),
        OF_A_CASE,
    ),
    "GetCustomerProfile" => plain(&["ProfileRequestData"], PROFILE, Some("Customer"), OF_A_PROFILE),
    "GetCustomerProfileObject" => plain(&["ProfileRequestData"], PROFILE, Some("Customer"), OF_A_PROFILE),
    "LoadContactContent" => plain(&[], &[], None, FAILS),
    "RenderMessageTemplate" => plain(&["WisdomMessageTemplateArn"], &["WisdomKnowledgeBaseArn"], None, OF_A_MESSAGE),
    "ResumeContact" => plain(&[], &[], None, FAILS),
    "ShowView" => deciding(
        plain(
            &["ViewResource", "InvocationTimeLimitSeconds"],
            &["ViewData", "SensitiveDataConfiguration"],
            Some("Views"),
            &[
                Branch::Required(ErrorType::NoMatchingError),
                Branch::Required(ErrorType::NoMatchingCondition),
                Branch::Required(ErrorType::TimeLimitExceeded),
            ],
        ),
        Conditions::Any,
    ),
    "StartOutboundChatContact" => plain(
        &["SourceEndpoint", "DestinationEndpoint", "ContactFlowArn"],
        &["ContactSubtype", "RelatedContact"],
        None,
        OF_A_MESSAGE,
    ),
    "StartOutboundEmailContact" => plain(
        &["DestinationEmailAddress", "FromEmailAddress", "EmailMessage"],
        &[],
        None,
        OF_A_MESSAGE,
    ),
    "StartVoiceIdStream" => plain(&[], &[], None, FAILS),
    "UpdateCase" => plain(&["CaseId", "CaseRequestFields"], &["LinkContactToCase"], Some("Case"), OF_A_NEW_CASE),
    "UpdateContactMediaProcessing" => Service { only_for_chats: true, ..plain(&["ChatProcessor"], &[], None, OF_A_CHAT) },
    "UpdateContactRoutingBehavior" => plain(&[], &["QueuePriority", "QueueTimeAdjustmentSeconds"], None, &[]),
    "UpdateContactRoutingCriteria" => plain(&["RoutingCriteria"], &[], None, FAILS),
    "UpdateCustomerProfile" => plain(&["ProfileRequestData"], PROFILE, Some("Customer"), FAILS),
    "UpdatePreviousContactParticipantState" => plain(&["PreviousContactParticipantState"], &[], None, FAILS),
}

#[derive(Debug)]
struct Asking {
    service: &'static Service,
    parameters: Vec<(Text, Template)>,
}

fn read(service: &'static Service, given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let mut parameters = Vec::new();
    for key in service.needs.iter().chain(service.takes) {
        let place = given.place(key);
        let Some(value) = given.get(key) else { continue };
        let value = Template::read(value).map_err(|problem| place.wrong(problem))?;
        parameters.push((Text::words(key), value));
    }
    if let Some(missing) = service.needs.iter().find(|key| !given.has(key)) {
        return Err(given.missing(missing));
    }
    if given.has("QueuePriority") && given.has("QueueTimeAdjustmentSeconds") {
        let of = "`QueuePriority` and `QueueTimeAdjustmentSeconds`".to_owned();
        return Err(given.wrong(Problem::OnlyOne { of }));
    }
    Ok(Box::new(Asking { service, parameters }))
}

impl Act for Asking {
    fn wiring(&self) -> Wiring {
        self.service.wiring
    }

    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        if self.service.only_for_chats {
            return Err(Halt::Error(ErrorType::ChannelMismatch, "this is a call, not a chat".into()));
        }
        let parameters = stage.fill_all(&self.parameters)?;
        if self.service.wiring.errors.is_empty() {
            // An action without error branches only sets something that no flow can see.
            stage.note(Happening::Asked { parameters, answer: Ok(json!({})) });
            return Ok(Then::Next);
        }
        let (result, data) = asked(action, parameters, Spoken::default(), stage)?;
        if let Some(name) = self.service.makes_known {
            let data = match name {
                "Views" => json!({ "Action": result, "ViewResultData": data }),
                _ => data,
            };
            stage.contact.scope.results.insert(name, data);
        }
        match self.service.wiring.conditions {
            Conditions::None => Ok(Then::Next),
            _ => Ok(Then::Result(result)),
        }
    }
}

/// The caller's input to a bot; empty for any other service.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spoken<'s> {
    pub keyed: Option<&'s str>,
    pub words: Option<&'s str>,
}

/// Asks the world for the service's answer, and returns its result and data.
pub(super) fn asked(
    action: &Action,
    parameters: Value,
    said: Spoken<'_>,
    stage: &mut Stage<'_>,
) -> Result<(Option<String>, Value), Halt> {
    let results: Vec<String> = action.wires.conditions.iter().map(|condition| stage.text(&condition.operand)).collect();
    let results: Vec<&str> = results.iter().map(String::as_str).collect();
    let errors: Vec<ErrorType> = action.wires.errors.iter().map(|(error, _)| *error).collect();
    let answer = stage.world.answer(&Request {
        action: &action.identifier,
        action_type: &action.action_type,
        parameters: &parameters,
        results: &results,
        errors: &errors,
        keyed: said.keyed,
        words: said.words,
    });
    match stage.told(answer, Told::Service) {
        Answer::Done { result, data } => {
            let data = if data.is_null() { Value::Object(Map::new()) } else { data };
            let answer = Ok(json!({ "result": result, "data": data }));
            stage.note(Happening::Asked { parameters, answer });
            Ok((result, data))
        }
        Answer::Failed { error, cause } => {
            stage.note(Happening::Asked { parameters, answer: Err(cause.clone()) });
            Err(Halt::Error(error, cause.into()))
        }
    }
}
