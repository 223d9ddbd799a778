//! Queues of keys: of messages that a topic or a queue refused, and of SMS to send.

use aws_kit::error_code;
use aws_sdk_sqs::Client;
use helpline::NotificationKey;
use helpline::ports::{Actions, ParkedKeys, QueuePatience, SmsKeys, Unavailable};
use std::time::Duration;

/// A queue.
#[derive(Debug, Clone)]
struct Queue {
    client: Client,
    url: String,
}

impl Queue {
    async fn send(&self, key: &NotificationKey) -> Result<(), Unavailable> {
        let send = self.client.send_message().queue_url(&self.url).message_body(key.to_string());
        // A caller who asked for a scheme waits for its SMS. The queue's own delay applies only to the events of a
        // case.
        let send = send.set_delay_seconds(matches!(key, NotificationKey::Scheme { .. }).then_some(0));
        send.send().await.map(drop).map_err(|e| Unavailable(error_code("sqs", &e)))
    }

    async fn hide(&self, receipt: &str, pause: Duration) -> Result<(), Unavailable> {
        let seconds = i32::try_from(pause.as_secs()).unwrap_or(i32::MAX);
        let change = self.client.change_message_visibility().queue_url(&self.url);
        let change = change.receipt_handle(receipt).visibility_timeout(seconds);
        change.send().await.map(drop).map_err(|e| Unavailable(error_code("sqs", &e)))
    }
}

/// The queue of keys whose message a topic or another queue refused.
#[derive(Debug, Clone)]
pub struct ParkedQueue(Queue);

impl ParkedQueue {
    /// The queue at `url`.
    #[must_use]
    pub fn new(client: Client, url: String) -> Self {
        Self(Queue { client, url })
    }
}

impl ParkedKeys for ParkedQueue {
    const ACTIONS: Actions = &["sqs:SendMessage"];

    async fn park(&self, key: &NotificationKey) -> Result<(), Unavailable> {
        self.0.send(key).await
    }
}

impl QueuePatience for ParkedQueue {
    const ACTIONS: Actions = &["sqs:ChangeMessageVisibility"];

    async fn retry_after(&self, receipt: &str, pause: Duration) -> Result<(), Unavailable> {
        self.0.hide(receipt, pause).await
    }
}

/// A queue of events of files, each of which may wait.
#[derive(Debug, Clone)]
pub struct FileQueue(Queue);

impl FileQueue {
    /// The queue at `url`.
    #[must_use]
    pub fn new(client: Client, url: String) -> Self {
        Self(Queue { client, url })
    }
}

impl QueuePatience for FileQueue {
    const ACTIONS: Actions = &["sqs:ChangeMessageVisibility"];

    async fn retry_after(&self, receipt: &str, pause: Duration) -> Result<(), Unavailable> {
        self.0.hide(receipt, pause).await
    }
}

/// The queue of SMS to send. A deployment that sends no SMS has no such queue, and nothing is queued.
#[derive(Debug, Clone)]
pub struct SmsQueue(Option<Queue>);

impl SmsQueue {
    /// The queue at `url`.
    #[must_use]
    pub fn new(client: Client, url: Option<String>) -> Self {
        Self(url.map(|url| Queue { client, url }))
    }
}

impl SmsKeys for SmsQueue {
    const ACTIONS: Actions = &["sqs:SendMessage"];

    async fn queue_sms(&self, key: &NotificationKey) -> Result<(), Unavailable> {
        match &self.0 {
            Some(queue) => queue.send(key).await,
            None => Ok(()),
        }
    }
}

impl QueuePatience for SmsQueue {
    const ACTIONS: Actions = &["sqs:ChangeMessageVisibility"];

    async fn retry_after(&self, receipt: &str, pause: Duration) -> Result<(), Unavailable> {
        match &self.0 {
            Some(queue) => queue.hide(receipt, pause).await,
            None => Ok(()),
        }
    }
}
