//! PINs of cases, and the counters against guessing them.

use crate::attributes::{key, n, s, text};
use crate::{DynamoLedger, transact, unavailable};
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::Update;
use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use helpline::PinKind;
use helpline::ports::{Actions, Counted, NewPin, PinMarks, Pins, Try, Unavailable};
use jiff::SignedDuration;
use ledger_items::keys;
use lifecycle::{ContactId, Ticket};

/// The time for which a counter is kept. It counts for one day, which its key names.
const KEPT: SignedDuration = SignedDuration::from_hours(48);

fn attribute(kind: PinKind) -> &'static str {
    match kind {
        PinKind::Own => "own",
        PinKind::Duress => "duress",
    }
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
            // If there is a PIN already, a repeat of its own step is accepted, and any other step needs `replaces`.
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
        let mut items = vec![self.put_once(marker)?];
        for (counter, most) in &attempt.counters {
            let update = self
                .counter(counter)
                .update_expression("SET wrong = if_not_exists(wrong, :none) + :one, expires_at = :expires")
                .condition_expression("attribute_not_exists(wrong) OR wrong < :most")
                .expression_attribute_values(":none", n(0))
                .expression_attribute_values(":one", n(1))
                .expression_attribute_values(":expires", n(expires))
                .expression_attribute_values(":most", n(most));
            items.push(transact::update(update)?);
        }
        Ok(match self.transact(items).await.first_refused()? {
            // The marker exists, so this very try was counted before.
            None | Some(0) => Counted::Yes,
            Some(_) => Counted::TooMany,
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
        // The proof expires, because no call lasts a day and the table must not show for ever which of the two PINs was
        // given.
        proof.insert("expires_at".to_owned(), n((attempt.at + KEPT).as_second()));
        proof.insert("kind".to_owned(), s(attribute(kind)));
        let mut items = vec![transact::update(marker)?, self.put(proof)?];
        for (counter, _) in &attempt.counters {
            let update = self
                .counter(counter)
                .update_expression("SET wrong = wrong - :one")
                .expression_attribute_values(":one", n(1));
            items.push(transact::update(update)?);
        }
        match self.transact(items).await.first_refused()? {
            // This try was forgiven before.
            None | Some(0) => Ok(()),
            Some(_) => Err(Unavailable("the try was never counted".into())),
        }
    }
}

impl DynamoLedger {
    fn counter(&self, counter: &str) -> UpdateBuilder {
        Update::builder().table_name(&self.table).set_key(Some(key(keys::tries(counter))))
    }
}
