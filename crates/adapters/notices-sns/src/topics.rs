//! Publishes notices to the departments' topics.

use aws_kit::error_code;
use aws_sdk_sns::Client;
use aws_sdk_sns::operation::publish::PublishError;
use aws_sdk_sns::types::MessageAttributeValue;
use helpline::ports::{Actions, NotPublished, Topics, Unavailable};
use notice::Notice;
use serde_json::json;

/// The topics, named by the departments' codes.
#[derive(Debug, Clone)]
pub struct SnsTopics {
    pub(crate) client: Client,
    arn_prefix: String,
}

impl SnsTopics {
    /// The topics whose ARNs are `arn_prefix` followed by a department's code.
    #[must_use]
    pub fn new(client: Client, arn_prefix: String) -> Self {
        Self { client, arn_prefix }
    }
}

impl SnsTopics {
    /// Returns the ARN of the topic with this code.
    pub(crate) fn arn(&self, topic: &str) -> String {
        format!("{}{topic}", self.arn_prefix)
    }
}

impl Topics for SnsTopics {
    /// An encrypted topic needs a data key of its KMS key for each message.
    const ACTIONS: Actions = &["kms:Decrypt", "kms:GenerateDataKey", "sns:Publish"];

    /// Publishes the payload as JSON for systems and the body as an e-mail for people. SNS chooses by the protocol of
    /// each subscription.
    async fn publish(&self, notice: &Notice) -> Result<(), NotPublished> {
        let message = message(notice)?;
        let mut publish = self
            .client
            .publish()
            .topic_arn(self.arn(&notice.topic))
            .subject(&notice.subject)
            .message_structure("json")
            .message(message);
        let tells = json!(notice.payload.tells).to_string();
        let attributes = notice.attributes().map(|(name, value)| (name, "String", value));
        for (name, kind, value) in attributes.into_iter().chain([("tells", "String.Array", tells.as_str())]) {
            let value = MessageAttributeValue::builder().data_type(kind).string_value(value).build();
            publish =
                publish.message_attributes(name, value.map_err(|_| Unavailable("attribute without type".into()))?);
        }
        publish.send().await.map(drop).map_err(|e| match e.as_service_error() {
            // The same notice would be refused again (Amazon SNS API reference, Publish: a message that is too long is
            // an invalid parameter).
            Some(
                PublishError::InvalidParameterException(_)
                | PublishError::InvalidParameterValueException(_)
                | PublishError::ValidationException(_),
            ) => NotPublished::Refused(error_code("sns", &e).to_string()),
            _ => Unavailable(error_code("sns", &e)).into(),
        })
    }
}

/// Returns the message as SNS takes it: the text for each kind of subscription.
///
/// # Errors
/// Never, because every payload is JSON.
pub fn message(notice: &Notice) -> Result<String, Unavailable> {
    let payload = serde_json::to_string(&notice.payload).map_err(|_| Unavailable("payload is no JSON".into()))?;
    Ok(json!({ "default": payload, "email": notice.body }).to_string())
}
