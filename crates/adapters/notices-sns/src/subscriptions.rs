//! Lists the readers of the departments' topics.

use crate::SnsTopics;
use aws_kit::error_code;
use helpline::ports::{Actions, Subscriber, Subscribers, Subscriptions, Unavailable};

/// The mark in place of the ARN of a subscription whose reader has not confirmed the address (Amazon SNS API reference,
/// ListSubscriptionsByTopic).
const PENDING: &str = "PendingConfirmation";

impl Subscriptions for SnsTopics {
    const ACTIONS: Actions = &["sns:ListSubscriptionsByTopic"];

    /// Makes one request for a hundred readers.
    async fn subscribers(&self, topic: &str) -> Result<Subscribers, Unavailable> {
        let list = self.client.list_subscriptions_by_topic().topic_arn(self.arn(topic));
        let listed = list.into_paginator().items().send().collect::<Result<Vec<_>, _>>().await;
        let mut all = Subscribers::default();
        for one in listed.map_err(|e| Unavailable(error_code("sns", &e)))? {
            if one.subscription_arn().is_none_or(|arn| arn == PENDING) {
                all.pending += 1;
                continue;
            }
            let word = |given: Option<&str>| given.unwrap_or_default().to_owned();
            all.confirmed.push(Subscriber { protocol: word(one.protocol()), address: word(one.endpoint()) });
        }
        Ok(all)
    }
}
