//! PINs of cases, and the counters against guessing them.

use crate::attributes::{key, n, s, text};
use crate::{DynamoLedger, transact, unavailable};
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::Update;
use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use helpline::ports::{Actions, Counted, NewPin, PinMarks, Pins, Try, Unavailable};
use helpline::{PinKind, PinSlot};
use jiff::SignedDuration;
use ledger_items::keys;
use lifecycle::{ContactId, Ticket};

/// The time for which a counter is kept. It counts for one day, which its key names.
const KEPT: SignedDuration = SignedDuration::from_hours(48);

/// The words for the two kinds of PIN in a proof.
const KINDS: [(&str, PinKind); 2] = [("own", PinKind::Own), ("duress", PinKind::Duress)];

fn attribute(slot: PinSlot) -> &'static str {
    match slot {
        PinSlot::Own => "own",
        PinSlot::Duress => "duress",
        PinSlot::Forced => "forced",
        PinSlot::ForcedDuress => "forced_duress",
    }
}

/// The attributes that a kept PIN removes: the marks of the PINs that it replaces, and the steps that kept them.
fn removed(slot: PinSlot) -> &'static str {
    match slot {
        PinSlot::Own => " REMOVE duress, duress_by, forced, forced_by, forced_duress, forced_duress_by",
        PinSlot::Forced => " REMOVE duress, duress_by, forced_duress, forced_duress_by",
        PinSlot::Duress | PinSlot::ForcedDuress => "",
    }
}

impl Pins for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];

    async fn pins(&self, ticket: &Ticket) -> Result<PinMarks, Unavailable> {
        let item = self.item(keys::pins(ticket)).await?.unwrap_or_default();
        let mark = |slot| text(&item, attribute(slot)).map(str::to_owned);
        Ok(PinMarks {
            own: mark(PinSlot::Own),
            duress: mark(PinSlot::Duress),
            forced: mark(PinSlot::Forced),
            forced_duress: mark(PinSlot::ForcedDuress),
        })
    }

    async fn keep_pin(&self, ticket: &Ticket, pin: &NewPin<'_>) -> Result<bool, Unavailable> {
        let NewPin { slot, mark, by: (contact, step), replaces } = *pin;
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(keys::pins(ticket))))
            .update_expression(format!("SET #slot = :mark, #by = :by{}", removed(slot)))
            // If there is a PIN already, a repeat of its own step is accepted, and any other step needs `replaces`.
            .set_condition_expression((!replaces).then(|| "attribute_not_exists(#slot) OR #by = :by".to_owned()))
            .expression_attribute_names("#slot", attribute(slot))
            .expression_attribute_names("#by", format!("{}_by", attribute(slot)))
            .expression_attribute_values(":mark", s(mark))
            .expression_attribute_values(":by", s(format!("{contact}#{step}")));
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
        Ok(kind.and_then(|kind| KINDS.iter().find(|(word, _)| *word == kind)).map(|(_, kind)| *kind))
    }

    async fn count_try(&self, attempt: &Try) -> Result<Counted, Unavailable> {
        let expires = (attempt.at + KEPT).as_second();
        let mut marker = key(keys::pin_try(&attempt.contact, attempt.step));
        marker.insert("expires_at".to_owned(), n(expires));
        marker.insert("of".to_owned(), s(&attempt.of));
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
            None => Counted::Yes,
            // The marker exists, so this step was counted before: with the same digits, or with others.
            Some(0) => self.counted_before(attempt).await?,
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
        let word = KINDS.iter().find(|(_, known)| *known == kind).map_or("own", |(word, _)| *word);
        proof.insert("kind".to_owned(), s(word));
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
    /// Returns if a counted step tries again what it tried then. A marker of the release before does not say it.
    async fn counted_before(&self, attempt: &Try) -> Result<Counted, Unavailable> {
        let marker = self.item(keys::pin_try(&attempt.contact, attempt.step)).await?.unwrap_or_default();
        Ok(match text(&marker, "of") {
            Some(of) if of != attempt.of => Counted::TooMany,
            _ => Counted::Yes,
        })
    }

    fn counter(&self, counter: &str) -> UpdateBuilder {
        Update::builder().table_name(&self.table).set_key(Some(key(keys::tries(counter))))
    }
}
