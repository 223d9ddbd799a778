//! Sends SMS through a local cloud's SNS, which keeps them for tests to read.

use crate::{NO_TEMPLATE, Registered};
use aws_kit::error_code;
use aws_sdk_sns::Client;
use aws_sdk_sns::types::MessageAttributeValue;
use directory::Sms;
use helpline::CallerNumber;
use helpline::ports::{Actions, SendResult, SmsSender};

/// The local cloud's SNS. It sends also without template ids, because it has no operator.
#[derive(Debug, Clone)]
pub struct LocalSns {
    client: Client,
    registered: Registered,
}

impl LocalSns {
    /// Sends through this client.
    #[must_use]
    pub fn new(client: Client, registered: Registered) -> Self {
        Self { client, registered }
    }
}

fn text(value: &str) -> Option<MessageAttributeValue> {
    MessageAttributeValue::builder().data_type("String").string_value(value).build().ok()
}

impl SmsSender for LocalSns {
    /// Only a local cloud has this sender, so no IAM action is needed.
    const ACTIONS: Actions = &[];

    async fn send_sms(&self, to: &CallerNumber, sms: &Sms) -> SendResult {
        let Registered { entity, sender, .. } = &self.registered;
        let template = self.registered.template(sms).unwrap_or(NO_TEMPLATE);
        let mut publish = self.client.publish().phone_number(to.expose()).message(&sms.text);
        for (name, value) in [
            ("AWS.MM.SMS.EntityId", entity.as_str()),
            ("AWS.MM.SMS.TemplateId", template),
            ("AWS.SNS.SMS.SenderID", sender),
            ("AWS.SNS.SMS.SMSType", "Transactional"),
        ] {
            if let Some(value) = text(value) {
                publish = publish.message_attributes(name, value);
            }
        }
        match publish.send().await {
            Ok(sent) => sent.message_id.map_or(SendResult::Unknown, SendResult::Over),
            Err(error) => SendResult::Refused(error_code("sns", &error)),
        }
    }
}
