//! The announcement that every caller hears.

use super::{Actions, Unavailable};
use jiff::Timestamp;
use lifecycle::{Assignment, LanguageCode};
use std::collections::BTreeMap;

/// An announcement that the coordinator has every caller told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentAnnouncement {
    /// The words, in each language.
    pub said: BTreeMap<LanguageCode, String>,
    /// The department and category of the cases of callers who join.
    pub to: Assignment,
    /// The time until which callers hear it.
    pub until: Timestamp,
}

/// Reads the announcement.
pub trait Announcements {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the present announcement, at most half a minute old.
    fn announcement(&self) -> impl Future<Output = Result<Option<CurrentAnnouncement>, Unavailable>> + Send;
}

/// Puts up an announcement.
pub trait AnnouncementWriter {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Puts up `announcement` in place of any announcement before it. Every caller hears it from now on. Idempotent.
    fn put_up(&self, announcement: &CurrentAnnouncement) -> impl Future<Output = Result<(), Unavailable>> + Send;
}
