//! One step of a call.

use crate::call::{Call, Input, Target};
use crate::line::{Arg, Line};
use crate::script::{Node, WRONG_KEY, parse_key};
use crate::{Key, Playbook};
use directory::{Choice, Placed};
use lifecycle::{DepartmentCode, Ticket};

/// After this many steps a call is handed to a person: nobody who still presses keys is being helped by them.
pub const MAX_STEPS: u32 = 60;

/// Times a caller may hear the same menu again before it counts as silence.
const MAX_REPEATS: u8 = 3;

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
    /// Say it and hand over to a person.
    Person {
        /// Heard in full.
        say: Vec<Line>,
    },
    /// Say it and end the call.
    End {
        /// Heard in full.
        say: Vec<Line>,
    },
}

/// What must be durable before the reply may be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Commit {
    /// Draw the ticket.
    Draft,
    /// The take begins; where no ticket was drawn (the function was down), it is drawn now.
    BeginTake,
    /// The note is done.
    Register,
    /// It goes to this department.
    Sort(DepartmentCode),
    /// It goes to the triage desk.
    LeaveToTriage,
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
}

impl Call {
    /// A call that was just answered.
    #[must_use]
    pub fn new(playbook: &Playbook) -> Option<Self> {
        Some(Self {
            language: playbook.first_language()?.clone(),
            at: playbook.script.start.get_ref().clone(),
            menu: None,
            misses: 0,
            repeats: 0,
            offered: Vec::new(),
            case: None,
        })
    }
}

/// The next step of `call` after `input`. `fresh` is a ticket to use if one must be drawn; `number` counts the
/// call's steps. Pure: the same arguments give the same step, however often the telephone asks.
#[must_use]
pub fn step(playbook: &Playbook, call: &Call, input: Input, fresh: &Ticket, number: u32) -> Step {
    let stage = Stage { playbook, call, fresh: Some(fresh) };
    let too_many = number > MAX_STEPS;
    match input {
        Input::Start | Input::Key(_) | Input::Silence if too_many => stage.person_anywhere(),
        Input::Start => stage.enter(playbook.script.start.get_ref()),
        Input::Key(key) => stage.key(key),
        Input::Silence => stage.silence(),
        // A beep may sound in a call whose function never answered: the flow recorded by itself.
        Input::Beep => Step { reply: stage.listen(), commit: Some(Commit::BeginTake), ..stage.stay() },
        Input::NoteEnded => stage.note_ended(),
        Input::NobodyFree => stage.nobody_free(too_many),
    }
}

/// What is said when a write was refused: the truth, and a person.
#[must_use]
pub fn refused(playbook: &Playbook, call: &Call, after_the_note: bool) -> Step {
    let script = &playbook.script;
    let id = if after_the_note { &script.refused_note } else { &script.refused };
    Stage { playbook, call, fresh: None }.enter(id.get_ref())
}

struct Stage<'a> {
    playbook: &'a Playbook,
    call: &'a Call,
    fresh: Option<&'a Ticket>,
}

