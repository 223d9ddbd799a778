//! The adapters of this function, the only function that may open a caller's number.

use citizens_kms::KmsNumbers;
use helpline::sms::SmsStores;
use ledger_dynamodb::DynamoLedger;
use queues_sqs::SmsQueue;
use sms_aws::Sender;

helpline::adapters! {
    /// The adapters.
    pub struct Stores: SmsStores {
        /// The table.
        ledger: Ledger = DynamoLedger;
        /// Opens numbers.
        numbers: Numbers = KmsNumbers;
        /// Sends SMS.
        sender: Sender = Sender;
        /// The queue of the keys of SMS.
        queue: Queue = SmsQueue;
    }
}
