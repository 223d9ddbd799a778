//! The adapters of this function: it writes and reads cases, and it seals numbers and disclosures. It cannot open one.

use citizens_kms::{KmsCitizens, KmsDisclosures, KmsPins};
use dialogue::Payment;
use helpline::ports::{Payments, Timer, Unavailable};
use helpline::{CallStores, CallerNumber};
use ledger_dynamodb::{DynamoLedger, RememberedAnnouncement, RememberedSchemes};
use lifecycle::SchemeCode;
use std::time::Duration;

helpline::adapters! {
    /// The adapters.
    pub struct Stores: CallStores {
        /// The table.
        ledger: Ledger = DynamoLedger;
        /// What every caller is told.
        announcements: CurrentAnnouncement = RememberedAnnouncement;
        /// What is told of schemes.
        schemes: Catalogue = RememberedSchemes<TokioTimer>;
        /// No department offers a system of payment yet.
        payments: PaymentSystem = NoPaymentSystem;
        /// Seals numbers.
        numbers: Numbers = KmsCitizens;
        /// Marks PINs.
        marker: Marks = KmsPins;
        /// Seals what is disclosed.
        disclosures: Disclosures = KmsDisclosures;
        /// Ends what takes too long.
        timer: Clock = TokioTimer;
    }
}

/// No department offers a system yet. One that does is asked here.
#[derive(Debug, Clone, Copy)]
pub struct NoPaymentSystem;

impl Payments for NoPaymentSystem {
    const ACTIONS: helpline::ports::Actions = &[];

    async fn payment(&self, _: &SchemeCode, _: Option<&CallerNumber>) -> Result<Payment, Unavailable> {
        Ok(Payment::NotOffered)
    }
}

/// The clock of the runtime.
#[derive(Debug, Clone, Copy)]
pub struct TokioTimer;

impl Timer for TokioTimer {
    async fn within<T: Send>(&self, limit: Duration, work: impl Future<Output = T> + Send) -> Option<T> {
        tokio::time::timeout(limit, work).await.ok()
    }
}
