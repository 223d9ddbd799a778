//! The scheme catalogue, and the schemes that callers hear now.

use super::{Actions, Unavailable};
use crate::values::CallerNumber;
use dialogue::{Listed, Payment, SchemeId, SchemeMetric, SpokenScheme};
use directory::Sms;
use jiff::Timestamp;
use lifecycle::{LanguageCode, SchemeCode};
use schemes::SchemeVersion;

/// The versions of a scheme that are at hand, the oldest first: those heard now, those approved for later, and the
/// newest draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The scheme.
    pub code: SchemeCode,
    /// The number of changes so far. Each change raises it by one.
    pub revision: u32,
    /// The versions.
    pub texts: Vec<SchemeVersion>,
}

/// The versions at hand of all schemes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// The versions of each scheme that this release can read.
    pub offered: Vec<Offered>,
    /// The schemes with a version that this release cannot read, because a newer release may have written it.
    pub unreadable: Vec<SchemeCode>,
}

/// The featured scheme, which has the first key until a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeaturedScheme {
    /// The scheme.
    pub code: SchemeCode,
    /// The time until which it has the first key.
    pub until: Timestamp,
}

/// Counts for a scheme, or for the questions of a subject, in one week. They tell nothing about a call or a caller.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// The scheme's code. `#women` stands for the questions of a subject, `#` for questions without a subject.
    pub of: String,
    /// Number of times that callers asked for the scheme.
    pub asked: u64,
    /// Number of times that it was heard to the end.
    pub heard_out: u64,
    /// Number of grievances about it that followed.
    pub complained: u64,
    /// Number of questions that no scheme version answered.
    pub questioned: u64,
}

/// Keeps scheme versions, the featured scheme, and the counts.
pub trait SchemeStore {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the versions of a scheme that are at hand.
    fn offered(&self, code: &SchemeCode) -> impl Future<Output = Result<Option<Offered>, Unavailable>> + Send;
    /// Returns the versions at hand of all schemes.
    fn catalogue(&self) -> impl Future<Output = Result<Catalogue, Unavailable>> + Send;
    /// Keeps `text` for ever, and `after` as the versions at hand. Returns `false` if somebody has changed the scheme
    /// since the revision before `after`; then nothing is kept.
    fn keep(&self, after: &Offered, text: &SchemeVersion) -> impl Future<Output = Result<bool, Unavailable>> + Send;
    /// Returns a version, even one that is long gone.
    fn text(&self, id: &SchemeId) -> impl Future<Output = Result<Option<SchemeVersion>, Unavailable>> + Send;
    /// Returns the featured scheme.
    fn featured(&self) -> impl Future<Output = Result<Option<FeaturedScheme>, Unavailable>> + Send;
    /// Makes this scheme the featured one.
    fn feature(&self, featured: &FeaturedScheme) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// Returns all counts of a week.
    fn counts(&self, week: &str) -> impl Future<Output = Result<Vec<Counts>, Unavailable>> + Send;
}

/// Counts the interest of callers in schemes. The counts need not be exact: a call that is cut off while counting, or a
/// step that the telephone repeats, makes one too few or too many.
pub trait SchemeMetrics {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Adds one to a count of a week in India, such as `2026-W48`.
    fn count(&self, week: &str, metric: &SchemeMetric) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Reads the schemes that callers hear.
pub trait SchemeVoice {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the list of schemes that callers hear at `now`, at most half a minute old.
    fn listed(&self, now: Timestamp) -> impl Future<Output = Result<Vec<Listed>, Unavailable>> + Send;
    /// Returns the version of a scheme that callers hear at `now`, if there is one.
    fn told(
        &self,
        code: &SchemeCode,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<SpokenScheme>, Unavailable>> + Send;
    /// Returns the SMS of the version `id`, if callers hear that version at `now` and it has an SMS.
    fn sms(
        &self,
        id: &SchemeId,
        language: &LanguageCode,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<Sms>, Unavailable>> + Send;
}

/// Asks a department's own system about a caller's money. No department offers such a system yet. Until one does, every
/// answer is [`Payment::NotOffered`].
pub trait Payments {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the state of the money that this scheme pays to the owner of this number. The number is `None` if the
    /// caller withholds it.
    fn payment(
        &self,
        scheme: &SchemeCode,
        number: Option<&CallerNumber>,
    ) -> impl Future<Output = Result<Payment, Unavailable>> + Send;
}
