//! The scheme catalogue: every version for ever, and the versions at hand of all schemes in one partition.

use crate::attributes::{Attributes, key, n, s, text};
use crate::{DynamoLedger, instant, transact, unavailable};
use aws_kit::Cached;
use aws_sdk_dynamodb::types::{AttributeValue, Put};
use dialogue::{Listed, SchemeId, SpokenScheme};
use directory::Sms;
use helpline::ports::{
    Actions, Catalogue, Counts, FeaturedScheme, Offered, SchemeStore, SchemeVoice, Timer, Unavailable,
};
use helpline::schemes::{SmsPolicy, Wanted, heard_now, id_of, listed, sms_of, told, wanted, week_before};
use jiff::Timestamp;
use ledger_items::keys;
use lifecycle::{LanguageCode, SchemeCode};
use schemes::SchemeVersion;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

/// Greatest age of the remembered catalogue. Callers therefore hear a scheme within a minute of its start, and no
/// longer a minute after its end.
const FRESH: Duration = Duration::from_secs(30);

/// Greatest age of the remembered catalogue while the ledger cannot be read. Versions hold for days, and each is still
/// checked against its dates.
const STALE: Duration = Duration::from_secs(15 * 60);

/// Greatest age of the remembered counts of last week.
const WANTED_FRESH: Duration = Duration::from_secs(15 * 60);

/// As long as [`WANTED_FRESH`], so that old counts are never used longer. Counts that cannot be read are empty instead.
const WANTED_STALE: Duration = WANTED_FRESH;

fn unreadable(code: &SchemeCode) -> Unavailable {
    Unavailable(format!("a text of the scheme `{code}` cannot be read by this release"))
}

/// Returns the versions of a scheme that this release can read, and `true` if these are all of its versions at hand.
fn offered_of(item: &Attributes) -> Option<(Offered, bool)> {
    let code = SchemeCode::new(text(item, "sk")?).ok()?;
    let revision = item.get("revision")?.as_n().ok()?.parse().ok()?;
    let stored = item.get("texts")?.as_l().ok()?;
    let read = |one: &AttributeValue| SchemeVersion::from_json(one.as_s().ok()?).ok();
    let texts: Vec<SchemeVersion> = stored.iter().filter_map(read).collect();
    let whole = texts.len() == stored.len();
    Some((Offered { code, revision, texts }, whole))
}

impl SchemeStore for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"];

    async fn offered(&self, code: &SchemeCode) -> Result<Option<Offered>, Unavailable> {
        let Some(item) = self.item(keys::scheme(code)).await? else { return Ok(None) };
        // A write after an incomplete read would lose the versions that this release cannot read.
        match offered_of(&item) {
            Some((offered, true)) => Ok(Some(offered)),
            _ => Err(unreadable(code)),
        }
    }

    /// Takes one query, and another for each further megabyte. A version that this release cannot read does not hide
    /// any other, of its own scheme or of another.
    async fn catalogue(&self) -> Result<Catalogue, Unavailable> {
        let mut all = Catalogue::default();
        for item in self.whole(self.partition(keys::SCHEMES)).await? {
            if let Some((offered, whole)) = offered_of(&item) {
                all.unreadable.extend((!whole).then(|| offered.code.clone()));
                all.offered.push(offered);
            }
        }
        Ok(all)
    }

    async fn keep(&self, after: &Offered, changed: &SchemeVersion) -> Result<bool, Unavailable> {
        let json = |text: &SchemeVersion| text.to_json().map_err(|why| Unavailable(why.to_string()));
        let texts = after.texts.iter().map(|text| Ok(s(json(text)?))).collect::<Result<Vec<_>, Unavailable>>()?;
        let mut at_hand = key(keys::scheme(&after.code));
        at_hand.insert("revision".to_owned(), n(after.revision));
        at_hand.insert("texts".to_owned(), AttributeValue::L(texts));
        let mut for_ever = key(keys::scheme_text(&after.code, changed.version));
        for_ever.insert("text".to_owned(), s(json(changed)?));
        let first = Put::builder().table_name(&self.table).set_item(Some(at_hand));
        let first = match after.revision {
            1 => first.condition_expression("attribute_not_exists(pk)"),
            revision => first
                .condition_expression("revision = :before")
                .expression_attribute_values(":before", n(revision.saturating_sub(1))),
        };
        let second = Put::builder().table_name(&self.table).set_item(Some(for_ever));
        // Of two writers at once, one is refused and must read again.
        let items = vec![transact::put(first)?, transact::put(second)?];
        Ok(self.transact(items).await.first_refused()?.is_none())
    }

    async fn text(&self, id: &SchemeId) -> Result<Option<SchemeVersion>, Unavailable> {
        let item = self.item(keys::scheme_text(&id.code, id.version)).await?;
        let json = item.as_ref().and_then(|item| text(item, "text"));
        json.map(|json| SchemeVersion::from_json(json).map_err(|_| unreadable(&id.code))).transpose()
    }

    async fn featured(&self) -> Result<Option<FeaturedScheme>, Unavailable> {
        let item = self.item(keys::featured_scheme()).await?.unwrap_or_default();
        let until = item.get("until").and_then(|until| until.as_n().ok()).and_then(|until| until.parse().ok());
        let until = until.and_then(|seconds| Timestamp::from_second(seconds).ok());
        Ok(text(&item, "code")
            .and_then(|code| SchemeCode::new(code).ok())
            .zip(until)
            .map(|(code, until)| FeaturedScheme { code, until }))
    }

    async fn feature(&self, featured: &FeaturedScheme) -> Result<(), Unavailable> {
        let mut item = key(keys::featured_scheme());
        item.insert("code".to_owned(), s(featured.code.as_str()));
        item.insert("until".to_owned(), n(featured.until.as_second()));
        let put = self.client.put_item().table_name(&self.table).set_item(Some(item));
        put.send().await.map(drop).map_err(|e| unavailable(&e))
    }

    async fn counts(&self, week: &str) -> Result<Vec<Counts>, Unavailable> {
        let items = self.whole(self.partition(format!("{}{week}", keys::HEARD))).await?;
        Ok(items.iter().map(crate::counts::counts_of).collect())
    }
}

