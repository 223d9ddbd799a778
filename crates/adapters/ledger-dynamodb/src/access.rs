//! Records of reading, and the counters that limit it.

use crate::attributes::{Attributes, key, n, s};
use crate::{DynamoLedger, transact};
use aws_sdk_dynamodb::types::Update;
use helpline::ports::{Access, AccessRecords, Actions, Counted, Unavailable};
use jiff::SignedDuration;
use ledger_items::keys;

/// The time for which a record is kept: a year, the least that the law wants of such logs (Digital Personal Data
/// Protection Rules 2025, rule 6(1)(e)).
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 366);

/// The time for which a counter is kept. It counts for one hour, which its key names.
const COUNTED: SignedDuration = SignedDuration::from_hours(48);

impl AccessRecords for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:PutItem", "dynamodb:UpdateItem"];

    async fn record_access(&self, access: &Access) -> Result<Counted, Unavailable> {
        let Some(most) = access.most else {
            self.transact(vec![self.put_once(item(access, false))?]).await.first_refused()?;
            return Ok(Counted::Yes);
        };
        let hour = access.at.strftime("%Y-%m-%dT%H").to_string();
        let update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key(keys::access_count(&access.person(), access.request, &hour))))
            .update_expression("SET #read = if_not_exists(#read, :none) + :one, expires_at = :expires")
            .condition_expression("attribute_not_exists(#read) OR #read < :most")
            .expression_attribute_names("#read", "read")
            .expression_attribute_values(":none", n(0))
            .expression_attribute_values(":one", n(1))
            .expression_attribute_values(":most", n(most))
            .expression_attribute_values(":expires", n((access.at + COUNTED).as_second()));
        let items = vec![transact::update(update)?, self.put_once(item(access, false))?];
        match self.transact(items).await.first_refused()? {
            None => Ok(Counted::Yes),
            Some(_) => {
                self.transact(vec![self.put_once(item(access, true))?]).await.first_refused()?;
                Ok(Counted::TooMany)
            }
        }
    }
}

/// Returns the item of a record. Its key holds a random part, so that two readings of one millisecond are two records.
fn item(access: &Access, refused: bool) -> Attributes {
    let at = access.at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
    let mut item = key(keys::access(&access.person(), &at, &format!("{:08x}", fastrand::u32(..))));
    item.insert("by".to_owned(), s(access.by.to_string()));
    item.insert("surface".to_owned(), s(access.surface));
    item.insert("request".to_owned(), s(access.request));
    item.insert("of".to_owned(), s(access.of.to_string()));
    item.insert("at".to_owned(), n(access.at.as_second()));
    item.insert("expires_at".to_owned(), n((access.at + KEPT).as_second()));
    if let Some(why) = &access.why {
        item.insert("why".to_owned(), s(why.as_str()));
    }
    if refused {
        item.insert("refused".to_owned(), s("yes"));
    }
    item
}
