//! The check of a stored case against its events.

use crate::{Case, Chain, Event};
use std::fmt;

/// A flaw in the history of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// The case has no events.
    NoEvents,
    /// The first event is not a draft.
    NoBeginning,
    /// The event with this sequence is missing.
    Missing(u32),
    /// The event with this sequence stands twice, or in the wrong position.
    Doubled(u32),
    /// The event with this sequence was changed: its digest does not follow from its content and the digest before.
    Tampered(u32),
    /// The event with this sequence has an earlier time than the event before.
    TimeWentBack(u32),
    /// The stored case is not the fold of its events. Names the first fact that differs.
    Differs(String),
    /// There are events, but no case.
    NoCase,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoEvents => f.write_str("the case has no events"),
            Self::NoBeginning => f.write_str("the first event is no draft"),
            Self::Missing(sequence) => write!(f, "event {sequence} is missing"),
            Self::Doubled(sequence) => write!(f, "event {sequence} stands twice"),
            Self::Tampered(sequence) => write!(f, "event {sequence} was changed after it was written"),
            Self::TimeWentBack(sequence) => write!(f, "event {sequence} is earlier than the one before"),
            Self::Differs(fact) => write!(f, "the stored case is not the fold of its events: `{fact}` differs"),
            Self::NoCase => f.write_str("there are events, and no case"),
        }
    }
}

/// Folds `events`, which the caller gives in the order of the store, and compares the result with the stored case.
/// Returns all flaws, the first cause first. The two cases are compared only if the events themselves have no flaw.
#[must_use]
pub fn refold(stored: Option<&Case>, events: &[Event]) -> Vec<Flaw> {
    let Some(stored) = stored else {
        return if events.is_empty() { Vec::new() } else { vec![Flaw::NoCase] };
    };
    let Some((first, rest)) = events.split_first() else { return vec![Flaw::NoEvents] };
    let mut flaws = Vec::new();
    if first.sequence > 1 {
        flaws.push(Flaw::Missing(1));
    }
    let Some(mut folded) = Case::begin(first) else {
        flaws.push(Flaw::NoBeginning);
        return flaws;
    };
    check_chain(&Chain::default(), first, &mut flaws);
    let mut before = first;
    for event in rest {
        if event.sequence <= before.sequence {
            flaws.push(Flaw::Doubled(event.sequence));
            continue;
        }
        flaws.extend((before.sequence + 1..event.sequence).map(Flaw::Missing));
        if event.at < before.at {
            flaws.push(Flaw::TimeWentBack(event.sequence));
        }
        // After a gap the digest cannot be checked.
        if event.sequence == before.sequence + 1 {
            check_chain(&before.chain, event, &mut flaws);
        }
        folded = folded.after(event);
        before = event;
    }
    if stored.version > before.sequence {
        flaws.extend((before.sequence + 1..=stored.version).map(Flaw::Missing));
    }
    if flaws.is_empty()
        && let Some(fact) = first_difference(stored, &folded)
    {
        flaws.push(Flaw::Differs(fact));
    }
    flaws
}

fn check_chain(before: &Chain, event: &Event, flaws: &mut Vec<Flaw>) {
    if before.after(event) != event.chain {
        flaws.push(Flaw::Tampered(event.sequence));
    }
}

fn first_difference(stored: &Case, folded: &Case) -> Option<String> {
    let (stored, folded) = (stored.facts(), folded.facts());
    let names: std::collections::BTreeSet<&String> = stored.keys().chain(folded.keys()).collect();
    names.into_iter().find(|name| stored.get(*name) != folded.get(*name)).cloned()
}
