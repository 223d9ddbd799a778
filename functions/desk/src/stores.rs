//! The adapters of this function: it reads, lists and writes cases, seals and opens what citizens disclose, seals the numbers
//! of callers on the line, and hands out what was said. It cannot open a caller's number.

use citizens_kms::{KmsCitizens, KmsDisclosures};
use helpline::StaffStores;
use ledger_dynamodb::DynamoLedger;
use recordings_s3::S3Texts;

/// The adapters.
#[derive(Debug)]
pub struct Stores {
    /// The table.
    pub ledger: DynamoLedger,
    /// Seals numbers.
    pub numbers: KmsCitizens,
    /// Seals and opens what is disclosed.
    pub disclosures: KmsDisclosures,
    /// Hands out what was said.
    pub evidence: S3Texts,
}

impl StaffStores for Stores {
    type Ledger = DynamoLedger;
    type Numbers = KmsCitizens;
    type Disclosures = KmsDisclosures;
    type Files = S3Texts;

    fn ledger(&self) -> &DynamoLedger {
        &self.ledger
    }

    fn numbers(&self) -> &KmsCitizens {
        &self.numbers
    }

    fn disclosures(&self) -> &KmsDisclosures {
        &self.disclosures
    }

    fn evidence(&self) -> &S3Texts {
        &self.evidence
    }
}
