//! The standing of a case: everything that routes it, and its clocks. Every event carries the standing from then on.

use crate::facts::{Fact, Value, record, text};
use crate::{CategoryCode, Closing, Confidentiality, ContactId, DepartmentCode, Desk, Kind, Level, State, Waiting};
use jiff::{SignedDuration, Timestamp};

record! {
    /// The standing of a case.
    Standing {
        /// The state in the lifecycle.
        state: State,
        /// The kind of case.
        kind: Kind,
        /// The desk that has the case.
        desk: Desk,
        /// The level that must act. It never falls.
        level: Level,
        /// The lowest level that may act. It is above L1 for a case about an official, an appeal, and a withdrawn case
        /// that was opened again.
        floor: Level,
        /// The department, once the case is assigned to one.
        department: Option<DepartmentCode>,
        /// The category within the department.
        category: Option<CategoryCode>,
        /// The reason why the case is confidential, if it is.
        quiet: Option<Confidentiality>,
        /// `true` if the case is about an official.
        about_official: bool,
        /// When the caller heard the beep. If nobody reported a beep, when the note came or the case was registered.
        began_at: Option<Timestamp>,
        /// When the case must have been acknowledged. `None` while the case waits for the citizen.
        acknowledge_by: Option<Timestamp>,
        /// When the desk that has the case must have acted. `None` while the case waits for the citizen.
        act_by: Option<Timestamp>,
        /// The date that the citizen was given. Raising the level does not move it.
        answer_by: Option<Timestamp>,
        /// The stopped clocks, while the case waits for the citizen.
        paused: Option<Pause>,
        /// The events that hold words of the citizen that may leave: masked transcripts, and in a confidential case
        /// only words that a person has read.
        said_in: Vec<u32>,
        /// The calls whose words a person must read before anything leaves.
        unread: Vec<ContactId>,
        /// The way in which the case was closed.
        closing: Option<Closing>,
        /// When the case ended, or when the citizen was told of the end.
        ended_at: Option<Timestamp>,
        /// When the sweep must look at the case next: the earliest of clocks, promises and awaited recordings and
        /// transcripts.
        due_at: Option<Timestamp>,
    }
}

/// The department and category to which a case was sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The department that must act.
    pub department: DepartmentCode,
    /// The category within the department.
    pub category: CategoryCode,
}

impl Standing {
    /// Returns department and category, once the case has them.
    #[must_use]
    pub fn assignment(&self) -> Option<Assignment> {
        let department = self.department.clone()?;
        Some(Assignment { department, category: self.category.clone()? })
    }

    /// Returns true if the case is withdrawn for everybody but the coordinator, who looks after the citizen.
    #[must_use]
    pub fn protected(&self) -> bool {
        self.state == State::Withdrawn && matches!(self.desk, Desk::Coordinator | Desk::Apex)
    }

    /// Returns true if the subject must be hidden from everybody who need not know it. A protected case does not hide
    /// it: the department knew the subject before, and hiding it would reveal the protection.
    #[must_use]
    pub fn hides_its_subject(&self) -> bool {
        self.quiet.is_some_and(|quiet| quiet != Confidentiality::Protected)
    }

    /// Holds the words back again when the case becomes confidential: even words that a machine released wait for a
    /// person to read them.
    pub(crate) fn hold_words(&mut self, of: &[ContactId]) {
        self.said_in.clear();
        self.unread = of.to_vec();
    }

    /// Ends the case in `state`, without clocks.
    pub(crate) fn end(&mut self, state: State, at: Timestamp) {
        self.state = state;
        self.ended_at = Some(at);
        self.stop();
    }

    /// Removes the clocks.
    pub(crate) fn stop(&mut self) {
        self.acknowledge_by = None;
        self.act_by = None;
        self.paused = None;
    }
}

/// The stopped clocks of a case that waits for the citizen, with the time that was left on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// The state to which the case goes back.
    pub from: State,
    /// The thing for which the case waits.
    pub waiting: Waiting,
    /// The time left to acknowledge, in the case's pace.
    pub acknowledge_left: Option<SignedDuration>,
    /// The time left to act, in the case's pace.
    pub act_left: Option<SignedDuration>,
}

impl Fact for Pause {
    fn write(&self) -> Option<Value> {
        let seconds =
            |left: Option<SignedDuration>| left.map_or_else(|| "-".to_owned(), |left| left.as_secs().to_string());
        let Self { from, waiting, acknowledge_left, act_left } = self;
        Some(Value::Text(format!("{from} {waiting} {} {}", seconds(*acknowledge_left), seconds(*act_left))))
    }

    fn read(given: Option<&Value>) -> Result<Self, &'static str> {
        fn left(word: &str) -> Option<Option<SignedDuration>> {
            if word == "-" { Some(None) } else { Some(Some(SignedDuration::from_secs(word.parse().ok()?))) }
        }
        fn parse(given: &str) -> Option<Pause> {
            let mut words = given.split(' ');
            let pause = Pause {
                from: State::parse(words.next()?)?,
                waiting: Waiting::parse(words.next()?)?,
                acknowledge_left: left(words.next()?)?,
                act_left: left(words.next()?)?,
            };
            words.next().is_none().then_some(pause)
        }
        parse(text(given)?).ok_or("is no pause such as `acknowledged answer - 25200`")
    }
}
