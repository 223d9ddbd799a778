//! Reading: each path is one query.

use crate::item::{at, case_from_item, cursor_from_key, event_from_item, n};
use crate::keys::{self, DUE_INDEX, Item};
use crate::{DynamoLedger, unavailable};
use helpline::EventKey;
use helpline::ports::{DueCursor, DuePage, FindDue, ReadCases, ReadEvents, Unavailable};
use jiff::Timestamp;
use lifecycle::{Case, Event, Ticket};

/// Cases on a page of what is due: a page of cases is far below the 1 MB that one query reads.
const PAGE: i32 = 100;

impl DynamoLedger {
    async fn item(&self, key: Item) -> Result<Option<Item>, Unavailable> {
        let read = self.client.get_item().table_name(&self.table).set_key(Some(key)).consistent_read(true);
        Ok(read.send().await.map_err(|e| unavailable(&e))?.item)
    }
}

impl ReadCases for DynamoLedger {
    async fn case(&self, ticket: &Ticket) -> Result<Option<Case>, Unavailable> {
        Ok(self.item(keys::case(ticket)).await?.as_ref().and_then(case_from_item))
    }
}

impl ReadEvents for DynamoLedger {
    async fn event(&self, key: &EventKey) -> Result<Option<Event>, Unavailable> {
        Ok(self.item(keys::event(&key.ticket, key.sequence)).await?.as_ref().and_then(event_from_item))
    }
}

impl FindDue for DynamoLedger {
    async fn due(&self, shard: u8, now: Timestamp, after: Option<DueCursor>) -> Result<DuePage, Unavailable> {
        let start = after.map(|cursor| {
            let mut key = keys::case(&cursor.ticket);
            key.insert("due_shard".to_owned(), n(shard));
            key.insert("due_at".to_owned(), at(cursor.due_at));
            key
        });
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(DUE_INDEX)
            .key_condition_expression("due_shard = :shard AND due_at <= :now")
            .expression_attribute_values(":shard", n(shard))
            .expression_attribute_values(":now", at(now))
            .limit(PAGE)
            .set_exclusive_start_key(start);
        let page = query.send().await.map_err(|e| unavailable(&e))?;
        let cases: Vec<Case> = page.items().iter().filter_map(case_from_item).collect();
        let unreadable = page.items().len().saturating_sub(cases.len());
        // From the key, not from the last case: that one may be unreadable.
        let next = page.last_evaluated_key.as_ref().and_then(cursor_from_key);
        Ok(DuePage { cases, unreadable: u32::try_from(unreadable).unwrap_or(u32::MAX), next })
    }
}
