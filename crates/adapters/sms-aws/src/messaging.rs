//! Sends SMS through AWS End User Messaging SMS.

use crate::{NO_TEMPLATE, Registered};
use aws_config::{Region, SdkConfig};
use aws_kit::{error_code, outcome_unknown};
use aws_sdk_pinpointsmsvoicev2::Client;
use aws_sdk_pinpointsmsvoicev2::config::retry::RetryConfig;
use aws_sdk_pinpointsmsvoicev2::config::timeout::TimeoutConfig;
use aws_sdk_pinpointsmsvoicev2::error::ProvideErrorMetadata as _;
use aws_sdk_pinpointsmsvoicev2::types::{DestinationCountryParameterKey, MessageType};
use directory::Sms;
use helpline::CallerNumber;
use helpline::ports::{Actions, SendResult, SmsSender};
use std::time::Duration;

/// Seconds for which an SMS is worth delivering to a phone that is off (AWS End User Messaging SMS API,
/// SendTextMessage, TimeToLive: at most 72 hours).
const WORTH_DELIVERING: i32 = 24 * 60 * 60;

/// Longest wait for an answer: the function has 30 s, and sends one SMS at a time.
const ATTEMPT: Duration = Duration::from_secs(15);

/// The service, in a Region that may send to India.
#[derive(Debug, Clone)]
pub struct Messaging {
    client: Client,
    registered: Registered,
}

impl Messaging {
    /// The service in this Region. It never sends again by itself, because two SMS are worse than none.
    #[must_use]
    pub fn new(config: &SdkConfig, region: String, registered: Registered) -> Self {
        let builder = aws_sdk_pinpointsmsvoicev2::config::Builder::from(config);
        // Another Region may be half a world away. An SMS whose answer comes after the time-out has an unknown outcome.
        let timeouts = TimeoutConfig::builder().operation_attempt_timeout(ATTEMPT).operation_timeout(ATTEMPT).build();
        let builder =
            builder.region(Region::new(region)).retry_config(RetryConfig::disabled()).timeout_config(timeouts);
        Self { client: Client::from_conf(builder.build()), registered }
    }
}

/// Returns true if nothing was sent, and a later try may succeed: the rate or the month's spending limit is reached, or
/// the sender is being changed (AWS End User Messaging SMS API reference, SendTextMessage, "Errors").
fn comes_later(code: &str) -> bool {
    ["ThrottlingException", "ServiceQuotaExceededException", "ConflictException"].contains(&code)
}

impl SmsSender for Messaging {
    const ACTIONS: Actions = &["sms-voice:SendTextMessage"];

    async fn send_sms(&self, to: &CallerNumber, sms: &Sms) -> SendResult {
        let Some(template) = self.registered.template(sms) else {
            return SendResult::Refused(NO_TEMPLATE.to_owned());
        };
        let sent = self
            .client
            .send_text_message()
            .destination_phone_number(to.expose())
            .origination_identity(&self.registered.sender)
            .message_body(&sms.text)
            .message_type(MessageType::Transactional)
            .time_to_live(WORTH_DELIVERING)
            .destination_country_parameters(DestinationCountryParameterKey::InEntityId, &self.registered.entity)
            .destination_country_parameters(DestinationCountryParameterKey::InTemplateId, template)
            .send()
            .await;
        match sent {
            Ok(sent) => sent.message_id.map_or(SendResult::Unknown, SendResult::Over),
            Err(error) if error.as_service_error().and_then(|e| e.code()).is_some_and(comes_later) => {
                SendResult::Later(error_code("sms", &error))
            }
            Err(error) if outcome_unknown(&error) => SendResult::Unknown,
            Err(error) => SendResult::Refused(error_code("sms", &error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_that_a_person_can_raise_puts_an_sms_off_and_a_mistake_refuses_it() {
        for code in ["ThrottlingException", "ServiceQuotaExceededException", "ConflictException"] {
            assert!(comes_later(code), "{code}");
        }
        for code in ["ValidationException", "AccessDeniedException", "ResourceNotFoundException"] {
            assert!(!comes_later(code), "{code}");
        }
    }
}
