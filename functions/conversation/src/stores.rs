//! The adapters of this function.
//!
//! The function writes and reads cases, and seals numbers and disclosures. It cannot open a sealed value.

use citizens_kms::{KmsCitizens, KmsDisclosures, KmsPins, KmsStates};
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
        /// The announcement for every caller.
        announcements: CurrentAnnouncement = RememberedAnnouncement;
        /// The schemes that callers hear.
        schemes: Catalogue = RememberedSchemes<TokioTimer>;
        /// The departments' payment systems. There are none yet.
        payments: PaymentSystem = NoPaymentSystem;
        /// Seals numbers.
        numbers: Numbers = KmsCitizens;
        /// Marks PINs.
        marker: Marks = KmsPins;
        /// Seals the values that citizens disclose.
        disclosures: Disclosures = KmsDisclosures;
        /// Derives the keys of states.
        states: States = KmsStates;
        /// Limits the time of requests.
        timer: Clock = TokioTimer;
    }
}

/// A stand-in for the departments' payment systems, because no department offers one yet. A system that is offered will
/// be asked here.
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
