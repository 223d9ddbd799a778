//! `Telephone` over Amazon Connect's API.

use crate::ids::last;
use crate::{Ids, Number, NumberState, Refusal, Telephone};
use aws_config::SdkConfig;
use aws_sdk_connect::Client;
use aws_sdk_connect::config::timeout::TimeoutConfig;
use aws_sdk_connect::config::{Builder, Region};
use aws_sdk_connect::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_connect::types::{ListFlowAssociationResourceType, PhoneNumberWorkflowStatus};
use std::time::Duration;

/// The longest attempt of a request. An operator can wait longer than a caller, so the functions' deadlines do not
/// apply.
const ATTEMPT: Duration = Duration::from_secs(10);

/// A client of Amazon Connect's API.
#[derive(Debug, Clone)]
pub struct AmazonConnect {
    client: Client,
}

impl AmazonConnect {
    /// Makes a client with the account's configuration, in the Region that the ids name, if they name one.
    #[must_use]
    pub fn new(config: &SdkConfig, ids: &Ids) -> Self {
        let timeouts = TimeoutConfig::builder().operation_attempt_timeout(ATTEMPT).operation_timeout(ATTEMPT * 3);
        let mut builder = Builder::from(config).timeout_config(timeouts.build());
        if let Some(region) = ids.region() {
            builder = builder.region(Region::new(region.to_owned()));
        }
        Self { client: Client::from_conf(builder.build()) }
    }
}

impl Telephone for AmazonConnect {
    async fn describe(&self, ids: &Ids) -> Result<Number, Refusal> {
        let answer = self
            .client
            .describe_phone_number()
            .phone_number_id(ids.number_as_given())
            .send()
            .await
            .map_err(|e| refusal(&e))?;
        let number = answer
            .claimed_phone_number_summary
            .ok_or_else(|| Refusal { code: None, said: "the description of the number is empty".into() })?;
        let status = number.phone_number_status.as_ref();
        let state = match status.and_then(|s| s.status()) {
            Some(PhoneNumberWorkflowStatus::InProgress) => NumberState::InProgress,
            Some(PhoneNumberWorkflowStatus::Failed) => {
                NumberState::Failed(status.and_then(|s| s.message()).unwrap_or("no reason given").to_owned())
            }
            _ => NumberState::Claimed,
        };
        let dialled = number.phone_number.unwrap_or_else(|| ids.number().to_owned());
        Ok(Number { dialled, instance: number.instance_id, state })
    }

    async fn flow_now(&self, ids: &Ids) -> Result<Option<String>, Refusal> {
        let mut pages = self
            .client
            .list_flow_associations()
            .instance_id(ids.instance())
            .resource_type(ListFlowAssociationResourceType::VoicePhoneNumber)
            .into_paginator()
            .send();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|e| refusal(&e))?;
            let ties = page.flow_association_summary_list();
            if let Some(tie) = ties.iter().find(|tie| tie.resource_id().is_some_and(|id| last(id) == ids.number())) {
                return Ok(tie.flow_id().map(|flow| last(flow).to_owned()));
            }
        }
        Ok(None)
    }

    async fn tie(&self, ids: &Ids) -> Result<(), Refusal> {
        self.client
            .associate_phone_number_contact_flow()
            .phone_number_id(ids.number_as_given())
            .instance_id(ids.instance())
            .contact_flow_id(ids.flow())
            .send()
            .await
            .map(drop)
            .map_err(|e| refusal(&e))
    }
}

fn refusal<E, R>(error: &SdkError<E, R>) -> Refusal
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
    R: std::fmt::Debug,
{
    match error.code() {
        Some(code) => Refusal { code: Some(code.to_owned()), said: error.message().unwrap_or_default().to_owned() },
        None => Refusal { code: None, said: causes(error) },
    }
}

/// Returns the error and its causes, joined by colons.
fn causes(error: &dyn std::error::Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        said.push_str(": ");
        said.push_str(&error.to_string());
        cause = error.source();
    }
    said
}
