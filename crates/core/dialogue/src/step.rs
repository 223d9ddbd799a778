//! One step of a call: what the telephone does next, and what must be written first.

use crate::call::{Call, Input, Typed};
use crate::caller::Caller;
use crate::commit::Commit;
use crate::line::Line;
use crate::script::{Node, Wanted};
use crate::stage::Stage;
use crate::{Direction, Key, Learned, Playbook, Purpose, Shelf, Wants};
use lifecycle::Ticket;

/// After this many steps a call is handed to a person: nobody who still presses keys is being helped by them.
pub const MAX_STEPS: u32 = 60;

/// What the telephone does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Say `say` in full, then `ask`, which a key cuts short, and wait for a key.
    Menu {
        /// Heard in full; may be empty.
        say: Vec<Line>,
        /// Heard until a key is pressed.
        ask: Vec<Line>,
    },
    /// Say `ask`, which a key cuts short, and go on at once where none is pressed.
    Chunk {
        /// Heard until a key is pressed.
        ask: Vec<Line>,
    },
    /// Say `ask`, which the first digit cuts short, and take digits.
    Digits {
        /// Heard until a key is pressed.
        ask: Vec<Line>,
        /// Whether it is a PIN: four digits, which no log may hold.
        secret: bool,
    },
    /// Say the notice, which a key cuts short; unless it was the refusing key, record after a beep.
    Record {
        /// That the words are recorded, and how to go about it.
        notice: Vec<Line>,
    },
    /// The caller speaks: listen until a key or the longest time.
    Listen {
        /// Said now and then meanwhile, so that nobody thinks the line is dead.
        keep: Vec<Line>,
    },
    /// Say it, and see whether the agents' queue is open and how long it is.
    Person {
        /// Heard in full.
        say: Vec<Line>,
        /// Whether somebody is in danger: they come first.
        urgent: bool,
    },
    /// Say it and hand over to a person.
    Connect {
        /// How long it will take.
        say: Vec<Line>,
        /// Whether somebody is in danger.
        urgent: bool,
    },
    /// Say it and end the call.
    End {
        /// Heard in full.
        say: Vec<Line>,
    },
}

impl Reply {
    /// Where what is heard first of all belongs.
    pub(crate) fn say_mut(&mut self) -> Option<&mut Vec<Line>> {
        match self {
            Self::Menu { say, .. } | Self::Person { say, .. } | Self::Connect { say, .. } | Self::End { say } => {
                Some(say)
            }
            Self::Digits { ask: say, .. } | Self::Record { notice: say } | Self::Chunk { ask: say } => Some(say),
            Self::Listen { .. } => None,
        }
    }

    /// Everything that is heard.
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

/// A step's outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where the call is now.
    pub call: Call,
    /// What the telephone does.
    pub reply: Reply,
    /// What must be written first.
    pub commit: Option<Commit>,
    /// The step of the script that the call enters instead, where the ledger does not grant it.
    pub otherwise: Option<String>,
    /// What must be fetched before the step can be taken: then the reply is none yet.
    pub wants: Option<Wants>,
    /// What is counted once the step has been taken.
    pub learned: Option<Learned>,
}

impl Call {
    /// A citizen's call that was just answered.
    #[must_use]
    pub fn new(playbook: &Playbook) -> Option<Self> {
        Self::begun(playbook, Direction::Inbound, Purpose::inbound())
    }

    /// A call that was just answered; `None` if the script names no start of that purpose.
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
            shelf: Shelf::default(),
        })
    }

    /// What the caller was asked to type, if anything.
    #[must_use]
    pub fn wants(&self, playbook: &Playbook) -> Option<Wanted> {
        match playbook.node(&self.at) {
            Some(Node::Digits { what, .. }) => Some(*what.get_ref()),
            _ => None,
        }
    }

    /// Whether the caller speaks, or is about to, about the earlier case.
    #[must_use]
    pub fn is_about_earlier(&self, playbook: &Playbook) -> bool {
        self.caller.earlier.is_some() && matches!(playbook.node(&self.at), Some(Node::Note { about_earlier: true, .. }))
    }
}

/// The next step of `call` after `input`. `fresh` is a ticket to use if one must be drawn; `number` counts the
/// call's steps. Pure: the same arguments give the same step, however often the telephone asks.
#[must_use]
pub fn step(playbook: &Playbook, call: &Call, input: &Input, fresh: &Ticket, number: u32) -> Step {
    let stage = Stage { playbook, call, fresh: Some(fresh) };
    let too_many = number > MAX_STEPS;
    let mut step = match input {
        Input::Start | Input::Key(_) | Input::Silence | Input::Digits | Input::Typed(_) if too_many => {
            stage.person_anywhere()
        }
        Input::Start => stage.enter(stage.start()),
        Input::Key(key) => stage.key(*key),
        // Nobody said what they are: they got lost.
        Input::Silence | Input::Digits => stage.silence(),
        Input::Typed(typed) => stage.typed(typed),
        Input::Beep => stage.beep(),
        Input::NoteEnded => stage.note_ended(),
        Input::Queue(waited) => stage.queue(*waited),
        Input::NobodyFree => stage.nobody_free(too_many),
    };
    step.call.shelf = Shelf::default();
    step
}

/// What is said when a write was refused: the truth, and a person.
#[must_use]
pub fn refused(playbook: &Playbook, call: &Call, after_the_note: bool) -> Step {
    let script = &playbook.script;
    let id = if after_the_note { &script.refused_note } else { &script.refused };
    enter(playbook, call, id.get_ref())
}

/// The call at a step of the script, such as a [`Step::otherwise`].
#[must_use]
pub fn enter(playbook: &Playbook, call: &Call, id: &str) -> Step {
    let mut step = Stage { playbook, call, fresh: None }.enter(id);
    step.call.shelf = Shelf::default();
    step
}

impl Stage<'_> {
    /// What was typed turned out to be this.
    fn typed(&self, typed: &Typed) -> Step {
        let Some(Node::Digits { what, then, found, refused, lost, .. }) = self.node() else {
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
                self.with(&call).enter(found.as_ref().unwrap_or(then).get_ref())
            }
            Typed::Value => {
                let mut step = self.enter(then.get_ref());
                step.commit = what.get_ref().act().map(Commit::Act).or(step.commit);
                step.otherwise = Some(refused.as_ref().unwrap_or(lost).get_ref().clone());
                step
            }
            Typed::Wrong => self.miss(),
            Typed::Locked => self.enter(lost.get_ref()),
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
