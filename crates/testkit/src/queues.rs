//! Topics, queues, and the count of cases in a surge.

use crate::Memory;
use helpline::NotificationKey;
use helpline::ports::{Actions, Joined, ParkedKeys, QueuePatience, SmsKeys, Surge, Surges, Topics, Unavailable};
use lifecycle::Ticket;
use notice::Notice;
use std::time::Duration;

/// Longest time for which a queue hides a message (Amazon SQS developer guide, "Visibility timeout": 12 hours).
const LONGEST_PAUSE: Duration = Duration::from_secs(12 * 60 * 60);

impl Topics for Memory {
    const ACTIONS: Actions = &[];

    async fn publish(&self, notice: &Notice) -> Result<(), Unavailable> {
        self.port("publish", |kept| {
            if kept.dead_topics.contains(&notice.topic) {
                return Err(Unavailable(format!("topic {} is gone", notice.topic)));
            }
            kept.published.push(notice.clone());
            Ok(())
        })
        .await
    }
}

impl ParkedKeys for Memory {
    const ACTIONS: Actions = &[];

    async fn park(&self, key: &NotificationKey) -> Result<(), Unavailable> {
        self.port("park", |kept| {
            kept.parked.push(key.clone());
            Ok(())
        })
        .await
    }
}

impl SmsKeys for Memory {
    const ACTIONS: Actions = &[];

    async fn queue_sms(&self, key: &NotificationKey) -> Result<(), Unavailable> {
        self.port("queue_sms", |kept| {
            kept.sms_queued.push(key.clone());
            Ok(())
        })
        .await
    }
}

impl QueuePatience for Memory {
    const ACTIONS: Actions = &[];

    async fn retry_after(&self, receipt: &str, pause: Duration) -> Result<(), Unavailable> {
        self.port("retry_after", |kept| {
            // The 12 hours count from the moment at which the message was received.
            if pause >= LONGEST_PAUSE {
                return Err(Unavailable("sqs InvalidParameterValue".into()));
            }
            kept.pauses.push((receipt.to_owned(), pause));
            Ok(())
        })
        .await
    }
}

impl Surges for Memory {
    const ACTIONS: Actions = &[];

    async fn joins(&self, surge: &Surge, ticket: &Ticket) -> Result<Joined, Unavailable> {
        self.port("joins", |kept| {
            let warned = kept.warned.contains(&surge.to_string());
            let tickets = kept.surges.entry(surge.to_string()).or_default();
            tickets.insert(ticket.clone());
            Ok(Joined { cases: tickets.len(), warned })
        })
        .await
    }

    async fn mark_warned(&self, surge: &Surge) -> Result<(), Unavailable> {
        self.port("mark_warned", |kept| {
            kept.warned.insert(surge.to_string());
            Ok(())
        })
        .await
    }
}
