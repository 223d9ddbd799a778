//! Schemes: their stored versions, the versions that callers hear, and the counts.

use crate::{Kept, Memory};
use dialogue::{Listed, Payment, SchemeId, SchemeMetric, SpokenScheme};
use directory::Sms;
use helpline::CallerNumber;
use helpline::ports::{
    Actions, Catalogue, Counts, FeaturedScheme, Offered, Payments, SchemeMetrics, SchemeStore, SchemeVoice, Unavailable,
};
use helpline::schemes::{SmsPolicy, heard_now, id_of, listed, sms_of, told, wanted, week_before};
use jiff::Timestamp;
use lifecycle::{LanguageCode, SchemeCode};
use schemes::SchemeVersion;
use std::collections::BTreeMap;

/// The stored data of schemes.
#[derive(Default)]
pub struct OfSchemes {
    /// The scheme catalogue, by scheme: the versions that callers hear or may still hear, and the newest version.
    pub offered: BTreeMap<SchemeCode, Offered>,
    /// All versions ever kept, by scheme and number.
    pub texts: BTreeMap<(SchemeCode, u32), SchemeVersion>,
    /// The featured scheme, which has the first key.
    pub featured: Option<FeaturedScheme>,
    /// Drafts that callers hear for schemes of which the ledger has nothing. `None` if callers hear no drafts.
    pub drafts: Option<Vec<SchemeVersion>>,
    /// The rule by which schemes are sent as SMS: none, those with registered templates, or all.
    pub texted: SmsPolicy,
    /// The counts by week and scheme.
    pub counts: BTreeMap<(String, String), Counts>,
}

impl OfSchemes {
    fn keep(&mut self, after: &Offered, text: &SchemeVersion) -> bool {
        let seen = self.offered.get(&after.code).map_or(0, |offered| offered.revision);
        if seen + 1 != after.revision {
            return false;
        }
        self.offered.insert(after.code.clone(), after.clone());
        self.texts.insert((after.code.clone(), text.version), text.clone());
        true
    }

    fn heard(&self, now: Timestamp) -> Vec<SchemeVersion> {
        let offered: Vec<Offered> = self.offered.values().cloned().collect();
        heard_now(&offered, self.drafts.as_deref(), now).into_iter().cloned().collect()
    }

    fn of_week(&self, week: &str) -> Vec<Counts> {
        self.counts.iter().filter(|((of, _), _)| of == week).map(|(_, counts)| counts.clone()).collect()
    }

    fn count(&mut self, week: &str, metric: &SchemeMetric) {
        let mut of = |of: &str, one: fn(&mut Counts) -> &mut u64| {
            let new = || Counts { of: of.to_owned(), ..Counts::default() };
            *one(self.counts.entry((week.to_owned(), of.to_owned())).or_insert_with(new)) += 1;
        };
        match metric {
            SchemeMetric::Asked(code) => of(code.as_str(), |counts| &mut counts.asked),
            SchemeMetric::HeardOut(code) => of(code.as_str(), |counts| &mut counts.heard_out),
            SchemeMetric::Complained(code) => of(code.as_str(), |counts| &mut counts.complained),
            SchemeMetric::Questioned(about) => of(about, |counts| &mut counts.questioned),
        }
    }
}

/// The operations that fail when schemes can be neither read nor kept.
pub const SCHEMES_DOWN: [&str; 9] =
    ["offered", "catalogue", "keep_scheme", "count", "counts", "listed", "told", "sms", "text"];

impl SchemeStore for Memory {
    const ACTIONS: Actions = &[];

    async fn offered(&self, code: &SchemeCode) -> Result<Option<Offered>, Unavailable> {
        self.port("offered", |kept| Ok(kept.schemes.offered.get(code).cloned())).await
    }

    async fn catalogue(&self) -> Result<Catalogue, Unavailable> {
        let all = |kept: &mut Kept| {
            let offered = kept.schemes.offered.values().cloned().collect();
            Ok(Catalogue { offered, unreadable: Vec::new() })
        };
        self.port("catalogue", all).await
    }

    async fn keep(&self, after: &Offered, text: &SchemeVersion) -> Result<bool, Unavailable> {
        self.port("keep_scheme", |kept| Ok(kept.schemes.keep(after, text))).await
    }

    async fn text(&self, id: &SchemeId) -> Result<Option<SchemeVersion>, Unavailable> {
        self.port("text", |kept| Ok(kept.schemes.texts.get(&(id.code.clone(), id.version)).cloned())).await
    }

    async fn featured(&self) -> Result<Option<FeaturedScheme>, Unavailable> {
        self.port("featured", |kept| Ok(kept.schemes.featured.clone())).await
    }

    async fn feature(&self, featured: &FeaturedScheme) -> Result<(), Unavailable> {
        self.port("feature", |kept| {
            kept.schemes.featured = Some(featured.clone());
            Ok(())
        })
        .await
    }

    async fn counts(&self, week: &str) -> Result<Vec<Counts>, Unavailable> {
        self.port("counts", |kept| Ok(kept.schemes.of_week(week))).await
    }
}

impl SchemeMetrics for Memory {
    const ACTIONS: Actions = &[];

    async fn count(&self, week: &str, metric: &SchemeMetric) -> Result<(), Unavailable> {
        self.port("count", |kept| {
            kept.schemes.count(week, metric);
            Ok(())
        })
        .await
    }
}

impl SchemeVoice for Memory {
    const ACTIONS: Actions = &[];

    async fn listed(&self, now: Timestamp) -> Result<Vec<Listed>, Unavailable> {
        let list = |kept: &mut Kept| {
            let (heard, asked) = (kept.schemes.heard(now), wanted(kept.schemes.of_week(&week_before(now))));
            Ok(listed(heard.iter().collect(), kept.schemes.featured.as_ref(), &asked, now))
        };
        self.port("listed", list).await
    }

    async fn told(&self, code: &SchemeCode, now: Timestamp) -> Result<Option<SpokenScheme>, Unavailable> {
        let tell = |kept: &mut Kept| {
            let text = kept.schemes.heard(now).into_iter().find(|text| text.scheme.code == *code);
            Ok(text.map(|text| told(&text, kept.schemes.texted)))
        };
        self.port("told", tell).await
    }

    async fn sms(&self, id: &SchemeId, language: &LanguageCode, now: Timestamp) -> Result<Option<Sms>, Unavailable> {
        let sms = |kept: &mut Kept| {
            let text = kept.schemes.heard(now).into_iter().find(|text| id_of(text) == *id);
            Ok(text.and_then(|text| sms_of(&text, language, kept.schemes.texted)))
        };
        self.port("sms", sms).await
    }
}

impl Payments for Memory {
    const ACTIONS: Actions = &[];

    async fn payment(&self, scheme: &SchemeCode, number: Option<&CallerNumber>) -> Result<Payment, Unavailable> {
        self.port("payment", |kept| {
            Ok(match (kept.payments.get(scheme), number) {
                (None, _) => Payment::NotOffered,
                (Some(_), None) => Payment::NobodyKnown,
                (Some(payment), Some(_)) => *payment,
            })
        })
        .await
    }
}
