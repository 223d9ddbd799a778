//! The adapters of this function: it reads, lists and writes cases, seals and opens what citizens disclose, seals the numbers
//! of callers on the line, and hands out what was said. It cannot open a caller's number.

use citizens_kms::{KmsCitizens, KmsDisclosures};
use helpline::StaffStores;
use ledger_dynamodb::DynamoLedger;
use recordings_s3::S3Transcripts;

helpline::adapters! {
    /// The adapters.
    pub struct Stores: StaffStores {
        /// The table.
        ledger: Ledger = DynamoLedger;
        /// Seals numbers.
        numbers: Numbers = KmsCitizens;
        /// Seals and opens what is disclosed.
        disclosures: Disclosures = KmsDisclosures;
        /// Hands out what was said.
        evidence: Files = S3Transcripts;
    }
}
