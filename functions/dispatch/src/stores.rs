//! The adapters of this function.
//!
//! The function reads cases and events, publishes and parks notices, and counts cases towards surges. It cannot write a
//! case.

use helpline::NotifyStores;
use ledger_dynamodb::DynamoLedger;
use notices_sns::SnsTopics;
use queues_sqs::{ParkedQueue, SmsQueue};

helpline::adapters! {
    /// The adapters.
    pub struct Stores: NotifyStores {
        /// The table.
        ledger: Ledger = DynamoLedger;
        /// The departments' topics.
        topics: TopicStore = SnsTopics;
        /// The queue of keys that a topic or a queue refused.
        parked: Parked = ParkedQueue;
        /// The queue of SMS that are to be sent.
        sms_keys: SmsQueue = SmsQueue;
    }
}
