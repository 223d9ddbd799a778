//! Selects the scheme versions that callers hear at a moment.

use crate::{Scheme, SchemeCode, SchemeVersion, State};
use jiff::Timestamp;
use jiff::civil::Date;
use lifecycle::in_india;
use std::collections::BTreeMap;

/// Returns true if the scheme has ended, by the date in India. Callers then no longer hear it.
#[must_use]
pub fn is_over(scheme: &Scheme, now: Timestamp) -> bool {
    scheme.ends.is_some_and(|ends| in_india(now).date() >= ends)
}

/// Returns the versions that callers hear at `now`, at most one for each scheme, in the order of the schemes' codes.
///
/// A version counts if it was approved by `now` and its first day has come in India; of several such versions of a
/// scheme, only the latest counts. With `drafts`, for a deployment that tries drafts out, drafts count too. When the
/// version that counts ends or is withdrawn, callers no longer hear the scheme: the older version that it replaced does
/// not come back.
#[must_use]
pub fn spoken_at<'a>(
    texts: impl IntoIterator<Item = &'a SchemeVersion>,
    now: Timestamp,
    drafts: bool,
) -> Vec<&'a SchemeVersion> {
    let today = in_india(now).date();
    let mut latest: BTreeMap<&SchemeCode, &'a SchemeVersion> = BTreeMap::new();
    for text in texts.into_iter().filter(|text| has_begun(text, now, today, drafts)) {
        let kept = latest.entry(&text.scheme.code).or_insert(text);
        if text.version > kept.version {
            *kept = text;
        }
    }
    latest.into_values().filter(|text| !is_gone(text, now)).collect()
}

/// Returns the versions that callers hear now or may hear later, and the newest version, whose number decides the next
/// version's number. All other versions are found by their numbers.
#[must_use]
pub fn at_hand(mut texts: Vec<SchemeVersion>, now: Timestamp) -> Vec<SchemeVersion> {
    let today = in_india(now).date();
    let newest = texts.iter().map(|text| text.version).max();
    let heard = texts.iter().filter(|text| has_begun(text, now, today, false)).map(|text| text.version).max();
    texts.retain(|text| {
        let may_be_heard = text.state.approval().is_some() && !never_began(text) && Some(text.version) >= heard;
        may_be_heard || Some(text.version) == newest
    });
    texts
}

fn has_begun(text: &SchemeVersion, now: Timestamp, today: Date, drafts: bool) -> bool {
    let allowed = match text.state.approval() {
        Some(approval) => approval.at <= now,
        None => drafts && text.state == State::Draft,
    };
    allowed && text.scheme.starts <= today && !never_began(text)
}

/// Returns true if the version was withdrawn before its first day. Such a version replaces nothing.
fn never_began(text: &SchemeVersion) -> bool {
    matches!(&text.state, State::Withdrawn { at, .. } if in_india(*at).date() < text.scheme.starts)
}

fn is_gone(text: &SchemeVersion, now: Timestamp) -> bool {
    is_over(&text.scheme, now) || matches!(&text.state, State::Withdrawn { at, .. } if *at <= now)
}
