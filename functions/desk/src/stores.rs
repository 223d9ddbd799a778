//! The adapters of this function.
//!
//! The function reads, lists and writes cases, seals and opens the values that citizens disclose, seals the numbers of
//! callers on the line, and hands out voice notes and transcripts. It cannot open a caller's number.

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
        /// Seals and opens the values that citizens disclose.
        disclosures: Disclosures = KmsDisclosures;
        /// Hands out voice notes and transcripts.
        evidence: Files = S3Transcripts;
    }
}
