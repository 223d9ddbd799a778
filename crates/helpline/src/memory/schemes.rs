//! Texts of schemes in memory.

use super::Memory;
use crate::CallerNumber;
use crate::ports::{
    CountSchemes, Counts, KeepMoment, KeepSchemes, LookUpPayments, OfTheMoment, ReadCounts, ReadSchemes, Shelved,
    Shelves, Unavailable,
};
use crate::schemes::{Texted, heard_now, id_of, listed, sms_of, told, wanted, week_before};
use dialogue::{Learned, Listed, Payment, SchemeId, Told};
use directory::Sms;
use jiff::Timestamp;
use lifecycle::LanguageCode;
use schemes::Text;

/// What is kept of schemes.
#[derive(Default)]
pub struct OfSchemes {
    /// What is at hand, by scheme.
    pub shelved: std::collections::BTreeMap<String, Shelved>,
    /// All texts ever kept, by scheme and version.
    pub texts: std::collections::BTreeMap<(String, u32), Text>,
    /// Which has the first key.
    pub moment: Option<OfTheMoment>,
    /// Drafts that are spoken where the ledger has nothing of their schemes; `None` where no draft is.
    pub drafts: Option<Vec<Text>>,
    /// Which of them are texted.
    pub texted: Texted,
    /// What was counted, by week and scheme.
    pub counts: std::collections::BTreeMap<(String, String), Counts>,
    /// Whether nothing of it can be read.
    pub down: bool,
}

fn up(shelves: &OfSchemes) -> Result<(), Unavailable> {
    if shelves.down { Err(Unavailable("the schemes cannot be read".into())) } else { Ok(()) }
}

impl KeepSchemes for Memory {
    async fn shelved(&self, code: &str) -> Result<Option<Shelved>, Unavailable> {
        up(&self.kept().schemes)?;
        Ok(self.kept().schemes.shelved.get(code).cloned())
    }

    async fn all_shelved(&self) -> Result<Shelves, Unavailable> {
        up(&self.kept().schemes)?;
        let shelved = self.kept().schemes.shelved.values().cloned().collect();
        Ok(Shelves { shelved, unreadable: Vec::new() })
    }

    async fn keep(&self, after: &Shelved, text: &Text) -> Result<bool, Unavailable> {
        let mut kept = self.kept();
        up(&kept.schemes)?;
        let seen = kept.schemes.shelved.get(&after.code).map_or(0, |shelved| shelved.revision);
        if seen + 1 != after.revision {
            return Ok(false);
        }
        kept.schemes.shelved.insert(after.code.clone(), after.clone());
        kept.schemes.texts.insert((after.code.clone(), text.version), text.clone());
        Ok(true)
    }

    async fn text(&self, id: &SchemeId) -> Result<Option<Text>, Unavailable> {
        Ok(self.kept().schemes.texts.get(&(id.code.clone(), id.version)).cloned())
    }
}

impl KeepMoment for Memory {
    async fn moment(&self) -> Result<Option<OfTheMoment>, Unavailable> {
        Ok(self.kept().schemes.moment.clone())
    }

    async fn put_first(&self, moment: &OfTheMoment) -> Result<(), Unavailable> {
        self.kept().schemes.moment = Some(moment.clone());
        Ok(())
    }
}

impl CountSchemes for Memory {
    async fn count(&self, week: &str, learned: &Learned) -> Result<(), Unavailable> {
        let mut kept = self.kept();
        up(&kept.schemes)?;
        let mut of = |of: &String, one: fn(&mut Counts) -> &mut u64| {
            let new = || Counts { of: of.clone(), ..Counts::default() };
            *one(kept.schemes.counts.entry((week.to_owned(), of.clone())).or_insert_with(new)) += 1;
        };
        match learned {
            Learned::Asked(code) => of(code, |counts| &mut counts.asked),
            Learned::HeardOut(code) => of(code, |counts| &mut counts.heard_out),
            Learned::Complained(code) => of(code, |counts| &mut counts.complained),
            Learned::Questioned(about) => of(about, |counts| &mut counts.questioned),
        }
        Ok(())
    }
}

impl ReadCounts for Memory {
    async fn counts(&self, week: &str) -> Result<Vec<Counts>, Unavailable> {
        let kept = self.kept();
        up(&kept.schemes)?;
        Ok(kept.schemes.counts.iter().filter(|((of, _), _)| of == week).map(|(_, counts)| counts.clone()).collect())
    }
}

impl ReadSchemes for Memory {
    async fn listed(&self, now: Timestamp) -> Result<Vec<Listed>, Unavailable> {
        let all = self.all_shelved().await?;
        let asked = self.counts(&week_before(now)).await?;
        let kept = self.kept();
        let heard = heard_now(&all.shelved, kept.schemes.drafts.as_deref(), now);
        Ok(listed(heard, kept.schemes.moment.as_ref(), &wanted(asked), now))
    }

    async fn told(&self, code: &str, now: Timestamp) -> Result<Option<Told>, Unavailable> {
        let all = self.all_shelved().await?;
        let kept = self.kept();
        let heard = heard_now(&all.shelved, kept.schemes.drafts.as_deref(), now);
        let text = heard.into_iter().find(|text| text.scheme.code.as_str() == code);
        Ok(text.map(|text| told(text, kept.schemes.texted)))
    }

    async fn sms(&self, id: &SchemeId, language: &LanguageCode, now: Timestamp) -> Result<Option<Sms>, Unavailable> {
        let all = self.all_shelved().await?;
        let kept = self.kept();
        let heard = heard_now(&all.shelved, kept.schemes.drafts.as_deref(), now);
        let text = heard.into_iter().find(|text| id_of(text) == *id);
        Ok(text.and_then(|text| sms_of(text, language, kept.schemes.texted)))
    }
}

impl LookUpPayments for Memory {
    async fn payment(&self, scheme: &str, number: Option<&CallerNumber>) -> Result<Payment, Unavailable> {
        let kept = self.kept();
        Ok(match (kept.payments.get(scheme), number) {
            (None, _) => Payment::NotOffered,
            (Some(_), None) => Payment::NobodyKnown,
            (Some(payment), Some(_)) => *payment,
        })
    }
}
