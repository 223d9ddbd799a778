//! Assigns the segments of a call to its steps.
//!
//! The recorder pauses between segments, so a segment's time in the file is not its time in the call. But the segments,
//! and the times at which the steps report speech, have the same order. If there are as many segments as steps, they
//! are paired in that order. Otherwise the pairs with the least sum of time differences are chosen, and the other
//! segments or steps stay unpaired.

/// Returns the index of the segment for each step's time.
///
/// `segments` are the times at which each segment begins in the file; `said` are the times at which the steps report
/// that somebody began to speak. Both are in seconds from the beginning of the recording and in order.
#[must_use]
pub fn choose(segments: &[f64], said: &[f64]) -> Vec<Option<usize>> {
    if segments.len() >= said.len() {
        return nearest(said, segments).into_iter().map(Some).collect();
    }
    let mut chosen = vec![None; said.len()];
    for (take, step) in nearest(segments, said).into_iter().enumerate() {
        if let Some(place) = chosen.get_mut(step) {
            *place = Some(take);
        }
    }
    chosen
}

/// Pairs each element of `few` with an element of `many`, in order, so that the sum of the distances is least. Returns
/// the indices in `many`, which is at least as long as `few`.
fn nearest(few: &[f64], many: &[f64]) -> Vec<usize> {
    // The best pairings of the first elements of `few`, one for each last element of `many` that they use.
    let mut ways: Vec<(f64, Vec<usize>)> = Vec::new();
    for (nth, one) in few.iter().enumerate() {
        let mut next: Vec<(f64, Vec<usize>)> = Vec::new();
        for (place, other) in many.iter().enumerate() {
            let before = ways.iter().filter(|(_, way)| way.last().is_some_and(|last| *last < place));
            let before = before.min_by(|a, b| a.0.total_cmp(&b.0)).cloned();
            let before = if nth == 0 { Some((0.0, Vec::new())) } else { before };
            if let Some((cost, mut way)) = before {
                way.push(place);
                next.push((cost + (one - other).abs(), way));
            }
        }
        ways = next;
    }
    ways.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, way)| way).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_takes_as_steps_go_together_in_order_however_long_the_recorder_paused() {
        assert_eq!(choose(&[0.5, 20.0], &[1.0, 95.0]), [Some(0), Some(1)]);
        assert_eq!(choose(&[0.5, 20.0], &[60.0, 95.0]), [Some(0), Some(1)]);
    }

    #[test]
    fn of_more_takes_than_steps_the_times_choose() {
        assert_eq!(choose(&[0.5, 20.0], &[1.0]), [Some(0)]);
        assert_eq!(choose(&[0.5, 20.0], &[33.0]), [Some(1)]);
        assert_eq!(choose(&[0.5, 20.0, 40.0], &[1.5, 41.0]), [Some(0), Some(2)]);
    }

    #[test]
    fn a_step_whose_take_is_not_there_gets_none() {
        assert_eq!(choose(&[0.5], &[0.8, 30.0]), [Some(0), None]);
        assert_eq!(choose(&[25.0], &[0.8, 30.0]), [None, Some(0)]);
        assert_eq!(choose(&[], &[0.8]), [None]);
        assert_eq!(choose(&[0.8], &[]), []);
    }
}
