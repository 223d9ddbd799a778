//! A transaction writes all its items under their conditions or none. It is sent again while other transactions hold
//! the items.

use crate::DynamoLedger;
use aws_kit::deadlines::WRITE;
use aws_kit::{ErrorCode, error_code, outcome_unknown};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::builders::{PutBuilder, UpdateBuilder};
use aws_sdk_dynamodb::types::{CancellationReason, TransactWriteItem};
use helpline::ports::Unavailable;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// Longest pause before the second attempt of a transaction that met another. Each further pause may be twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// Longest pause before any attempt.
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// The outcome of a transaction.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// All items are written.
    Done,
    /// Nothing is written, because the table refused at least one item. There is one reason for each item, in their
    /// order.
    Refused(Vec<CancellationReason>),
    /// Nothing is written, because DynamoDB did not take the request.
    Denied(ErrorCode),
    /// The items may be written or not: no answer came in time, or the answer does not say.
    Unknown(ErrorCode),
}

impl Outcome {
    /// Returns the position of the first item whose condition failed, from 0, or `None` if all items are written.
    ///
    /// # Errors
    /// [`Unavailable`] if the transaction ended for any other reason.
    pub(crate) fn first_refused(self) -> Result<Option<usize>, Unavailable> {
        match self {
            Self::Done => Ok(None),
            Self::Denied(code) | Self::Unknown(code) => Err(Unavailable(code)),
            Self::Refused(reasons) => {
                let failed = reasons.iter().position(|reason| reason.code() == Some("ConditionalCheckFailed"));
                failed.map(Some).ok_or_else(|| Unavailable("dynamodb TransactionCanceledException".into()))
            }
        }
    }
}

impl DynamoLedger {
    /// Writes all items or none. While another transaction holds an item, or the table is throttled, it tries again
    /// after a random pause, until the deadline of a write ([`WRITE`]).
    pub(crate) async fn transact(&self, items: Vec<TransactWriteItem>) -> Outcome {
        let deadline = Instant::now() + WRITE;
        let mut pause = FIRST_PAUSE;
        loop {
            let attempt = self.client.transact_write_items().set_transact_items(Some(items.clone())).send();
            let error = match timeout_at(deadline, attempt).await {
                Err(_) => return Outcome::Unknown("dynamodb did not answer in time".into()),
                Ok(Ok(_)) => return Outcome::Done,
                Ok(Err(error)) => error,
            };
            match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                    let reasons = cancelled.cancellation_reasons();
                    // A refusal beside a conflict stands, because another attempt would meet it again.
                    if !reasons.iter().all(passes) {
                        return Outcome::Refused(reasons.to_vec());
                    }
                    if Instant::now() + pause >= deadline {
                        return Outcome::Unknown("dynamodb conflicts until the deadline".into());
                    }
                    sleep(pause.mul_f64(fastrand::f64())).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                _ if outcome_unknown(&error) => return Outcome::Unknown(error_code("dynamodb", &error)),
                _ => return Outcome::Denied(error_code("dynamodb", &error)),
            }
        }
    }
}

/// Returns true if an item would have been written, or is only held up while others write too (DynamoDB API reference,
/// `TransactWriteItems`, cancellation reasons).
pub(crate) fn passes(reason: &CancellationReason) -> bool {
    let passing = ["None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];
    reason.code().is_none_or(|code| passing.contains(&code))
}

/// Makes a part of a transaction that puts an item.
pub(crate) fn put(put: PutBuilder) -> Result<TransactWriteItem, Unavailable> {
    Ok(TransactWriteItem::builder().put(put.build().map_err(|_| unbuilt())?).build())
}

/// Makes a part of a transaction that updates an item.
pub(crate) fn update(update: UpdateBuilder) -> Result<TransactWriteItem, Unavailable> {
    Ok(TransactWriteItem::builder().update(update.build().map_err(|_| unbuilt())?).build())
}

fn unbuilt() -> Unavailable {
    Unavailable("the request could not be built".into())
}
