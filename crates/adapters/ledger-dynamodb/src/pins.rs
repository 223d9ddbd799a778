//! PINs of cases, and the counters against guessing them.

use crate::attributes::{Attributes, key, n, s, text};
use crate::{DynamoLedger, unavailable};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{Put, TransactWriteItem, Update};
use helpline::PinKind;
use helpline::ports::{Actions, Counted, NewPin, PinMarks, Pins, Try, Unavailable};
use jiff::SignedDuration;
use ledger_items::keys;
use lifecycle::{ContactId, Ticket};
use std::time::Duration;
use tokio::time::sleep;

/// How long a counter is kept: it holds a day, and its key names the day.
const KEPT: SignedDuration = SignedDuration::from_hours(48);

/// Attempts of a transaction that met another one.
const ATTEMPTS: u32 = 6;

/// Longest pause before the second; doubled from there.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

fn attribute(kind: PinKind) -> &'static str {
    match kind {
        PinKind::Own => "own",
        PinKind::Duress => "duress",
    }
}

/// What a transaction came to, as far as its first place and its others tell.
enum Outcome {
    Done,
    /// Its first condition failed: it was done before.
    Before,
    /// Another condition failed.
    Refused,
}

impl Pins for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];

    async fn pins(&self, ticket: &Ticket) -> Result<PinMarks, Unavailable> {
        let item = self.item(keys::pins(ticket)).await?.unwrap_or_default();
        let mark = |kind| text(&item, attribute(kind)).map(str::to_owned);
        let chosen_in = text(&item, "chosen_in").and_then(|contact| ContactId::new(contact).ok());
        Ok(PinMarks { own: mark(PinKind::Own), duress: mark(PinKind::Duress), chosen_in })
    }

    async fn keep_pin(&self, ticket: &Ticket, pin: &NewPin<'_>) -> Result<bool, Unavailable> {
        let NewPin { kind, mark, by: (contact, step), replaces } = *pin;
        let (set, owns) = match kind {
            PinKind::Own => ("SET #kind = :mark, #by = :by, chosen_in = :contact REMOVE duress, duress_by", true),
            PinKind::Duress => ("SET #kind = :mark, #by = :by", false),
        };
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(keys::pins(ticket))))
            .update_expression(set)
            // A repeat of the step finds itself; anybody else needs the leave to replace.
            .set_condition_expression((!replaces).then(|| "attribute_not_exists(#kind) OR #by = :by".to_owned()))
            .expression_attribute_names("#kind", attribute(kind))
            .expression_attribute_names("#by", format!("{}_by", attribute(kind)))
            .expression_attribute_values(":mark", s(mark))
            .expression_attribute_values(":by", s(format!("{contact}#{step}")));
        let update = if owns { update.expression_attribute_values(":contact", s(contact.as_str())) } else { update };
        match update.send().await {
            Ok(_) => Ok(true),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(false),
                _ => Err(unavailable(&error)),
            },
        }
    }

    async fn proof(&self, contact: &ContactId, ticket: &Ticket) -> Result<Option<PinKind>, Unavailable> {
        let item = self.item(keys::proof(contact, ticket)).await?;
        let kind = item.as_ref().and_then(|item| text(item, "kind"));
        Ok(kind.map(|kind| if kind == attribute(PinKind::Duress) { PinKind::Duress } else { PinKind::Own }))
    }

    async fn count_try(&self, attempt: &Try) -> Result<Counted, Unavailable> {
        let expires = (attempt.at + KEPT).as_second();
        let mut marker = key(keys::pin_try(&attempt.contact, attempt.step));
        marker.insert("expires_at".to_owned(), n(expires));
        let mut items = vec![self.put_once(marker).ok_or_else(unbuilt)?];
        for (counter, most) in &attempt.counters {
            let update = self
                .counter(counter)
                .update_expression("SET wrong = if_not_exists(wrong, :none) + :one, expires_at = :expires")
                .condition_expression("attribute_not_exists(wrong) OR wrong < :most")
                .expression_attribute_values(":none", n(0))
                .expression_attribute_values(":one", n(1))
                .expression_attribute_values(":expires", n(expires))
                .expression_attribute_values(":most", n(most));
            items.push(built(update)?);
        }
        Ok(match self.transact(items).await? {
            Outcome::Done | Outcome::Before => Counted::Yes,
            Outcome::Refused => Counted::TooMany,
        })
    }

    async fn forgive(&self, attempt: &Try, ticket: &Ticket, kind: PinKind) -> Result<(), Unavailable> {
        let marker = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key(keys::pin_try(&attempt.contact, attempt.step))))
            .update_expression("SET forgiven = :yes")
            .condition_expression("attribute_not_exists(forgiven)")
            .expression_attribute_values(":yes", s("yes"));
        let mut proof = key(keys::proof(&attempt.contact, ticket));
        // No call lasts a day: which of the two was given must not stand for ever.
        proof.insert("expires_at".to_owned(), n((attempt.at + KEPT).as_second()));
        proof.insert("kind".to_owned(), s(attribute(kind)));
        let mut items = vec![built(marker)?, self.put(proof)?];
        for (counter, _) in &attempt.counters {
            let update = self
                .counter(counter)
                .update_expression("SET wrong = wrong - :one")
                .expression_attribute_values(":one", n(1));
            items.push(built(update)?);
        }
        match self.transact(items).await? {
            Outcome::Done | Outcome::Before => Ok(()),
            Outcome::Refused => Err(Unavailable("a try that was never counted".into())),
        }
    }
}

impl DynamoLedger {
    fn counter(&self, counter: &str) -> aws_sdk_dynamodb::types::builders::UpdateBuilder {
        Update::builder().table_name(&self.table).set_key(Some(key(keys::tries(counter))))
    }

    fn put(&self, item: Attributes) -> Result<TransactWriteItem, Unavailable> {
        let put = Put::builder().table_name(&self.table).set_item(Some(item)).build();
        Ok(TransactWriteItem::builder().put(put.map_err(|_| unbuilt())?).build())
    }

    async fn transact(&self, items: Vec<TransactWriteItem>) -> Result<Outcome, Unavailable> {
        let mut pause = FIRST_PAUSE;
        for _ in 0..ATTEMPTS {
            let sent = self.client.transact_write_items().set_transact_items(Some(items.clone())).send().await;
            let Err(error) = sent else { return Ok(Outcome::Done) };
            let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = error.as_service_error()
            else {
                return Err(unavailable(&error));
            };
            let failed = |code: Option<&str>| code == Some("ConditionalCheckFailed");
            let reasons = cancelled.cancellation_reasons();
            match reasons.iter().position(|reason| failed(reason.code())) {
                Some(0) => return Ok(Outcome::Before),
                Some(_) => return Ok(Outcome::Refused),
                // Another transaction at the same moment: the counter over all is everybody's.
                None => sleep(pause.mul_f64(fastrand::f64())).await,
            }
            pause *= 2;
        }
        Err(Unavailable("dynamodb conflicts".into()))
    }
}

fn built(update: aws_sdk_dynamodb::types::builders::UpdateBuilder) -> Result<TransactWriteItem, Unavailable> {
    Ok(TransactWriteItem::builder().update(update.build().map_err(|_| unbuilt())?).build())
}

fn unbuilt() -> Unavailable {
    Unavailable("the request could not be built".into())
}
