//! The adapters of this function: the only one that may open a caller's number.

use citizens_kms::KmsNumbers;
use helpline::texts::TextStores;
use ledger_dynamodb::DynamoLedger;
use queues_sqs::SmsQueue;
use sms_aws::Sender;

/// The adapters.
#[derive(Debug)]
pub struct Stores {
    /// The table.
    pub ledger: DynamoLedger,
    /// Opens numbers.
    pub numbers: KmsNumbers,
    /// Sends.
    pub sender: Sender,
    /// The queue of keys.
    pub queue: SmsQueue,
}

impl TextStores for Stores {
    type Ledger = DynamoLedger;
    type Numbers = KmsNumbers;
    type Sender = Sender;
    type Queue = SmsQueue;

    fn ledger(&self) -> &DynamoLedger {
        &self.ledger
    }

    fn numbers(&self) -> &KmsNumbers {
        &self.numbers
    }

    fn sender(&self) -> &Sender {
        &self.sender
    }

    fn queue(&self) -> &SmsQueue {
        &self.queue
    }
}
