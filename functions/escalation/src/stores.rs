//! The adapter of this function, which finds due cases and moves them on. The function reads nothing else.

use helpline::SweepStores;
use ledger_dynamodb::DynamoLedger;

helpline::adapters! {
    /// The adapter.
    pub struct Stores: SweepStores {
        /// The table.
        ledger: Ledger = DynamoLedger;
    }
}
