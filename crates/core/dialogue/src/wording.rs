//! Prompts as lines, before a call fills them in.

use crate::Playbook;
use crate::line::{Arg, Line};
use crate::script::parse_key;
use directory::Placed;

/// Fills in the minutes where a line has a placeholder for them. If the minutes are unknown, such lines are left out.
pub(crate) fn with_minutes(lines: Vec<Line>, playbook: &Playbook, minutes: Option<u16>) -> Vec<Line> {
    let fill = |line: Line| match (playbook.places_in(&line.prompt).contains("minutes"), minutes) {
        (true, Some(minutes)) => Some(line.with(Arg::Minutes(minutes))),
        (true, None) => None,
        (false, _) => Some(line),
    };
    lines.into_iter().filter_map(fill).collect()
}

/// Returns the words before a note, with the key that refuses it.
pub(crate) fn notice_lines(notice: &[Placed<String>], refuse_key: &Placed<String>) -> Vec<Line> {
    let key = parse_key(refuse_key.get_ref());
    let with_key = |line: Line| match key {
        Some(key) => line.with(Arg::Key(key)),
        None => line,
    };
    lines(notice).into_iter().map(with_key).collect()
}

/// Returns the prompts as unfilled lines, for a drawing.
pub(crate) fn lines(prompts: &[Placed<String>]) -> Vec<Line> {
    prompts.iter().map(|prompt| Line::of(prompt.get_ref())).collect()
}
