//! Lists of cases: each page is one query of a sparse index.

use crate::attributes::{Attributes, facts, key, n, s, text};
use crate::{DynamoLedger, unavailable};
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use helpline::ports::{Actions, CaseLists, ListCursor, ListPage, MOST_ANSWERS, Unavailable};
use ledger_items::{CALLS, CALLS_INDEX, DESK_INDEX, Key, case_of, event_of, keys};
use lifecycle::{DepartmentCode, Event, Level, Ticket};

/// Cases on a page of a list: more than anybody reads at once.
const PAGE: i32 = 50;

impl DynamoLedger {
    async fn page(&self, query: QueryFluentBuilder, order: &str) -> Result<ListPage, Unavailable> {
        let page = query.table_name(&self.table).limit(PAGE).send().await.map_err(|e| unavailable(&e))?;
        // A list leaves out the cases that this release cannot read. The sweep and `ledger verify` report them.
        let placed = |item| Some((cursor(item, order)?, case_of(&facts(item)).ok()?));
        let cases = page.items().iter().filter_map(placed).collect();
        Ok(ListPage { cases, next: page.last_evaluated_key.as_ref().and_then(|last| cursor(last, order)) })
    }
}

fn cursor(last: &Attributes, order: &str) -> Option<ListCursor> {
    let order = text(last, order).map(str::to_owned).or_else(|| last.get(order)?.as_n().ok().cloned())?;
    Some(ListCursor { order, ticket: Key::in_item(&facts(last))?.ticket()? })
}

impl CaseLists for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:Query"];

    async fn open_cases(
        &self,
        desk: &str,
        level: Option<Level>,
        after: Option<ListCursor>,
    ) -> Result<ListPage, Unavailable> {
        let start = after.map(|after| {
            let mut start = key(keys::case(&after.ticket));
            start.insert("desk_key".to_owned(), s(desk));
            start.insert("desk_order".to_owned(), s(after.order));
            start
        });
        let query = self
            .client
            .query()
            .index_name(DESK_INDEX)
            .expression_attribute_values(":desk", s(desk))
            .set_exclusive_start_key(start);
        let query = match level {
            None => query.key_condition_expression("desk_key = :desk"),
            Some(level) => query
                .key_condition_expression("desk_key = :desk AND begins_with(desk_order, :level)")
                .expression_attribute_values(":level", s(format!("{level}#"))),
        };
        self.page(query, "desk_order").await
    }

    async fn promised_calls(&self, after: Option<ListCursor>) -> Result<ListPage, Unavailable> {
        let start = after.map(|after| {
            let mut start = key(keys::case(&after.ticket));
            start.insert("calls".to_owned(), s(CALLS));
            start.insert("call_due_at".to_owned(), n(after.order));
            start
        });
        let query = self
            .client
            .query()
            .index_name(CALLS_INDEX)
            .key_condition_expression("calls = :calls")
            .expression_attribute_values(":calls", s(CALLS))
            .set_exclusive_start_key(start);
        self.page(query, "call_due_at").await
    }

    /// Makes one query for one page.
    async fn answers(&self, department: &DepartmentCode) -> Result<Vec<Event>, Unavailable> {
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(DESK_INDEX)
            .key_condition_expression("desk_key = :desk")
            .expression_attribute_values(":desk", s(keys::answers(department)))
            .scan_index_forward(false)
            .limit(i32::try_from(MOST_ANSWERS).unwrap_or(i32::MAX));
        let page = query.send().await.map_err(|e| unavailable(&e))?;
        Ok(page.items().iter().filter_map(|item| event_of(&facts(item)).ok()).collect())
    }

    async fn tickets_of(&self, pseudonym: &str) -> Result<Vec<Ticket>, Unavailable> {
        let linked =
            |item: &Attributes| Some((crate::callers::drafted_at(item), keys::linked_ticket(text(item, "sk")?)?));
        let items = self.whole(self.partition_from(keys::citizen(pseudonym).pk, keys::CASE_PREFIX)).await?;
        let mut linked: Vec<(i64, Ticket)> = items.iter().filter_map(linked).collect();
        linked.sort();
        Ok(linked.into_iter().rev().map(|(_, ticket)| ticket).collect())
    }
}
