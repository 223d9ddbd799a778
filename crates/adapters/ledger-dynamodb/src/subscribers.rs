//! The readers that an operator subscribed to topics.

use crate::DynamoLedger;
use crate::attributes::text;
use helpline::ports::{Actions, ExpectedSubscribers, Subscriber, Unavailable};
use ledger_items::keys;

impl ExpectedSubscribers for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:Query"];

    /// Makes one query for a topic.
    async fn expected(&self, topic: &str) -> Result<Vec<Subscriber>, Unavailable> {
        let items = self.whole(self.partition(keys::subscribed(topic))).await?;
        let reader = |key: &str| {
            let (protocol, address) = key.split_once('#')?;
            Some(Subscriber { protocol: protocol.to_owned(), address: address.to_owned() })
        };
        Ok(items.iter().filter_map(|item| text(item, "sk")).filter_map(reader).collect())
    }
}
