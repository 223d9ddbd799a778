//! The words of the citizen, as far as they may leave and a notice can hold them.

use directory::{Directory, TRIAGE};
use lifecycle::{Event, Standing, State, What, Words};

/// The room for all words of one notice, in bytes as [`Said::room`] counts them. SNS gets each word five times: in the
/// JSON for systems alone and in both languages of the message, and in both languages of the e-mail. So the words take
/// 170 KB at most, and the notice stays below [`crate::MOST_BYTES`]. One text with its reasons always fits.
const MOST_SAID_BYTES: usize = 34_000;

/// The room for the line around a text, in bytes.
const LINE_BYTES: usize = 300;

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
        What::Answered { .. } | What::WordsAdded { .. } => vec![event.sequence],
        What::Registered { .. }
        | What::SentToTriage {}
        | What::Sorted { .. }
        | What::Transferred { .. }
        | What::HandedUp {}
        | What::LevelRaised {}
        | What::Appealed { .. }
        | What::OpenedAgain { .. }
        // A disclosure may end a wait in which the citizen's answer came without a notice.
        | What::Granted { .. }
        | What::Marked { raised_to: Some(_), .. } => s.said_in.clone(),
        _ => Vec::new(),
    }
}

/// The words of one event, as a notice has them.
#[derive(Debug, Clone)]
pub(crate) struct Said<'a> {
    event: &'a Event,
    words: &'a str,
    kind: How,
}

/// The way in which words were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    ByAMachine,
    Released,
    Told,
}

impl Said<'_> {
    /// Returns the bytes that the words and the reasons beside them take. JSON within JSON writes a quotation mark or a
    /// backslash with four bytes.
    fn room(&self) -> usize {
        let room = |text: &str| text.len() + 3 * text.matches(['"', '\\']).count();
        let reasons = match &self.event.what {
            What::Transcribed { reasons: Some(reasons), .. } => room(reasons.as_str()),
            _ => 0,
        };
        room(self.words) + reasons + LINE_BYTES
    }
}

/// The words of a notice, and the number of words for which it had no room.
#[derive(Debug, Clone, Default)]
pub(crate) struct AllSaid<'a> {
    said: Vec<Said<'a>>,
    left_out: usize,
}

impl<'a> AllSaid<'a> {
    /// Returns the words of `events` as far as they may leave while the case stands at `now`: the newest words until
    /// the notice is full, in the order in which they were said.
    pub(crate) fn of(events: &'a [Event], now: &Standing) -> Self {
        let mut all: Vec<Said<'a>> = events.iter().filter_map(|event| said(event, now)).collect();
        let mut room = MOST_SAID_BYTES;
        let fits = all.iter().rev().take_while(|said| {
            let fits = said.room() <= room;
            room = room.saturating_sub(said.room());
            fits
        });
        let left_out = all.len().saturating_sub(fits.count());
        all.drain(..left_out);
        Self { said: all, left_out }
    }

    /// Returns the mere number of the words that have no room.
    pub(crate) fn left_out(events: &[Event], now: &Standing) -> Self {
        Self { said: Vec::new(), left_out: events.iter().filter(|event| said(event, now).is_some()).count() }
    }

    /// Returns the words for systems.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.said.iter().map(|said| said.words.to_owned()).collect()
    }

    /// Returns the lines of an e-mail: the number of texts without room, then the words. The triage desk also reads the
    /// suggested department with its reasons.
    pub(crate) fn lines(&self, topic: &str, hindi: bool, directory: &Directory) -> Vec<String> {
        let mut lines = Vec::new();
        if self.left_out > 0 {
            let before = self.left_out;
            lines.push(match hindi {
                true => format!("पहले की {before} बातें यहाँ नहीं आ सकीं। डेस्क पर पढ़ें (look)।"),
                false => format!("{before} earlier texts have no room here. Read them at the desk (`look`)."),
            });
        }
        for Said { event, words, kind } in &self.said {
            lines.push(match (hindi, kind) {
                (true, How::ByAMachine) => format!("नागरिक के शब्द (मशीन के लिखे, ग़लती हो सकती है): «{words}»"),
                (true, How::Released) => format!("नागरिक के शब्द: «{words}»"),
                (true, How::Told) => format!("नागरिक ने केंद्र को बताया: «{words}»"),
                (false, How::ByAMachine) => {
                    format!("The citizen's words (written by a machine, with mistakes): «{words}»")
                }
                (false, How::Released) => format!("The citizen's words: «{words}»"),
                (false, How::Told) => format!("The citizen told the centre: «{words}»"),
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
}

/// Returns the words of one event, if they may leave by a notice. Typed words of a confidential case are read at the
/// desk alone: only words that the coordinator released go out by e-mail.
fn said<'a>(event: &'a Event, now: &Standing) -> Option<Said<'a>> {
    let words = event.words_that_may_leave(now).map(Words::as_str)?;
    let kind = match &event.what {
        What::Transcribed { .. } => How::ByAMachine,
        What::WordsReleased { .. } => How::Released,
        _ if now.hides_its_subject() => return None,
        _ => How::Told,
    };
    Some(Said { event, words, kind })
}

/// Returns text such as `: Revenue` if a department is suggested.
fn suggested(event: &Event, directory: &Directory, hindi: bool) -> Option<String> {
    let What::Transcribed { suggested: Some(code), .. } = &event.what else { return None };
    let language = directory.languages.iter().find(|language| (language.as_str() == "hi") == hindi)?;
    Some(format!(": {}", directory.department(code)?.name.in_language(language)))
}
