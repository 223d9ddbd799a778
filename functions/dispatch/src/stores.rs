//! The adapters of this function: it reads events, publishes, parks, and counts what comes together. It cannot write a case.

use helpline::NotifyStores;
use ledger_dynamodb::DynamoLedger;
use notices_sns::SnsTopics;
use queues_sqs::{ParkedQueue, SmsQueue};

/// The adapters.
#[derive(Debug)]
pub struct Stores {
    /// The table.
    pub ledger: DynamoLedger,
    /// The departments' topics.
    pub topics: SnsTopics,
    /// What a topic or a queue refused.
    pub parked: ParkedQueue,
    /// Texts that are to be sent.
    pub sms: SmsQueue,
}

impl NotifyStores for Stores {
    type Ledger = DynamoLedger;
    type TopicStore = SnsTopics;
    type Parked = ParkedQueue;
    type SmsQueue = SmsQueue;

    fn ledger(&self) -> &DynamoLedger {
        &self.ledger
    }

    fn topics(&self) -> &SnsTopics {
        &self.topics
    }

    fn parked(&self) -> &ParkedQueue {
        &self.parked
    }

    fn sms_keys(&self) -> &SmsQueue {
        &self.sms
    }
}
