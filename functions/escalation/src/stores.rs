//! The adapter of this function: it finds what is due and moves it on. It reads nothing else.

use helpline::SweepStores;
use ledger_dynamodb::DynamoLedger;

/// The adapters.
#[derive(Debug)]
pub struct Stores {
    /// The table.
    pub ledger: DynamoLedger,
}

impl SweepStores for Stores {
    type Ledger = DynamoLedger;

    fn ledger(&self) -> &DynamoLedger {
        &self.ledger
    }
}
