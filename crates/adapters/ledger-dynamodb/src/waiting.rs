//! Notices that wait for their hour: one partition, sorted by hour.

use crate::attributes::{Attributes, attributes, key, s, text};
use crate::{DynamoLedger, unavailable};
use helpline::EventKey;
use helpline::ports::{Actions, Unavailable, WaitingNotice, WaitingNotices};
use jiff::Timestamp;
use ledger_items::{Key, keys};

/// Notices of one page: far below the 1 MB that one query reads.
const PAGE: i32 = 100;

impl WaitingNotices for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:Query"];

    async fn keep_waiting(&self, notice: &WaitingNotice) -> Result<(), Unavailable> {
        let put = self.client.put_item().table_name(&self.table).set_item(Some(attributes(key_of(notice).item())));
        put.send().await.map(drop).map_err(|e| unavailable(&e))
    }

    async fn waiting(&self, now: Timestamp) -> Result<Vec<WaitingNotice>, Unavailable> {
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("pk = :pk AND sk < :until")
            .expression_attribute_values(":pk", s(keys::WAITING_NOTICES))
            .expression_attribute_values(":until", s(format!("{}~", hour(now))))
            .consistent_read(true)
            .limit(PAGE);
        let page = query.send().await.map_err(|e| unavailable(&e))?;
        let none = || Unavailable("a waiting notice has no key that this release can read".into());
        page.items().iter().map(|item| read(item).ok_or_else(none)).collect()
    }

    async fn forget_waiting(&self, notice: &WaitingNotice) -> Result<(), Unavailable> {
        let delete = self.client.delete_item().table_name(&self.table).set_key(Some(key(key_of(notice))));
        delete.send().await.map(drop).map_err(|e| unavailable(&e))
    }
}

/// Returns the hour as the sort key has it. Texts of this form are in the order of their moments.
fn hour(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn key_of(notice: &WaitingNotice) -> Key {
    keys::waiting_notice(&hour(notice.leaves_at), &notice.drawn(), &notice.event.to_string())
}

fn read(item: &Attributes) -> Option<WaitingNotice> {
    let mut parts = text(item, "sk")?.split('#');
    let leaves_at = parts.next()?.parse().ok()?;
    Some(WaitingNotice { leaves_at, event: EventKey::parse(parts.nth(1)?)? })
}
