//! One step of a call: the telephone's next action, and the write that must come first.

use crate::call::{Call, Input, Typed};
use crate::caller::Caller;
use crate::commit::Commit;
use crate::line::Line;
use crate::script::{Node, Wanted};
use crate::stage::Stage;
use crate::{Direction, Fetched, Key, Playbook, Purpose, SchemeMetric, Wants};
use lifecycle::Ticket;

/// The number of steps after which a call is handed to a person: more keys do not help such a caller.
pub const MAX_STEPS: u32 = 60;

/// Each flow of a contact numbers its steps from a multiple of this number, so that no two steps of a contact share a
/// number.
pub const STEPS_OF_A_FLOW: u32 = 1_000;

/// The next action of the telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Says `say` in full, then `ask`, which a key cuts short, and waits for a key.
    Menu {
        /// Heard in full; may be empty.
        say: Vec<Line>,
        /// Heard until a key is pressed.
        ask: Vec<Line>,
    },
    /// Says `ask`, which a key cuts short, and does not wait for a key afterwards.
    Chunk {
        /// Heard until a key is pressed.
        ask: Vec<Line>,
    },
    /// Says `ask`, which the first digit cuts short, and takes digits.
    Digits {
        /// Heard until a key is pressed.
        ask: Vec<Line>,
        /// `true` for a PIN: four digits, which no log may hold.
        secret: bool,
    },
    /// Says the notice, which a key cuts short, and records after a beep unless that key was the refusing key.
    Record {
        /// Tells the caller that their words are recorded, and how to leave them.
        notice: Vec<Line>,
    },
    /// Listens to the caller until a key is pressed or the longest time is over.
    Listen {
        /// Said at intervals, so that the caller does not think that the line is dead.
        keep: Vec<Line>,
    },
    /// Says `say`, then checks whether the agents' queue is open and how long it is.
    Person {
        /// Heard in full.
        say: Vec<Line>,
        /// `true` if somebody is in danger: such a caller comes first.
        urgent: bool,
    },
    /// Says `say` and hands the call over to a person.
    Connect {
        /// Tells the caller how long the wait will be.
        say: Vec<Line>,
        /// `true` if somebody is in danger.
        urgent: bool,
    },
    /// Says `say` and ends the call.
    End {
        /// Heard in full.
        say: Vec<Line>,
    },
}

impl Reply {
    /// Returns the list of lines that is heard first; `None` while the caller speaks.
    pub(crate) fn say_mut(&mut self) -> Option<&mut Vec<Line>> {
        match self {
            Self::Menu { say, .. } | Self::Person { say, .. } | Self::Connect { say, .. } | Self::End { say } => {
                Some(say)
            }
            Self::Digits { ask: say, .. } | Self::Record { notice: say } | Self::Chunk { ask: say } => Some(say),
            Self::Listen { .. } => None,
        }
    }

    /// Returns every list of lines that is heard.
    pub(crate) fn lines_mut(&mut self) -> Vec<&mut Vec<Line>> {
        match self {
            Self::Menu { say, ask } => vec![say, ask],
            Self::Listen { keep } => vec![keep],
            Self::Digits { ask: say, .. }
            | Self::Record { notice: say }
            | Self::Chunk { ask: say }
            | Self::Person { say, .. } => vec![say],
            Self::Connect { say, .. } | Self::End { say } => vec![say],
        }
    }
}

/// The outcome of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The call after the step.
    pub call: Call,
    /// The action of the telephone.
    pub reply: Reply,
    /// The write that must succeed before the action.
    pub commit: Option<Commit>,
    /// The step of the script that the call enters instead if the ledger does not grant the write.
    pub otherwise: Option<String>,
    /// Data that must be fetched before the step can be taken. Until then `reply` has no meaning.
    pub wants: Option<Wants>,
    /// The statistic to count once the step has been taken.
    pub metric: Option<SchemeMetric>,
}

impl Call {
    /// Returns a citizen's call that was just answered.
    #[must_use]
    pub fn new(playbook: &Playbook) -> Option<Self> {
        Self::begun(playbook, Direction::Inbound, Purpose::inbound())
    }

    /// Returns a call that was just answered; `None` if the script has no start for that purpose.
    #[must_use]
    pub fn begun(playbook: &Playbook, direction: Direction, purpose: Purpose) -> Option<Self> {
        Some(Self {
            language: playbook.first_language()?.clone(),
            at: playbook.script.start(&purpose)?.get_ref().clone(),
            direction,
            purpose,
            menu: None,
            misses: 0,
            repeats: 0,
            offered: Vec::new(),
            case: None,
            caller: Caller::default(),
            typed: None,
            scheme: None,
            fetched: Fetched::default(),
        })
    }

