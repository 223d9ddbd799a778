//! What the coordinator has every caller told.

use super::{Actions, Unavailable};
use jiff::Timestamp;
use lifecycle::{Assignment, LanguageCode};
use std::collections::BTreeMap;

/// What the coordinator has every caller told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentAnnouncement {
    /// The words, by language.
    pub said: BTreeMap<LanguageCode, String>,
    /// Where the case of whoever joins belongs.
    pub to: Assignment,
    /// Until when it is said.
    pub until: Timestamp,
}

/// Reads what is announced.
pub trait Announcements {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// What is announced now, at most half a minute old.
    fn announcement(&self) -> impl Future<Output = Result<Option<CurrentAnnouncement>, Unavailable>> + Send;
}

/// Puts up what is announced.
pub trait AnnouncementWriter {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// From now on every caller hears it, and nothing that was there before. Idempotent.
    fn put_up(&self, announcement: &CurrentAnnouncement) -> impl Future<Output = Result<(), Unavailable>> + Send;
}
