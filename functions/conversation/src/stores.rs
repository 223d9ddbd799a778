//! The adapters of this function: it writes and reads cases, and it seals numbers and disclosures. It cannot open one.

use citizens_kms::{KmsCitizens, KmsDisclosures, KmsPins};
use dialogue::Payment;
use helpline::ports::{Payments, Timer, Unavailable};
use helpline::{CallStores, CallerNumber};
use ledger_dynamodb::{DynamoLedger, RememberedBoard, RememberedSchemes};
use lifecycle::SchemeCode;
use std::time::Duration;

/// The adapters.
#[derive(Debug)]
pub struct Stores {
    /// The table.
    pub ledger: DynamoLedger,
    /// What every caller is told.
    pub announcements: RememberedBoard,
    /// What is told of schemes.
    pub schemes: RememberedSchemes,
    /// No department offers a system of payment yet.
    pub payments: NoPaymentSystem,
    /// Seals numbers.
    pub numbers: KmsCitizens,
    /// Marks PINs.
    pub marker: KmsPins,
    /// Seals what is disclosed.
    pub disclosures: KmsDisclosures,
    /// Ends what takes too long.
    pub timer: TokioTimer,
}

impl CallStores for Stores {
    type Ledger = DynamoLedger;
    type Board = RememberedBoard;
    type Catalogue = RememberedSchemes;
    type PaymentSystem = NoPaymentSystem;
    type Numbers = KmsCitizens;
    type Marks = KmsPins;
    type Disclosures = KmsDisclosures;
    type Clock = TokioTimer;

    fn ledger(&self) -> &DynamoLedger {
        &self.ledger
    }

    fn announcements(&self) -> &RememberedBoard {
        &self.announcements
    }

    fn schemes(&self) -> &RememberedSchemes {
        &self.schemes
    }

    fn payments(&self) -> &NoPaymentSystem {
        &self.payments
    }

    fn numbers(&self) -> &KmsCitizens {
        &self.numbers
    }

    fn marker(&self) -> &KmsPins {
        &self.marker
    }

    fn disclosures(&self) -> &KmsDisclosures {
        &self.disclosures
    }

    fn timer(&self) -> &TokioTimer {
        &self.timer
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
