//! The adapters of this function: it lists readers, here and there, and changes none.

use helpline::SubscriberStores;
use ledger_dynamodb::DynamoLedger;
use notices_sns::SnsTopics;

helpline::adapters! {
    /// The adapters.
    pub struct Stores: SubscriberStores {
        /// The table.
        ledger: Ledger = DynamoLedger;
        /// The departments' topics.
        topics: TopicStore = SnsTopics;
    }
}
