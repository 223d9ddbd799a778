//! The words of the citizen, as far as they may leave.

use directory::{Directory, TRIAGE};
use lifecycle::{Event, State, What};

/// Returns the events whose words belong in the notices of `event`, by sequence. If the case comes to a new desk or
/// level, these are all words that may leave; if new words have come, only the new words. A draft or an ended case has
/// none.
#[must_use]
pub fn words_for(event: &Event) -> Vec<u32> {
    let s = &event.standing;
    match &event.what {
        _ if s.state.ended() || s.state == State::Draft => Vec::new(),
        What::Transcribed { .. } | What::WordsReleased { .. } => {
            s.said_in.iter().copied().filter(|sequence| *sequence == event.sequence).collect()
        }
        What::Registered { .. }
        | What::SentToTriage {}
        | What::Sorted { .. }
        | What::Transferred { .. }
        | What::HandedUp {}
        | What::LevelRaised {}
        | What::Appealed { .. }
        | What::OpenedAgain { .. }
        | What::Marked { raised_to: Some(_), .. } => s.said_in.clone(),
        _ => Vec::new(),
    }
}

/// Returns the words of one event, and true if a machine transcribed them.
fn words(event: &Event) -> Option<(&str, bool)> {
    match &event.what {
        What::Transcribed { words, .. } => Some((words.as_ref()?.as_str(), true)),
        What::WordsReleased { words, .. } => Some((words.as_str(), false)),
        _ => None,
    }
}

/// Returns the words for systems.
pub(crate) fn texts(said: &[Event]) -> Vec<String> {
    said.iter().filter_map(|event| Some(words(event)?.0.to_owned())).collect()
}

/// Returns the lines of an e-mail: the words, and for the triage desk the suggested department with its reasons.
pub(crate) fn lines(said: &[Event], topic: &str, hindi: bool, directory: &Directory) -> Vec<String> {
    let mut lines = Vec::new();
    for event in said {
        let Some((words, by_machine)) = words(event) else { continue };
        lines.push(match (hindi, by_machine) {
            (true, true) => format!("नागरिक के शब्द (मशीन के लिखे, ग़लती हो सकती है): «{words}»"),
            (true, false) => format!("नागरिक के शब्द: «{words}»"),
            (false, true) => format!("The citizen's words (written by a machine, with mistakes): «{words}»"),
            (false, false) => format!("The citizen's words: «{words}»"),
        });
        if let What::Transcribed { reasons: Some(reasons), .. } = &event.what
            && topic == TRIAGE
        {
            let named = suggested(event, directory, hindi).unwrap_or_default();
            lines.push(match hindi {
                true => format!("सुझाव{named}, इन शब्दों से: {reasons}"),
                false => format!("Suggested{named}, by the words: {reasons}"),
            });
        }
    }
    lines
}

/// Returns text such as `: Revenue` if a department is suggested.
fn suggested(event: &Event, directory: &Directory, hindi: bool) -> Option<String> {
    let What::Transcribed { suggested: Some(code), .. } = &event.what else { return None };
    let language = directory.languages.iter().find(|language| (language.as_str() == "hi") == hindi)?;
    Some(format!(": {}", directory.department(code)?.name.in_language(language)))
}
