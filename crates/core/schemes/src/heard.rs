//! Which texts are heard at a moment.

use crate::{Scheme, SchemeCode, State, Text};
use jiff::Timestamp;
use jiff::civil::Date;
use lifecycle::in_india;
use std::collections::BTreeMap;

/// Whether the scheme is spoken no more, because its end has come in India.
#[must_use]
pub fn is_over(scheme: &Scheme, now: Timestamp) -> bool {
    scheme.ends.is_some_and(|ends| in_india(now).date() >= ends)
}

/// The texts that are heard at `now`, one of a scheme at most, by code.
///
/// Of a scheme the latest version counts that was approved by then and whose day has come in India; with `drafts`, as a
/// deployment may speak them to try them, one that is still a draft too. When that version ends or is withdrawn the
/// scheme falls silent: an older text that it replaced does not come back.
#[must_use]
pub fn spoken_at<'a>(texts: impl IntoIterator<Item = &'a Text>, now: Timestamp, drafts: bool) -> Vec<&'a Text> {
    let today = in_india(now).date();
    let mut latest: BTreeMap<&SchemeCode, &'a Text> = BTreeMap::new();
    for text in texts.into_iter().filter(|text| has_begun(text, now, today, drafts)) {
        let kept = latest.entry(&text.scheme.code).or_insert(text);
        if text.version > kept.version {
            *kept = text;
        }
    }
    latest.into_values().filter(|text| !is_gone(text, now)).collect()
}

/// The texts that are heard or may still be, and the newest, by whose number the next is counted. What else there was is
/// found by its version.
#[must_use]
pub fn at_hand(mut texts: Vec<Text>, now: Timestamp) -> Vec<Text> {
    let today = in_india(now).date();
    let newest = texts.iter().map(|text| text.version).max();
    let heard = texts.iter().filter(|text| has_begun(text, now, today, false)).map(|text| text.version).max();
    texts.retain(|text| {
        let may_be_heard = text.state.approval().is_some() && !never_began(text) && Some(text.version) >= heard;
        may_be_heard || Some(text.version) == newest
    });
    texts
}

fn has_begun(text: &Text, now: Timestamp, today: Date, drafts: bool) -> bool {
    let allowed = match text.state.approval() {
        Some(approval) => approval.at <= now,
        None => drafts && text.state == State::Draft,
    };
    allowed && text.scheme.starts <= today && !never_began(text)
}

/// Whether it was taken away before its day came: it replaces nothing.
fn never_began(text: &Text) -> bool {
    matches!(&text.state, State::Withdrawn { at, .. } if in_india(*at).date() < text.scheme.starts)
}

fn is_gone(text: &Text, now: Timestamp) -> bool {
    is_over(&text.scheme, now) || matches!(&text.state, State::Withdrawn { at, .. } if *at <= now)
}
