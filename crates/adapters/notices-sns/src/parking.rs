//! The queue of parked notices: event keys, not notices.

use aws_kit::error_code;
use aws_sdk_sqs::Client;
use helpline::Owed;
use helpline::ports::{ParkNotices, RetryLater, Unavailable};
use std::time::Duration;

/// The queue.
#[derive(Debug, Clone)]
pub struct SqsParking {
    client: Client,
    queue_url: String,
}

impl SqsParking {
    /// The queue at `queue_url`.
    #[must_use]
    pub fn new(client: Client, queue_url: String) -> Self {
        Self { client, queue_url }
    }
}

impl RetryLater for SqsParking {
    async fn retry_after(&self, receipt: &str, pause: Duration) -> Result<(), Unavailable> {
        let seconds = i32::try_from(pause.as_secs()).unwrap_or(i32::MAX);
        let change = self.client.change_message_visibility().queue_url(&self.queue_url);
        let change = change.receipt_handle(receipt).visibility_timeout(seconds);
        change.send().await.map(drop).map_err(|e| Unavailable(error_code("sqs", &e)))
    }
}

impl ParkNotices for SqsParking {
    async fn park(&self, key: &Owed) -> Result<(), Unavailable> {
        let send = self.client.send_message().queue_url(&self.queue_url).message_body(key.to_string());
        // Who asked for a scheme waits for it; the queue's own delay is for what happens to a case.
        let send = send.set_delay_seconds(matches!(key, Owed::Scheme { .. }).then_some(0));
        send.send().await.map(drop).map_err(|e| Unavailable(error_code("sqs", &e)))
    }
}