impl Stage<'_> {
    /// Where the call is, unchanged.
    fn stay(&self) -> Step {
        Step { call: self.call.clone(), reply: Reply::Listen { keep: Vec::new() }, commit: None }
    }

    /// The caller speaks; whichever note it is, or one of the flow's own.
    fn listen(&self) -> Reply {
        let notes = self.node().into_iter().chain(self.playbook.script.steps.values());
        let keep = notes.filter_map(|node| if let Node::Note { keep, .. } = node { Some(keep) } else { None }).next();
        Reply::Listen { keep: keep.map(|keep| lines(keep)).unwrap_or_default() }
    }

    fn node(&self) -> Option<&Node> {
        self.playbook.node(&self.call.at)
    }

    /// Goes to a step of the script. One that is gone (the call began under another script) is the start.
    fn enter(&self, id: &str) -> Step {
        let id = if self.playbook.node(id).is_some() { id } else { self.playbook.script.start.get_ref() };
        let call =
            Call { at: id.to_owned(), menu: None, misses: 0, repeats: 0, offered: Vec::new(), ..self.call.clone() };
        let there = Stage { call: &call, ..*self };
        match self.playbook.node(id) {
            Some(Node::Menu { ask, .. }) => there.menu(lines(ask)),
            Some(Node::Note { notice, refuse_key, .. }) => there.note(notice, refuse_key),
            Some(Node::Sort { say, .. }) => there.sort(say),
            Some(Node::Person { say, .. }) => there.stop(|| Reply::Person { say: lines(say) }),
            Some(Node::End { say }) => there.stop(|| Reply::End { say: lines(say) }),
            None => there.stop(|| Reply::Person { say: Vec::new() }),
        }
    }

    fn stop(&self, reply: impl FnOnce() -> Reply) -> Step {
        Step { reply: reply(), ..self.stay() }
    }

    /// Asks the present menu, of the script or of subjects, after the lines of `before`.
    fn menu(&self, before: Vec<Line>) -> Step {
        let mut call = self.call.clone();
        let (offer, offered) = match (self.node(), &call.menu) {
            (Some(Node::Menu { options, .. }), _) => {
                let target = |o: &crate::script::Choice| match o.other_language {
                    true => Target::OtherLanguage(o.to.get_ref().clone()),
                    false => Target::Step(o.to.get_ref().clone()),
                };
                let offered = options.iter().filter_map(|o| Some((parse_key(o.key.get_ref())?, target(o)))).collect();
                (self.playbook.offer(options, &call.language), offered)
            }
            (Some(Node::Sort { .. }), Some(id)) => match self.playbook.directory.menu(id) {
                Some(menu) => {
                    let offered =
                        menu.options.iter().filter_map(|o| Some((Key::new(o.key)?, subject(&o.choice)))).collect();
                    (Playbook::offer_subjects(menu), offered)
                }
                None => return self.left(),
            },
            _ => return self.enter(self.playbook.script.start.get_ref()),
        };
        call.offered = offered;
        let ask = before.into_iter().chain(offer).collect();
        Step { call, reply: Reply::Menu { say: Vec::new(), ask }, commit: None }
    }

    fn note(&self, notice: &[Placed<String>], refuse_key: &Placed<String>) -> Step {
        let notice = notice_lines(notice, refuse_key);
        let commit = self.call.case.is_none().then_some(Commit::Draft);
        Step { reply: Reply::Record { notice }, commit, ..self.stay() }
    }

    /// The note is over: says the ticket, then asks the first menu of subjects.
    fn sort(&self, say: &[Placed<String>]) -> Step {
        let first = self.playbook.directory.menus.first().map(|m| m.id.clone());
        let call = Call { menu: first, ..self.call.clone() };
        let mut step = Stage { call: &call, ..*self }.menu(Vec::new());
        if let Reply::Menu { say: heard, .. } = &mut step.reply {
            *heard = self.filled(say, None);
        }
        Step { commit: Some(Commit::Register), ..step }
    }

    fn note_ended(&self) -> Step {
        match self.node() {
            Some(Node::Note { then, .. }) => self.enter(then.get_ref()),
            // The flow recorded by itself while the function was down: the note is a note all the same.
            _ => match self.playbook.script.steps.iter().find(|(_, node)| matches!(node, Node::Sort { .. })) {
                Some((id, _)) => self.enter(id),
                None => self.person_anywhere(),
            },
        }
    }

    fn key(&self, key: Key) -> Step {
        if let Some(Node::Note { refuse_key, refused, .. }) = self.node() {
            return match parse_key(refuse_key.get_ref()) == Some(key) {
                true => self.enter(refused.get_ref()),
                false => self.enter(&self.call.at),
            };
        }
        if let Some((_, target)) = self.call.offered.iter().find(|(offered, _)| *offered == key) {
            return self.follow(target);
        }
        let anywhere = self.playbook.script.anywhere.iter().find(|a| parse_key(a.key.get_ref()) == Some(key));
        match anywhere {
            Some(a) if a.repeat => self.again(self.call.menu.clone()),
            Some(a) if a.back => self.again(self.subjects_above().or_else(|| self.call.menu.clone())),
            Some(a) => a.to.as_ref().map_or_else(|| self.miss(), |to| self.enter(to.get_ref())),
            None => self.miss(),
        }
    }

    /// Asks a menu of subjects, or the script's, again; who has asked for that too often is led on.
    fn again(&self, menu: Option<String>) -> Step {
        if self.call.repeats >= MAX_REPEATS {
            return self.silence();
        }
        let call = Call { menu, repeats: self.call.repeats + 1, ..self.call.clone() };
        Stage { call: &call, ..*self }.menu(Vec::new())
    }

    /// The menu of subjects that leads to the present one.
    fn subjects_above(&self) -> Option<String> {
        let here = self.call.menu.as_ref()?;
        let leads_here = |menu: &&directory::Menu| {
            menu.options.iter().any(|option| matches!(&option.choice, Choice::Menu(id) if id == here))
        };
        self.playbook.directory.menus.iter().find(leads_here).map(|menu| menu.id.clone())
    }

    fn follow(&self, target: &Target) -> Step {
        match target {
            Target::Step(id) => self.enter(id),
            Target::OtherLanguage(id) => {
                let language = self.playbook.next_language(&self.call.language);
                let call = Call { language, ..self.call.clone() };
                Stage { call: &call, ..*self }.enter(id)
            }
            Target::Menu(id) => {
                let call = Call { menu: Some(id.clone()), misses: 0, repeats: 0, ..self.call.clone() };
                Stage { call: &call, ..*self }.menu(Vec::new())
            }
            Target::Department(code) => self.sorted(code),
            Target::Triage => self.left(),
        }
    }

    /// A key that is not offered: once it is said so, the second time the caller is led on.
    fn miss(&self) -> Step {
        if self.call.misses == 0 {
            let call = Call { misses: 1, ..self.call.clone() };
            return Stage { call: &call, ..*self }.menu(vec![Line::of(WRONG_KEY)]);
        }
        match self.node() {
            Some(Node::Menu { lost, .. }) => self.enter(lost.get_ref()),
            _ => self.silence(),
        }
    }

    fn silence(&self) -> Step {
        match self.node() {
            Some(Node::Menu { silence, .. }) => self.enter(silence.get_ref()),
            Some(Node::Sort { .. }) => self.left(),
            _ => self.enter(&self.call.at),
        }
    }

    fn sorted(&self, code: &DepartmentCode) -> Step {
        // A department that is gone since it was offered: the triage desk knows its successor.
        if self.playbook.directory.department(code).is_none() {
            return self.left();
        }
        let Some(Node::Sort { sorted, .. }) = self.node() else {
            return self.left();
        };
        let reply = Reply::End { say: self.filled(sorted, Some(code)) };
        Step { reply, commit: Some(Commit::Sort(code.clone())), ..self.stay() }
    }

    fn left(&self) -> Step {
        let say = match self.node() {
            Some(Node::Sort { left, .. }) => self.filled(left, None),
            _ => Vec::new(),
        };
        Step { reply: Reply::End { say }, commit: Some(Commit::LeaveToTriage), ..self.stay() }
    }

    /// Nobody takes the call. A call that has gone round often enough ends here.
    fn nobody_free(&self, last: bool) -> Step {
        let registered = self.call.case.as_ref().is_some_and(crate::CaseOnCall::registered);
        match self.node() {
            Some(Node::Person { nobody, nobody_registered, .. }) => {
                let next = if registered { nobody_registered } else { nobody }.get_ref();
                match self.playbook.node(next) {
                    Some(Node::Menu { silence, .. }) if last => self.enter(silence.get_ref()),
                    _ => self.enter(next),
                }
            }
            _ => self.enter(self.playbook.script.start.get_ref()),
        }
    }

    fn person_anywhere(&self) -> Step {
        let person = self.playbook.script.steps.iter().find(|(_, node)| matches!(node, Node::Person { .. }));
        match person {
            Some((id, _)) => self.enter(id),
            None => self.stop(|| Reply::Person { say: Vec::new() }),
        }
    }

    /// Lines with what the call knows filled in; each prompt takes what it has a place for. A day is for the ledger to
    /// say: see [`Playbook::promising`].
    fn filled(&self, prompts: &[Placed<String>], sorted: Option<&DepartmentCode>) -> Vec<Line> {
        let ticket = self.call.case.as_ref().map(|c| &c.ticket).or(self.fresh);
        let line = |prompt: &Placed<String>| {
            let line = Line::of(prompt.get_ref());
            match (self.playbook.place_in(prompt.get_ref()), ticket, sorted) {
                (Some("ticket"), Some(ticket), _) => line.with(Arg::Ticket(ticket.clone())),
                (Some("department"), _, Some(code)) => line.with(Arg::Department(code.clone())),
                _ => line,
            }
        };
        prompts.iter().map(line).collect()
    }
}

pub(crate) fn lines(prompts: &[Placed<String>]) -> Vec<Line> {
    prompts.iter().map(|prompt| Line::of(prompt.get_ref())).collect()
}

/// What is said before a note, with the key that refuses it.
pub(crate) fn notice_lines(notice: &[Placed<String>], refuse_key: &Placed<String>) -> Vec<Line> {
    let key = parse_key(refuse_key.get_ref());
    let with_key = |line: Line| match key {
        Some(key) => line.with(Arg::Key(key)),
        None => line,
    };
    lines(notice).into_iter().map(with_key).collect()
}

fn subject(choice: &Choice) -> Target {
    match choice {
        Choice::Menu(id) => Target::Menu(id.clone()),
        Choice::Department(code) => Target::Department(code.clone()),
        Choice::Triage => Target::Triage,
    }
}
