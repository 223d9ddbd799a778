//! One call, shared by two threads: one runs the flow, the other serves the browser's requests.

use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The longest silence of a browser until its call hangs up, because a closed page sends nothing.
const GONE: Duration = Duration::from_secs(60);

/// The longest time that a request for news waits.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);

/// An input from the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Signal {
    /// A key was pressed.
    Key(char),
    /// The prompt with this number was heard to its end, or skipped.
    Heard(u64),
    /// The caller begins to speak.
    Speaking,
    /// The caller has spoken for this many milliseconds.
    Spoken(u64),
    /// The caller hangs up. The number is the length of the note in milliseconds, if the caller was speaking a note.
    HangUp(Option<u64>),
    /// The agent with this name takes the call out of the queue.
    Take(String),
    /// The agent ends the conversation.
    PutDown,
}

/// The caller's settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Manner {
    /// `true` if the page speaks, and reports the end of each prompt.
    pub(crate) aloud: bool,
    /// `true` if the flow's time limits wait for the caller.
    pub(crate) patient: bool,
}

/// The next input, or the end of the waiting time.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    Signal(Signal),
    TimeUp,
}

/// The state of a call besides its events.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) ticket: Option<String>,
    pub(crate) department: Option<String>,
    /// The language of the last answer, such as `hi`.
    pub(crate) language: Option<String>,
}

struct State {
    told: Vec<Value>,
    signals: VecDeque<Signal>,
    manner: Manner,
    known: Known,
    seen: Instant,
    over: bool,
}

pub(crate) struct Line {
    /// The contact's id, by which the page names the call.
    pub(crate) contact: String,
    /// The caller's number; `None` if it is withheld. It is never sent to the agent's form.
    pub(crate) from: Option<String>,
    state: Mutex<State>,
    changed: Condvar,
}

impl Line {
    pub(crate) fn new(contact: String, from: Option<String>, manner: Manner) -> Self {
        let state = State {
            told: Vec::new(),
            signals: VecDeque::new(),
            manner,
            known: Known::default(),
            seen: Instant::now(),
            over: false,
        };
        Self { contact, from, state: Mutex::new(state), changed: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A thread that panicked left nothing half done, because every change is one assignment.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an event for the page; returns its number.
    pub(crate) fn tell(&self, kind: &str, more: Value) -> u64 {
        let mut state = self.state();
        let number = u64::try_from(state.told.len()).unwrap_or(u64::MAX);
        let mut told = Map::from_iter([("n".to_owned(), json!(number)), ("kind".to_owned(), json!(kind))]);
        if let Value::Object(more) = more {
            told.extend(more);
        }
        state.told.push(Value::Object(told));
        drop(state);
        self.changed.notify_all();
        number
    }

    /// Ends the call. The page's further inputs are refused.
    pub(crate) fn end(&self, more: Value) {
        self.tell("ended", more);
        self.state().over = true;
        self.changed.notify_all();
    }

    pub(crate) fn is_over(&self) -> bool {
        self.state().over
    }

    pub(crate) fn signal(&self, signal: Signal) {
        self.state().signals.push_back(signal);
        self.changed.notify_all();
    }

    pub(crate) fn set_manner(&self, manner: Manner) {
        self.state().manner = manner;
        self.changed.notify_all();
    }

    pub(crate) fn know(&self, change: impl FnOnce(&mut Known)) {
        change(&mut self.state().known);
    }

    pub(crate) fn known(&self) -> Known {
        self.state().known.clone()
    }

    /// Returns the events from the number `after` on, and `true` if the call is over. Waits for the first event.
    pub(crate) fn news(&self, after: usize, patience: Duration) -> (Vec<Value>, bool) {
        let began = Instant::now();
        let mut state = self.state();
        loop {
            state.seen = Instant::now();
            let news: Vec<Value> = state.told.iter().skip(after).cloned().collect();
            let left = patience.saturating_sub(began.elapsed());
            if !news.is_empty() || state.over || left.is_zero() {
                return (news, state.over);
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Returns the next input, or `TimeUp` at the time that `until` gives for the current settings. If `until` gives no
    /// time, waits without a limit.
    pub(crate) fn next(&self, until: impl Fn(Manner) -> Option<Instant>) -> Next {
        let mut state = self.state();
        loop {
            if let Some(signal) = state.signals.pop_front() {
                return Next::Signal(signal);
            }
            let now = Instant::now();
            if now.saturating_duration_since(state.seen) >= GONE {
                return Next::Signal(Signal::HangUp(None));
            }
            let deadline = until(state.manner);
            if deadline.is_some_and(|deadline| deadline <= now) {
                return Next::TimeUp;
            }
            let gone = state.seen.checked_add(GONE).unwrap_or(now);
            let wake = deadline.map_or(gone, |deadline| deadline.min(gone));
            let left = wake.saturating_duration_since(now);
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Line {
        Line::new("c-1".into(), None, Manner::default())
    }

    #[test]
    fn what_is_told_is_numbered_and_handed_out_from_a_number_on() {
        let line = line();
        assert_eq!(line.tell("heard", json!({ "text": "नमस्ते" })), 0);
        assert_eq!(line.tell("asks", Value::Null), 1);
        let (news, over) = line.news(1, Duration::ZERO);
        assert_eq!((news, over), (vec![json!({ "n": 1, "kind": "asks" })], false));
    }

    #[test]
    fn a_signal_is_taken_before_the_time_is_up() {
        let line = line();
        let by_now = Instant::now();
        line.signal(Signal::Key('1'));
        assert_eq!(line.next(|_| Some(by_now)), Next::Signal(Signal::Key('1')));
        assert_eq!(line.next(|_| Some(by_now)), Next::TimeUp);
    }

    #[test]
    fn who_asks_for_news_of_a_call_that_is_over_waits_for_nothing() {
        let line = line();
        line.end(json!({ "how": "hung up" }));
        assert_eq!(line.news(1, PATIENCE), (Vec::new(), true));
        assert!(line.is_over());
    }
}
