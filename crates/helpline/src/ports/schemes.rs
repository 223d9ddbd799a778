//! Schemes: what is kept of them, and what is heard now.

use super::{Actions, Unavailable};
use crate::values::CallerNumber;
use dialogue::{Listed, Payment, SchemeId, SchemeMetric, SpokenScheme};
use directory::Sms;
use jiff::Timestamp;
use lifecycle::{LanguageCode, SchemeCode};
use schemes::SchemeVersion;

/// What is at hand of a scheme: the texts that are heard, will be, or are written, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The scheme.
    pub code: SchemeCode,
    /// Grows by one with each change.
    pub revision: u32,
    /// The texts.
    pub texts: Vec<SchemeVersion>,
}

/// What is at hand of all schemes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Of each what can be read.
    pub offered: Vec<Offered>,
    /// The codes of those of which this release cannot read something, as a newer one may write it.
    pub unreadable: Vec<SchemeCode>,
}

/// The scheme that has the first key for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeaturedScheme {
    /// The scheme.
    pub code: SchemeCode,
    /// Until then.
    pub until: Timestamp,
}

/// How often something happened with a scheme, or with questions of a subject, in a week. It knows no call and no caller.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// The scheme's code; `#women` questions of a subject, `#` of none.
    pub of: String,
    /// Asked for.
    pub asked: u64,
    /// Heard to the end.
    pub heard_out: u64,
    /// Followed by a complaint about it.
    pub complained: u64,
    /// Questions that no text answered.
    pub questioned: u64,
}

/// Keeps the texts of schemes, which of them has the first key, and what was counted.
pub trait SchemeStore {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// What is at hand of a scheme.
    fn offered(&self, code: &SchemeCode) -> impl Future<Output = Result<Option<Offered>, Unavailable>> + Send;
    /// What is at hand of all of them.
    fn catalogue(&self) -> impl Future<Output = Result<Catalogue, Unavailable>> + Send;
    /// Keeps a text for ever, and what is at hand from now on. Whether nobody changed it since the revision before.
    fn keep(&self, after: &Offered, text: &SchemeVersion) -> impl Future<Output = Result<bool, Unavailable>> + Send;
    /// A text, also one that is long gone.
    fn text(&self, id: &SchemeId) -> impl Future<Output = Result<Option<SchemeVersion>, Unavailable>> + Send;
    /// Which it is.
    fn featured(&self) -> impl Future<Output = Result<Option<FeaturedScheme>, Unavailable>> + Send;
    /// From now on it is that one.
    fn feature(&self, featured: &FeaturedScheme) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// All of a week.
    fn counts(&self, week: &str) -> impl Future<Output = Result<Vec<Counts>, Unavailable>> + Send;
}

/// Counts what calls teach about schemes. Good enough to see what callers want: a call that is cut off in a count, or a
/// step that the telephone repeats, is one too few or too many.
pub trait SchemeMetrics {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// One more in a week of India's, such as `2026-W48`.
    fn count(&self, week: &str, metric: &SchemeMetric) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Reads what is told of schemes.
pub trait SchemeVoice {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// The schemes that are heard at `now`; at most half a minute old.
    fn listed(&self, now: Timestamp) -> impl Future<Output = Result<Vec<Listed>, Unavailable>> + Send;
    /// The text of a scheme that is heard at `now`, if one is.
    fn told(
        &self,
        code: &SchemeCode,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<SpokenScheme>, Unavailable>> + Send;
    /// The SMS of a text that is heard at `now`, if it is this one and has one.
    fn sms(
        &self,
        id: &SchemeId,
        language: &LanguageCode,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<Sms>, Unavailable>> + Send;
}

/// Asks a department's own system where a caller's money is. None offers one yet: until one does, every answer is
/// [`Payment::NotOffered`].
pub trait Payments {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// What is known of the money that this scheme pays to whoever has this number; `None`: it is withheld.
    fn payment(
        &self,
        scheme: &SchemeCode,
        number: Option<&CallerNumber>,
    ) -> impl Future<Output = Result<Payment, Unavailable>> + Send;
}
