//! The announcement to all callers: one item, read at most twice a minute.

use crate::attributes::{Attributes, key, n, s, text};
use crate::{DynamoLedger, instant, unavailable};
use aws_kit::Cached;
use helpline::ports::{Actions, AnnouncementWriter, Announcements, CurrentAnnouncement, Unavailable};
use jiff::Timestamp;
use ledger_items::keys;
use lifecycle::{Assignment, CategoryCode, DepartmentCode, LanguageCode};
use std::collections::BTreeMap;
use std::time::Duration;

/// The longest age of the announcement: callers hear a new one within half a minute. If the table does not answer, the
/// announcement falls silent after that time, because nobody knows whether it still holds.
const FRESH: Duration = Duration::from_secs(30);

/// The beginning of the name of a text's attribute. The language follows.
const SAID: &str = "said_";

/// The announcement, remembered.
#[derive(Debug)]
pub struct RememberedAnnouncement {
    ledger: DynamoLedger,
    last: Cached<Option<CurrentAnnouncement>>,
}

impl RememberedAnnouncement {
    /// Remembers the announcement of this ledger.
    #[must_use]
    pub fn new(ledger: DynamoLedger) -> Self {
        Self { ledger, last: Cached::new(FRESH, FRESH) }
    }
}

impl Announcements for RememberedAnnouncement {
    const ACTIONS: Actions = &["dynamodb:GetItem"];

    async fn announcement(&self) -> Result<Option<CurrentAnnouncement>, Unavailable> {
        let read =
            async { Ok::<_, Unavailable>(self.ledger.item(keys::announcement()).await?.as_ref().and_then(board_of)) };
        let announcement = self.last.get(instant, read).await?;
        Ok(Option::clone(&announcement.value))
    }
}

impl AnnouncementWriter for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:PutItem"];

    async fn put_up(&self, announcement: &CurrentAnnouncement) -> Result<(), Unavailable> {
        let mut item = key(keys::announcement());
        item.insert("department".to_owned(), s(announcement.to.department.as_str()));
        item.insert("category".to_owned(), s(announcement.to.category.as_str()));
        item.insert("until".to_owned(), n(announcement.until.as_second()));
        item.extend(announcement.said.iter().map(|(language, said)| (format!("{SAID}{language}"), s(said.as_str()))));
        let put = self.client.put_item().table_name(&self.table).set_item(Some(item));
        put.send().await.map(|_| ()).map_err(|e| unavailable(&e))
    }
}

fn board_of(item: &Attributes) -> Option<CurrentAnnouncement> {
    let until = item.get("until")?.as_n().ok()?.parse().ok()?;
    let said: BTreeMap<LanguageCode, String> = item
        .iter()
        .filter_map(|(name, value)| {
            let language = LanguageCode::new(name.strip_prefix(SAID)?).ok()?;
            Some((language, value.as_s().ok()?.clone()))
        })
        .collect();
    let to = Assignment {
        department: DepartmentCode::new(text(item, "department")?).ok()?,
        category: CategoryCode::new(text(item, "category")?).ok()?,
    };
    Some(CurrentAnnouncement { said, to, until: Timestamp::from_second(until).ok()? })
}
