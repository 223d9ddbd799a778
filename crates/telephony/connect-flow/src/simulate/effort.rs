//! The effort of a caller to reach each end of a flow.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Manner, Simulation};
use crate::{
    outside::Keys,
    trace::{Ended, Happening},
};

/// The effort to reach one end of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Effort {
    /// The way in which the call ends.
    pub end: String,
    /// The last action.
    pub action: String,
    /// The last action that played a message; empty if none did. It distinguishes ends that share their last action.
    pub said_last: String,
    /// Number of callers who reached this end.
    pub calls: u64,
    /// Fewest keys.
    pub least_keys: usize,
    /// The keys of the quickest caller among those with the fewest keys.
    pub keys: Vec<Keys>,
    /// The time of the quickest caller, in milliseconds.
    pub least_ms: u64,
    /// The median time of the callers, in milliseconds.
    pub median_ms: u64,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct End {
    kind: &'static str,
    action: String,
    said_last: String,
}

struct Seen {
    least: (usize, u64, Vec<Keys>),
    times: Vec<u64>,
}

impl Simulation<'_> {
    /// Returns the effort to each end that `calls` willing callers reached, the most frequent end first. The calls are
    /// random, so an end behind a rare answer of a function needs many calls.
    ///
    /// ```
    /// # let flow = connect_flow::Flow::read(r#"{"Version": "2019-10-30", "StartAction": "hello", "Actions": [
    /// #     {"Identifier": "hello", "Type": "MessageParticipant", "Parameters": {"Text": "one two three"}, "Transitions": {"NextAction": "bye"}},
    /// #     {"Identifier": "bye", "Type": "DisconnectParticipant"}]}"#)?;
    /// let efforts = connect_flow::Simulation::new(&flow).effort(10, 1);
    /// assert_eq!((efforts[0].least_keys, efforts[0].least_ms), (0, 1_304));
    /// # Ok::<(), connect_flow::ReadError>(())
    /// ```
    #[must_use]
    pub fn effort(&self, calls: u64, seed: u64) -> Vec<Effort> {
        let mut seen: BTreeMap<End, Seen> = BTreeMap::new();
        for call in 0..calls {
            let (mut keys, mut last, mut said_last) = (Vec::new(), String::new(), String::new());
            // A call that enters a queue has reached an end of the flow. The wait there does not count.
            let mut queued_at = None;
            let outcome =
                self.walk_as(Manner::Willing, seed.wrapping_add(call), false, &mut |event| match &event.what {
                    _ if queued_at.is_some() => {}
                    // A call through a customer queue flow begins in the queue, before any action.
                    Happening::Queued { .. } if !last.is_empty() => queued_at = Some(event.at_ms),
                    Happening::Pressed { keys: pressed } => keys.extend(Keys::read(pressed)),
                    Happening::Action { identifier, .. } => last.clone_from(identifier),
                    Happening::Heard { .. } => said_last.clone_from(&last),
                    _ => {}
                });
            let kind = if queued_at.is_some() { "queued" } else { super::kind(&outcome.ended) };
            // A caller who hung up says nothing about the flow.
            if queued_at.is_none() && matches!(outcome.ended, Ended::CallerHungUp) {
                continue;
            }
            let count = keys.iter().map(|keys| keys.as_str().len()).sum::<usize>();
            let this = (count, queued_at.unwrap_or(outcome.elapsed_ms), keys);
            let end = seen
                .entry(End { kind, action: last, said_last })
                .or_insert_with(|| Seen { least: this.clone(), times: Vec::new() });
            end.times.push(this.1);
            if (this.0, this.1) < (end.least.0, end.least.1) {
                end.least = this;
            }
        }
        let mut efforts: Vec<Effort> = seen.into_iter().map(|(end, seen)| of(end, seen)).collect();
        efforts.sort_by(|one, other| other.calls.cmp(&one.calls).then_with(|| one.said_last.cmp(&other.said_last)));
        efforts
    }
}

fn of(end: End, mut seen: Seen) -> Effort {
    seen.times.sort_unstable();
    let (least_keys, _, keys) = seen.least;
    Effort {
        end: end.kind.to_owned(),
        action: end.action,
        said_last: end.said_last,
        calls: u64::try_from(seen.times.len()).unwrap_or(u64::MAX),
        least_keys,
        keys,
        least_ms: seen.times.first().copied().unwrap_or_default(),
        median_ms: seen.times.get(seen.times.len() / 2).copied().unwrap_or_default(),
    }
}