    /// Returns the kind of digits that the caller was asked to type, if any.
    #[must_use]
    pub fn wants(&self, playbook: &Playbook) -> Option<Wanted> {
        match playbook.node(&self.at) {
            Some(Node::Digits { what, .. }) => Some(*what.get_ref()),
            _ => None,
        }
    }

    /// Returns true if the caller speaks, or is about to speak, about the earlier case.
    #[must_use]
    pub fn is_about_earlier(&self, playbook: &Playbook) -> bool {
        self.caller.earlier.is_some() && matches!(playbook.node(&self.at), Some(Node::Note { about_earlier: true, .. }))
    }
}

/// Returns the next step of `call` after `input`. `fresh` is the ticket to use if one must be drawn; `number` counts
/// the call's steps. Pure: the same arguments give the same step, so the telephone may ask again.
#[must_use]
pub fn step(playbook: &Playbook, call: &Call, input: &Input, fresh: &Ticket, number: u32) -> Step {
    let stage = Stage { playbook, call, fresh: Some(fresh) };
    let too_many = number % STEPS_OF_A_FLOW > MAX_STEPS;
    let mut step = match input {
        Input::Start | Input::Key(_) | Input::Silence | Input::Digits | Input::Typed(_) if too_many => {
            stage.person_anywhere()
        }
        Input::Start => stage.enter(stage.start()),
        Input::Key(key) => stage.key(*key),
        // Digits whose meaning was lost count as silence.
        Input::Silence | Input::Digits => stage.silence(),
        Input::Typed(typed) => stage.typed(typed),
        Input::Beep => stage.beep(),
        Input::NoteEnded => stage.note_ended(),
        Input::Queue(waited) => stage.queue(*waited),
        Input::NobodyFree => stage.nobody_free(too_many),
    };
    step.call.fetched = Fetched::default();
    step
}

/// Returns the step after a refused write: the caller hears that the case is not registered (after the note: not
/// confirmed) and is led to a person.
#[must_use]
pub fn refused(playbook: &Playbook, call: &Call, after_the_note: bool) -> Step {
    let script = &playbook.script;
    let id = if after_the_note { &script.refused_note } else { &script.refused };
    enter(playbook, call, id.get_ref())
}

/// Moves the call to the script's step `id`, such as a [`Step::otherwise`].
#[must_use]
pub fn enter(playbook: &Playbook, call: &Call, id: &str) -> Step {
    let mut step = Stage { playbook, call, fresh: None }.enter(id);
    step.call.fetched = Fetched::default();
    step
}

impl Stage<'_> {
    /// Goes on with the meaning of the typed digits.
    fn typed(&self, typed: &Typed) -> Step {
        let Some(Node::Digits { what, then, refused, lost, .. }) = self.node() else {
            return self.enter(self.start());
        };
        let mut call = self.call.clone();
        match typed {
            Typed::Ticket(ticket) => {
                call.typed = Some(ticket.clone());
                self.with(&call).enter(then.get_ref())
            }
            Typed::Case(earlier) => {
                call.typed = None;
                call.caller.earlier = Some((**earlier).clone());
                self.with(&call).enter(then.get_ref())
            }
            Typed::Value => {
                let mut step = self.enter(then.get_ref());
                step.commit = what.get_ref().act().map(Commit::Act).or(step.commit);
                step.otherwise = Some(refused.as_ref().unwrap_or(lost).get_ref().clone());
                step
            }
            Typed::Wrong => self.miss(),
        }
    }

    fn key(&self, key: Key) -> Step {
        if let Some(Node::Note { refuse_key, refused, .. }) = self.node() {
            return match crate::script::parse_key(refuse_key.get_ref()) == Some(key) {
                true => self.enter(refused.get_ref()),
                false => self.enter(&self.call.at),
            };
        }
        if let Some(step) = self.key_in_scheme(key) {
            return step;
        }
        if let Some((_, target)) = self.call.offered.iter().find(|(offered, _)| *offered == key) {
            return self.follow(target);
        }
        let parse = crate::script::parse_key;
        let anywhere = self.playbook.script.anywhere.iter().find(|a| parse(a.key.get_ref()) == Some(key));
        match anywhere {
            Some(a) if a.repeat => self.again(self.call.menu.clone()),
            Some(a) if a.back && matches!(self.node(), Some(Node::Schemes { .. })) => self.schemes(),
            Some(a) if a.back => self.again(self.subjects_above().or_else(|| self.call.menu.clone())),
            Some(a) => a.to.as_ref().map_or_else(|| self.miss(), |to| self.enter(to.get_ref())),
            None => self.miss(),
        }
    }
}
