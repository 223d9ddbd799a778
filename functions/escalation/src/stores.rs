//! The adapter of this function: it finds what is due and moves it on. It reads nothing else.

use helpline::SweepStores;
use ledger_dynamodb::DynamoLedger;

helpline::adapters! {
    /// The adapter.
    pub struct Stores: SweepStores {
        /// The table.
        ledger: Ledger = DynamoLedger;
    }
}