/// The schemes as they were read.
#[derive(Debug)]
struct Known {
    offered: Vec<Offered>,
    featured: Option<FeaturedScheme>,
}

/// How a deployment tells schemes.
#[derive(Debug, Default)]
pub struct Telling {
    /// The drafts of this build, if the deployment speaks drafts. They are spoken for schemes that the ledger does not
    /// have. `None`: only approved versions are spoken.
    pub drafts: Option<Vec<SchemeVersion>>,
    /// The schemes that are sent as an SMS.
    pub texted: SmsPolicy,
    /// Longest time that a call waits for a read of schemes.
    pub patience: Duration,
}

/// The schemes, remembered for a short time.
#[derive(Debug)]
pub struct RememberedSchemes<T> {
    ledger: DynamoLedger,
    telling: Telling,
    timer: T,
    last: Cached<Known>,
    wanted: Cached<Wanted>,
}

impl<T: Timer + Sync> RememberedSchemes<T> {
    /// Returns the schemes of this ledger, as this deployment tells them.
    #[must_use]
    pub fn new(ledger: DynamoLedger, telling: Telling, timer: T) -> Self {
        let (last, wanted) = (Cached::new(FRESH, STALE), Cached::new(WANTED_FRESH, WANTED_STALE));
        Self { ledger, telling, timer, last, wanted }
    }

    async fn known(&self) -> Result<Arc<Known>, Unavailable> {
        let known = self.last.get(instant, self.read()).await;
        let failed = match &known {
            Ok(known) => known.failed.as_ref(),
            Err(why) => Some(why),
        };
        if let Some(why) = failed {
            tracing::error!(error = %why, told = known.is_ok(), "what is told of schemes cannot be read");
        }
        known.map(|known| known.value)
    }

    async fn read(&self) -> Result<Known, Unavailable> {
        let read = async { futures::try_join!(self.ledger.catalogue(), self.ledger.featured()) };
        let (Catalogue { offered, unreadable }, featured) =
            self.timer.answer_within(self.telling.patience, read).await?;
        if !unreadable.is_empty() {
            tracing::error!(schemes = ?unreadable, "texts that this release cannot read are not told");
        }
        Ok(Known { offered, featured })
    }

    /// Returns the counts of the schemes that callers asked for last week. If they cannot be read, all schemes count
    /// alike, and the next callers do not wait for the counts either.
    async fn wanted(&self, now: Timestamp) -> Arc<Wanted> {
        let read = async {
            let week = week_before(now);
            let counts = self.ledger.counts(&week);
            Ok(match self.timer.answer_within(self.telling.patience, counts).await {
                Ok(counts) => wanted(counts),
                Err(why) => {
                    tracing::warn!(error = %why, "which schemes are wanted cannot be read");
                    Wanted::default()
                }
            })
        };
        self.wanted.get(instant, read).await.map_or_else(|never: Infallible| match never {}, |read| read.value)
    }

    fn heard<'a>(&'a self, known: &'a Known, now: Timestamp) -> Vec<&'a SchemeVersion> {
        heard_now(&known.offered, self.telling.drafts.as_deref(), now)
    }
}

impl<T: Timer + Sync> SchemeVoice for RememberedSchemes<T> {
    const ACTIONS: Actions = &["dynamodb:GetItem", "dynamodb:Query"];

    async fn listed(&self, now: Timestamp) -> Result<Vec<Listed>, Unavailable> {
        let (known, wanted) = futures::join!(self.known(), self.wanted(now));
        let known = known?;
        Ok(listed(self.heard(&known, now), known.featured.as_ref(), &wanted, now))
    }

    async fn told(&self, code: &SchemeCode, now: Timestamp) -> Result<Option<SpokenScheme>, Unavailable> {
        let known = self.known().await?;
        let text = self.heard(&known, now).into_iter().find(|text| text.scheme.code == *code);
        Ok(text.map(|text| told(text, self.telling.texted)))
    }

    async fn sms(&self, id: &SchemeId, language: &LanguageCode, now: Timestamp) -> Result<Option<Sms>, Unavailable> {
        let known = self.known().await?;
        let text = self.heard(&known, now).into_iter().find(|text| id_of(text) == *id);
        Ok(text.and_then(|text| sms_of(text, language, self.telling.texted)))
    }
}
