//! Reads cases and events. Each access path is one query.

use crate::attributes::{Attributes, facts, key, n, text};
use crate::{DynamoLedger, unavailable};
use aws_sdk_dynamodb::types::{ConsumedCapacity, KeysAndAttributes, ReturnConsumedCapacity};
use dialogue::Input;
use helpline::EventKey;
use helpline::ports::{Actions, Cases, CommandCases, DueCases, DueCursor, DuePage, Unavailable};
use jiff::Timestamp;
use ledger_items::{DUE_INDEX, Key, Unreadable, case_of, event_of, keys};
use lifecycle::{Case, CommandId, ContactId, Event, Ticket};

/// Cases on a page of due cases: far below the 1 MB that one query reads.
const PAGE: i32 = 100;

/// A time before the helpline existed, in seconds since 1970. No case is due before it.
const BEFORE_EVERYTHING: i64 = 0;

pub(crate) fn unreadable(why: &Unreadable) -> Unavailable {
    Unavailable(why.to_string())
}

impl DynamoLedger {
    pub(crate) async fn item(&self, of: Key) -> Result<Option<Attributes>, Unavailable> {
        let read = self.client.get_item().table_name(&self.table).set_key(Some(key(of))).consistent_read(true);
        Ok(read.send().await.map_err(|e| unavailable(&e))?.item)
    }
}

impl Cases for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:GetItem"];

    async fn case(&self, ticket: &Ticket) -> Result<Option<Case>, Unavailable> {
        let item = self.item(keys::case(ticket)).await?;
        item.map(|item| case_of(&facts(&item)).map_err(|why| unreadable(&why))).transpose()
    }

    async fn answered(&self, contact: &ContactId, number: u32, input: &Input) -> Result<Option<String>, Unavailable> {
        let item = self.item(keys::step(contact, number, &input.as_code())).await?;
        Ok(item.as_ref().and_then(|item| text(item, "answer")).map(str::to_owned))
    }

    async fn event(&self, of: &EventKey) -> Result<Option<Event>, Unavailable> {
        let item = self.item(keys::event(&of.ticket, of.sequence)).await?;
        item.map(|item| event_of(&facts(&item)).map_err(|why| unreadable(&why))).transpose()
    }
}

impl CommandCases for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:BatchGetItem"];

    /// Makes one `BatchGetItem` for the case and the marker. If DynamoDB leaves a key unprocessed, the read fails.
    async fn case_and_answer(
        &self,
        ticket: &Ticket,
        id: &CommandId,
    ) -> Result<(Option<Case>, Option<String>), Unavailable> {
        let wanted = [keys::case(ticket), keys::command(ticket, id)].map(key);
        let wanted = KeysAndAttributes::builder().set_keys(Some(wanted.into())).consistent_read(true).build();
        let wanted = wanted.map_err(|_| Unavailable("the request could not be built".into()))?;
        let read = self.client.batch_get_item().request_items(&self.table, wanted).send().await;
        let read = read.map_err(|e| unavailable(&e))?;
        if read.unprocessed_keys().is_some_and(|left| !left.is_empty()) {
            return Err(Unavailable("dynamodb left keys unprocessed".into()));
        }
        let (mut case, mut answer) = (None, None);
        for item in read.responses().and_then(|tables| tables.get(&self.table)).into_iter().flatten() {
            if text(item, "sk") == Some("CASE") {
                case = Some(case_of(&facts(item)).map_err(|why| unreadable(&why))?);
            } else {
                answer = text(item, "answer").map(str::to_owned);
            }
        }
        Ok((case, answer))
    }
}

impl DueCases for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:Query"];

    async fn due(
        &self,
        shard: u8,
        since: Option<Timestamp>,
        until: Timestamp,
        after: Option<DueCursor>,
    ) -> Result<DuePage, Unavailable> {
        let start = after.map(|cursor| {
            let mut start = key(keys::case(&cursor.ticket));
            start.insert("due_shard".to_owned(), n(shard));
            start.insert("due_at".to_owned(), n(cursor.due_at.as_second()));
            start
        });
        let since = since.map_or(BEFORE_EVERYTHING, |since| since.as_second() + 1);
        if since > until.as_second() {
            return Ok(DuePage::default());
        }
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(DUE_INDEX)
            .key_condition_expression("due_shard = :shard AND due_at BETWEEN :since AND :until")
            .expression_attribute_values(":shard", n(shard))
            .expression_attribute_values(":since", n(since))
            .expression_attribute_values(":until", n(until.as_second()))
            .limit(PAGE)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .set_exclusive_start_key(start);
        let page = query.send().await.map_err(|e| unavailable(&e))?;
        let units = page.consumed_capacity().and_then(ConsumedCapacity::capacity_units).unwrap_or_default();
        let cases: Vec<Case> = page.items().iter().filter_map(|item| case_of(&facts(item)).ok()).collect();
        let unreadable = page.items().len().saturating_sub(cases.len());
        // The cursor comes from the key, because the last case may be unreadable.
        let next = page.last_evaluated_key.as_ref().and_then(cursor);
        let unreadable = u32::try_from(unreadable).unwrap_or(u32::MAX);
        Ok(DuePage { cases, unreadable, read_half_units: half_units(units), next })
    }
}

/// Converts read units to half units. An eventually consistent read costs half a unit for each 4 KB (DynamoDB developer
/// guide, "Read/write capacity").
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page of 1 MB costs 128 units")]
fn half_units(units: f64) -> u32 {
    (units * 2.0).ceil().max(0.0) as u32
}

fn cursor(last: &Attributes) -> Option<DueCursor> {
    let last = facts(last);
    let due_at = lifecycle::facts::get(&last, "due_at").ok()?;
    Some(DueCursor { due_at, ticket: Key::in_item(&last)?.ticket()? })
}
