//! Topics, queues, and the count of cases in a surge.

use crate::Memory;
use helpline::NotificationKey;
use helpline::ports::{
    Actions, ExpectedSubscribers, Joined, NotPublished, ParkedKeys, QueuePatience, SmsKeys, Subscriber, Subscribers,
    Subscriptions, Surge, Surges, Topics, Unavailable, WaitingNotice, WaitingNotices,
};
use jiff::Timestamp;
use lifecycle::Ticket;
use notice::Notice;
use std::time::Duration;

/// Longest time for which a queue hides a message (Amazon SQS developer guide, "Visibility timeout": 12 hours).
const LONGEST_PAUSE: Duration = Duration::from_secs(12 * 60 * 60);

impl Topics for Memory {
    const ACTIONS: Actions = &[];

    async fn publish(&self, notice: &Notice) -> Result<(), NotPublished> {
        let published = self.port("publish", |kept| {
            if kept.dead_topics.contains(&notice.topic) {
                return Err(Unavailable(format!("topic {} is gone", notice.topic)));
            }
            if kept.refuses_words && !notice.payload.said.is_empty() {
                return Ok(Err(NotPublished::Refused("InvalidParameter for a test".into())));
            }
            kept.published.push(notice.clone());
            Ok(Ok(()))
        });
        published.await?
    }
}

impl Subscriptions for Memory {
    const ACTIONS: Actions = &[];

    async fn subscribers(&self, topic: &str) -> Result<Subscribers, Unavailable> {
        self.port("subscribers", |kept| Ok(kept.subscribers.get(topic).cloned().unwrap_or_default())).await
    }
}

impl ExpectedSubscribers for Memory {
    const ACTIONS: Actions = &[];

    async fn expected(&self, topic: &str) -> Result<Vec<Subscriber>, Unavailable> {
        self.port("expected", |kept| Ok(kept.expected.get(topic).cloned().unwrap_or_default())).await
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

/// Notices on a page: few, so that tests need a second page.
const PAGE: usize = 3;

fn place(notice: &WaitingNotice) -> (Timestamp, String) {
    (notice.leaves_at, format!("{}#{}", notice.drawn(), notice.event))
}

impl WaitingNotices for Memory {
    const ACTIONS: Actions = &[];

    async fn keep_waiting(&self, notice: &WaitingNotice) -> Result<(), Unavailable> {
        self.port("keep_waiting", |kept| {
            kept.waiting.insert(place(notice), notice.clone());
            Ok(())
        })
        .await
    }

    async fn waiting(&self, now: Timestamp) -> Result<Vec<WaitingNotice>, Unavailable> {
        self.port("waiting", |kept| {
            let due = kept.waiting.values().filter(|notice| notice.leaves_at <= now);
            Ok(due.take(PAGE).cloned().collect())
        })
        .await
    }

    async fn forget_waiting(&self, notice: &WaitingNotice) -> Result<(), Unavailable> {
        self.port("forget_waiting", |kept| {
            kept.waiting.remove(&place(notice));
            Ok(())
        })
        .await
    }
}
