//! Schemes: what is kept of them, and what is heard now.

use super::Unavailable;
use dialogue::{Listed, SchemeId, Told};
use jiff::Timestamp;
use schemes::Text;

/// What is at hand of a scheme: the texts that are heard, will be, or are written, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// The scheme.
    pub code: String,
    /// Grows by one with each change.
    pub revision: u32,
    /// The texts.
    pub texts: Vec<Text>,
}

/// Keeps the texts of schemes.
pub trait KeepSchemes {
    /// What is at hand of a scheme.
    fn shelved(&self, code: &str) -> impl Future<Output = Result<Option<Shelved>, Unavailable>> + Send;
    /// What is at hand of all of them.
    fn all_shelved(&self) -> impl Future<Output = Result<Vec<Shelved>, Unavailable>> + Send;
    /// Keeps a text for ever, and what is at hand from now on. Whether nobody changed it since the revision before.
    fn keep(&self, after: &Shelved, text: &Text) -> impl Future<Output = Result<bool, Unavailable>> + Send;
    /// A text, also one that is long gone.
    fn text(&self, id: &SchemeId) -> impl Future<Output = Result<Option<Text>, Unavailable>> + Send;
}

/// The scheme that has the first key for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfTheMoment {
    /// The scheme.
    pub code: String,
    /// Until then.
    pub until: Timestamp,
}

/// Keeps which scheme has the first key.
pub trait KeepMoment {
    /// Which it is.
    fn moment(&self) -> impl Future<Output = Result<Option<OfTheMoment>, Unavailable>> + Send;
    /// From now on it is that one.
    fn put_first(&self, moment: &OfTheMoment) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Reads what is told of schemes.
pub trait ReadSchemes {
    /// The schemes that are heard at `now`; at most half a minute old.
    fn listed(&self, now: Timestamp) -> impl Future<Output = Result<Vec<Listed>, Unavailable>> + Send;
    /// The text of a scheme that is heard at `now`, if one is.
    fn told(&self, code: &str, now: Timestamp) -> impl Future<Output = Result<Option<Told>, Unavailable>> + Send;
}
