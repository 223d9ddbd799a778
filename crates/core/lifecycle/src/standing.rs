//! Where a case stands: what routes it, and its clocks. Every event carries it as it is from then on.

use crate::facts::{Fact, Value, record, text};
use crate::{CategoryCode, Closing, ContactId, DepartmentCode, Desk, Kind, Level, Quiet, State, Waiting};
use jiff::{SignedDuration, Timestamp};

record! {
    /// Where a case stands.
    Standing {
        /// Where it is in its life.
        state: State,
        /// What the citizen brings.
        kind: Kind,
        /// Who has it.
        desk: Desk,
        /// Who must act. Never falls.
        level: Level,
        /// The lowest level that may act: above L1 for a case about an official, and for an appeal.
        floor: Level,
        /// Its department, once there is one.
        department: Option<DepartmentCode>,
        /// What it is about there.
        category: Option<CategoryCode>,
        /// Whether, and why, it is quiet.
        quiet: Option<Quiet>,
        /// Whether it is about an official.
        about_official: bool,
        /// When the caller heard the beep.
        began_at: Option<Timestamp>,
        /// The clock to acknowledge. Stands still, and away, while the case waits for the citizen.
        acknowledge_by: Option<Timestamp>,
        /// The clock to act, of whoever has it.
        act_by: Option<Timestamp>,
        /// The date that the citizen was given, which no climb moves.
        answer_by: Option<Timestamp>,
        /// The clocks while they stand still.
        paused: Option<Pause>,
        /// The events that hold what the citizen said, in words that may leave: those of a machine, masked, and of a quiet
        /// case only those that a person has read.
        said_in: Vec<u32>,
        /// The calls whose words wait for a person to read them before anything leaves.
        unread: Vec<ContactId>,
        /// By what it was closed.
        closing: Option<Closing>,
        /// When it ended.
        ended_at: Option<Timestamp>,
        /// When the sweep must look at it next: the earliest of clocks and promises.
        due_at: Option<Timestamp>,
    }
}

/// The department and category a case was sorted to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The department that must act.
    pub department: DepartmentCode,
    /// What it is about there.
    pub category: CategoryCode,
}

impl Standing {
    /// Its department and category, once there is one.
    #[must_use]
    pub fn assignment(&self) -> Option<Assignment> {
        let department = self.department.clone()?;
        Some(Assignment { department, category: self.category.clone()? })
    }

    /// Whether it is withdrawn for everybody but the coordinator, who looks after the citizen.
    #[must_use]
    pub fn protected(&self) -> bool {
        self.state == State::Withdrawn && matches!(self.desk, Desk::Coordinator | Desk::Apex)
    }

    /// Whether its subject is to be told to nobody who need not know. The department of a case that was protected knew
    /// the subject before: hiding it from then on would tell why.
    #[must_use]
    pub fn hides_its_subject(&self) -> bool {
        self.quiet.is_some_and(|quiet| quiet != Quiet::Protected)
    }

    /// Of a case that was found quiet nothing leaves that no person has read: what a machine let go is held again.
    pub(crate) fn hold_words(&mut self, of: &[ContactId]) {
        self.said_in.clear();
        self.unread = of.to_vec();
    }

    /// Puts it to rest.
    pub(crate) fn end(&mut self, state: State, at: Timestamp) {
        self.state = state;
        self.ended_at = Some(at);
        self.stop();
    }

    /// Takes the clocks away.
    pub(crate) fn stop(&mut self) {
        self.acknowledge_by = None;
        self.act_by = None;
        self.paused = None;
    }
}

/// Clocks that stand still while the citizen is asked, with what was left on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// The state to go back to.
    pub from: State,
    /// For what it waits.
    pub waiting: Waiting,
    /// Left to acknowledge, in time of the case's pace.
    pub acknowledge_left: Option<SignedDuration>,
    /// Left to act, in time of the case's pace.
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
