//! The position of a call in its script, and the ways from there.

use crate::call::{Call, CaseOnCall, Target};
use crate::commit::{Act, Commit};
use crate::fetched::{SchemeMetric, Wants};
use crate::line::Line;
use crate::script::{ANSWER, ANSWER_UNKNOWN, Choice as Offered, Fork, Node, WRONG_KEY, parse_key};
use crate::when::When;
use crate::{Key, Playbook, Reply, Step};
use directory::{Choice, Placed};
use lifecycle::{Assignment, CategoryCode, Kind, Stage as CaseStage, Ticket};

/// Times that a caller may hear the same menu again before a further request counts as silence.
const MAX_REPEATS: u8 = 3;

/// Times that wrong digits are asked for again before the call goes on.
const MAX_TYPED_WRONG: u8 = 2;

/// The longest wait in the agents' queue, in seconds, up to which a call is handed over at once. Beyond it a call back
/// is offered first.
const LONG_WAIT_SECONDS: u32 = 300;

/// A call at its position in the script, with the data for its next step.
#[derive(Clone, Copy)]
pub(crate) struct Stage<'a> {
    pub(crate) playbook: &'a Playbook,
    pub(crate) call: &'a Call,
    /// The ticket to use if one must be drawn.
    pub(crate) fresh: Option<&'a Ticket>,
}

impl<'a> Stage<'a> {
    /// Returns the same stage with a call that has moved on.
    pub(crate) fn with<'b>(&self, call: &'b Call) -> Stage<'b>
    where
        'a: 'b,
    {
        Stage { playbook: self.playbook, call, fresh: self.fresh }
    }

    /// Returns a step that leaves the call as it is.
    pub(crate) fn stay(&self) -> Step {
        let reply = Reply::Listen { keep: Vec::new() };
        Step { call: self.call.clone(), reply, commit: None, otherwise: None, wants: None, metric: None }
    }

    pub(crate) fn reply(&self, reply: Reply) -> Step {
        Step { reply, ..self.stay() }
    }

    pub(crate) fn node(&self) -> Option<&'a Node> {
        self.playbook.node(&self.call.at)
    }

    /// Returns the step that the call entered first.
    pub(crate) fn start(&self) -> &'a str {
        let start = self.playbook.script.start(&self.call.purpose);
        start.map_or("", |id| id.get_ref())
    }

    /// Goes to a step of the script. If the step no longer exists (the call began under another script), goes to the
    /// start.
    pub(crate) fn enter(&self, id: &str) -> Step {
        let id = if self.playbook.node(id).is_some() { id } else { self.start() };
        let call =
            Call { at: id.to_owned(), menu: None, misses: 0, repeats: 0, offered: Vec::new(), ..self.call.clone() };
        let there = self.with(&call);
        match self.playbook.node(id) {
            Some(Node::Menu { ask, .. }) => there.asked(ask, None),
            Some(Node::Fork { ways, otherwise }) => there.enter(there.way(ways, otherwise)),
            Some(Node::Digits { ask, what, .. }) => there.digits(there.filled(ask), what.get_ref().is_secret()),
            Some(Node::Note { notice, refuse_key, .. }) => there.note(notice, refuse_key),
            Some(Node::Sort { say, .. }) => there.sort(say),
            Some(node @ Node::Tell { .. }) => there.tell(node),
            Some(Node::Person { say, urgent, .. }) => {
                there.reply(Reply::Person { say: there.filled(say), urgent: *urgent })
            }
            Some(Node::Schemes { .. }) => there.schemes(),
            Some(Node::End { say }) => there.reply(Reply::End { say: there.filled(say) }),
            None => there.reply(Reply::Person { say: Vec::new(), urgent: false }),
        }
    }

    /// Returns the target of the first way whose condition holds.
    fn way<'b>(&self, ways: &'b [Fork], otherwise: &'b Placed<String>) -> &'b str {
        ways.iter().find(|way| self.holds(*way.when.get_ref())).map_or(otherwise, |way| &way.to).get_ref()
    }

    fn holds(&self, when: When) -> bool {
        let caller = &self.call.caller;
        let stage = caller.earlier.as_ref().map(|earlier| earlier.stage);
        match when {
            When::Announced => caller.announcement.is_some(),
            When::OwnCase => caller.earlier.is_some(),
            When::Known => caller.known,
            When::Question => stage == Some(CaseStage::Question),
            When::Lacks => stage == Some(CaseStage::Lacks),
            When::Reported => stage == Some(CaseStage::Reported),
            When::Sorting => stage == Some(CaseStage::Sorting),
            When::Answered => stage == Some(CaseStage::Answered),
            When::Closed => stage == Some(CaseStage::Closed),
            When::Rejected => stage == Some(CaseStage::Rejected),
            When::Withheld => !caller.reachable,
            When::Withdrawn => stage == Some(CaseStage::Withdrawn),
            When::Full => caller.earlier.as_ref().is_some_and(|earlier| earlier.full),
            When::Pinned => caller.earlier.as_ref().is_some_and(|own| own.pinned && !own.proof.is_by_pin()),
            When::Proven => caller.earlier.as_ref().is_some_and(|own| own.proof.is_by_pin()),
            When::Asked => caller.asked,
            When::Quiet => self.call.case.as_ref().is_some_and(|case| case.about.quiet.is_some()),
            When::Registered => self.call.case.as_ref().is_some_and(CaseOnCall::registered),
        }
    }

    /// Asks the current menu of the script, after `before`. If the menu says the answer to a question, that answer is
    /// fetched first.
    fn asked(&self, ask: &[Placed<String>], before: Option<Line>) -> Step {
        let says_the_answer = ask.iter().any(|prompt| prompt.get_ref() == ANSWER);
        match (&self.call.caller.earlier, &self.call.fetched.answer) {
            (Some(earlier), None) if says_the_answer => {
                Step { wants: Some(Wants::Answer(earlier.ticket.clone())), ..self.stay() }
            }
            // The menu asks if the answer was understood, which a caller who could not hear it cannot say.
            (_, Some(None)) if says_the_answer => self.silence().after(Line::of(ANSWER_UNKNOWN)),
            _ => self.menu(before.into_iter().chain(self.filled(ask)).collect()),
        }
    }

    /// Asks the current menu, of the script or of subjects, after the lines of `before`.
    fn menu(&self, before: Vec<Line>) -> Step {
        let mut call = self.call.clone();
        let (offer, offered) = match (self.node(), &call.menu) {
            (Some(Node::Menu { options, .. }), _) => self.offered(options),
            (Some(Node::Sort { options, .. }), _) if !options.is_empty() => self.offered(options),
            (Some(Node::Sort { .. }), Some(id)) => match self.playbook.directory.menu(id) {
                Some(menu) => {
                    let offered = menu.options.iter().filter_map(|o| Some((Key::new(o.key)?, subject(&o.choice))));
                    (Playbook::offer_subjects(menu), offered.collect())
                }
                None => return self.left(),
            },
            _ => return self.enter(self.start()),
        };
        call.offered = offered;
        let ask = before.into_iter().chain(offer).collect();
        Step { reply: Reply::Menu { say: Vec::new(), ask }, ..self.with(&call).stay() }
    }

    pub(crate) fn offered(&self, options: &[Offered]) -> (Vec<Line>, Vec<(Key, Target)>) {
        let target = |o: &Offered| match (&o.to, o.assignment()) {
            (Some(to), _) if o.other_language => Some(Target::OtherLanguage(to.get_ref().clone())),
            (Some(to), _) => Some(Target::Step(to.get_ref().clone())),
            (None, to) => to.map(Target::Assignment),
        };
        let offered = options.iter().filter_map(|o| Some((parse_key(o.key.get_ref())?, target(o)?)));
        let said = self.playbook.offer(options, &self.call.language, |before| self.filled(before));
        (said, offered.collect())
    }

    fn digits(&self, ask: Vec<Line>, secret: bool) -> Step {
        self.reply(Reply::Digits { ask, secret })
    }

    fn note(&self, notice: &[Placed<String>], refuse_key: &Placed<String>) -> Step {
        let notice = crate::wording::notice_lines(notice, refuse_key);
        let new = self.call.case.is_none() && !self.call.is_about_earlier(self.playbook);
        let about = self.node().map(Node::about).unwrap_or_default();
        Step { commit: new.then_some(Commit::Draft(about)), ..self.reply(Reply::Record { notice }) }
    }

    /// Says the words of a `tell` step, whose act is written first, and goes on.
    fn tell(&self, node: &Node) -> Step {
        let Node::Tell { act, say, refused, then } = node else { return self.stay() };
        let said = self.filled(say);
        let mut call = self.call.clone();
        let act = act.as_ref().and_then(|act| Act::named(act.get_ref()));
        // A phone is asked only once, whatever happens to the answer.
        call.caller.asked |= matches!(act, Some(Act::Allow(_)));
        let mut step = self.with(&call).enter(then.get_ref());
        if let Some(say) = step.reply.say_mut() {
            say.splice(0..0, said);
        }
        step.commit = act.map(Commit::Act).or(step.commit);
        step.otherwise = refused.as_ref().map(|id| id.get_ref().clone()).or(step.otherwise);
        step
    }

    /// Starts to listen after the beep. The call may be at no note, if the flow recorded by itself without an answer.
    pub(crate) fn beep(&self) -> Step {
        let note = self.node().filter(|node| matches!(node, Node::Note { .. })).or_else(|| self.unknown_note());
        let keep = note.and_then(|node| if let Node::Note { keep, .. } = node { Some(keep) } else { None });
        let keep = keep.map(|keep| self.filled(keep)).unwrap_or_default();
        let about = note.map(Node::about).unwrap_or_default();
        let commit = match self.call.is_about_earlier(self.playbook) {
            true => Commit::LeaveNote,
            false => Commit::BeginTake(about, note.and_then(|note| self.meant(note))),
        };
        Step { commit: Some(commit), ..self.reply(Reply::Listen { keep }) }
    }

    pub(crate) fn note_ended(&self) -> Step {
        match self.node() {
            Some(Node::Note { then, .. }) if self.call.is_about_earlier(self.playbook) => Step {
                commit: Some(Commit::LeaveNote),
                otherwise: Some(self.playbook.script.refused_note.get_ref().clone()),
                ..self.enter(then.get_ref())
            },
            Some(node @ Node::Note { then, about_earlier: false, .. }) => self.register(then.get_ref(), node),
            // The flow recorded by itself while the function was down: this counts as a note too.
            _ => match self.unknown_note() {
                Some(node @ Node::Note { then, .. }) => self.register(then.get_ref(), node),
                _ => self.person_anywhere(),
            },
        }
    }

    /// Returns the script's note for a recording that the flow began while the function was down.
    fn unknown_note(&self) -> Option<&'a Node> {
        self.playbook.node(self.playbook.script.note.get_ref())
    }

    fn register(&self, then: &str, note: &Node) -> Step {
        self.register_sorted(then, note)
            .unwrap_or_else(|| Step { commit: Some(Commit::Register(note.about())), ..self.enter(then) })
    }

    /// Returns the assignment of a note about the scheme that was heard. A question is no complaint: it goes to the
    /// department's category for questions, not to that of the scheme's usual problem.
    fn meant(&self, note: &Node) -> Option<Assignment> {
        let (Some(scheme), Node::Note { of_the_scheme: true, .. }) = (&self.call.scheme, note) else { return None };
        Some(match note.about().kind {
            Kind::Query => self.playbook.directory.for_a_question(&scheme.to.department),
            _ => scheme.to.clone(),
        })
    }

    /// Registers a note whose assignment was known before it, so that the caller is not asked for a subject.
    fn register_sorted(&self, then: &str, note: &Node) -> Option<Step> {
        let (scheme, to) = (self.call.scheme.as_ref()?, self.meant(note)?);
        let Some(Node::Sort { say, sorted, then: after, .. }) = self.playbook.node(then) else { return None };
        let about = note.about();
        let entered = self.enter(then);
        let there = self.with(&entered.call);
        let (call, said) = there.assigned(&to, sorted)?;
        let said = there.filled(say).into_iter().chain(said).collect();
        let metric = match about.kind {
            Kind::Query => SchemeMetric::Questioned(scheme.id.code.to_string()),
            _ => SchemeMetric::Complained(scheme.id.code.clone()),
        };
        let step = self.with(&call).sorting_ends(said, after.get_ref(), Commit::RegisterSorted(about, to));
        Some(Step { metric: Some(metric), ..step })
    }

    /// Returns the call with its case assigned to `to`, and the lines that say so. The case becomes confidential if its
    /// category is. `None` if the category no longer exists.
    fn assigned(&self, to: &Assignment, sorted: &[Placed<String>]) -> Option<(Call, Vec<Line>)> {
        let terms = lifecycle::Rules::terms(&self.playbook.directory, to)?;
        let mut call = self.call.clone();
        if let Some(case) = &mut call.case {
            case.about.quiet = case.about.quiet.or(terms.quiet);
        }
        Some((call, self.filled_with(sorted, Some(&to.department))))
    }

    /// Says the ticket after the note, then asks the first menu of subjects, or the step's own options.
    fn sort(&self, say: &[Placed<String>]) -> Step {
        let first = self.playbook.directory.menus.first().map(|m| m.id.clone());
        let call = Call { menu: first, ..self.call.clone() };
        let mut step = self.with(&call).menu(Vec::new());
        if let Reply::Menu { say: heard, .. } = &mut step.reply {
            *heard = self.filled(say);
        }
        step
    }

    /// Asks the current menu again, with `menu` as the menu of subjects. Too many requests count as silence.
    pub(crate) fn again(&self, menu: Option<String>) -> Step {
        if self.call.repeats >= MAX_REPEATS {
            return self.silence();
        }
        let call = Call { menu, repeats: self.call.repeats + 1, ..self.call.clone() };
        let there = self.with(&call);
        match self.node() {
            Some(Node::Digits { ask, what, .. }) => there.digits(there.filled(ask), what.get_ref().is_secret()),
            Some(Node::Menu { ask, .. }) => there.asked(ask, None),
            Some(Node::Schemes { .. }) => there.schemes_again(),
            _ => there.menu(Vec::new()),
        }
    }

    /// Returns the menu of subjects that leads to the current one.
    pub(crate) fn subjects_above(&self) -> Option<String> {
        let here = self.call.menu.as_ref()?;
        let leads_here = |menu: &&directory::Menu| {
            menu.options.iter().any(|option| matches!(&option.choice, Choice::Menu(id) if id == here))
        };
        self.playbook.directory.menus.iter().find(leads_here).map(|menu| menu.id.clone())
    }

    pub(crate) fn follow(&self, target: &Target) -> Step {
        // Wrong keys are counted anew at each menu.
        let fresh = Call { misses: 0, repeats: 0, ..self.call.clone() };
        let there = self.with(&fresh);
        match target {
            Target::Step(id) => self.enter(id),
            Target::OtherLanguage(id) => {
                let language = self.playbook.next_language(&self.call.language);
                let call = Call { language, ..self.call.clone() };
                self.with(&call).enter(id)
            }
            Target::Menu(id) => {
                let call = Call { menu: Some(id.clone()), ..fresh.clone() };
                self.with(&call).menu(Vec::new())
            }
            Target::Assignment(to) => self.sorted(to),
            Target::Triage => self.left(),
            Target::Schemes(subject, from) => there.schemes_of(subject, *from),
            Target::Scheme(id) => {
                let step = there.scheme(id);
                let begins = matches!(step.reply, Reply::Chunk { .. });
                Step { metric: begins.then(|| SchemeMetric::Asked(id.code.clone())), ..step }
            }
            Target::InScheme(key) => there.in_scheme(*key),
        }
    }

    /// Handles a key that is not offered, or wrong digits. The caller is told once (of digits, twice) and then led on.
    pub(crate) fn miss(&self) -> Step {
        let call = Call { misses: self.call.misses.saturating_add(1), ..self.call.clone() };
        let there = self.with(&call);
        match self.node() {
            Some(Node::Digits { ask, what, wrong, .. }) if self.call.misses < MAX_TYPED_WRONG => {
                let said = there.filled(wrong).into_iter().chain(there.filled(ask)).collect();
                there.digits(said, what.get_ref().is_secret())
            }
            Some(Node::Digits { lost, .. }) => self.enter(lost.get_ref()),
            Some(Node::Schemes { lost, .. }) if self.call.misses > 0 => self.enter(lost.get_ref()),
            Some(Node::Schemes { .. }) => there.schemes_again().after(Line::of(WRONG_KEY)),
            Some(Node::Menu { ask, .. }) if self.call.misses == 0 => there.asked(ask, Some(Line::of(WRONG_KEY))),
            Some(Node::Menu { lost, .. }) => self.enter(lost.get_ref()),
            _ if self.call.misses == 0 => there.menu(vec![Line::of(WRONG_KEY)]),
            _ => self.silence(),
        }
    }

    pub(crate) fn silence(&self) -> Step {
        match self.node() {
            Some(Node::Schemes { .. }) => self.silence_in_schemes(),
            Some(Node::Menu { silence, .. } | Node::Digits { silence, .. }) => self.enter(silence.get_ref()),
            Some(Node::Sort { .. }) => self.left(),
            _ => self.enter(&self.call.at),
        }
    }

    fn sorted(&self, to: &Assignment) -> Step {
        let Some(Node::Sort { sorted, then, .. }) = self.node() else { return self.left() };
        // The category was removed after the offer: the triage desk knows its successor.
        let Some((call, said)) = self.assigned(to, sorted) else { return self.left() };
        self.with(&call).sorting_ends(said, then.get_ref(), Commit::Sort(to.clone()))
    }

    pub(crate) fn left(&self) -> Step {
        match self.node() {
            Some(Node::Sort { left, then, .. }) => {
                self.sorting_ends(self.filled(left), then.get_ref(), Commit::LeaveToTriage)
            }
            _ => Step { commit: Some(Commit::LeaveToTriage), ..self.reply(Reply::End { say: Vec::new() }) },
        }
    }

    fn sorting_ends(&self, said: Vec<Line>, then: &str, commit: Commit) -> Step {
        let mut step = self.enter(then);
        if let Some(say) = step.reply.say_mut() {
            say.splice(0..0, said);
        }
        Step { commit: Some(commit), ..step }
    }

    /// Hands the call over to an agent and says the wait if it is known. Offers a call back first if the wait is long.
    pub(crate) fn queue(&self, waited: Option<u32>) -> Step {
        match self.node() {
            Some(Node::Person { long_wait: Some(instead), urgent: false, .. })
                if waited.is_some_and(|seconds| seconds > LONG_WAIT_SECONDS) =>
            {
                self.enter(instead.get_ref())
            }
            Some(Node::Person { wait, urgent, .. }) => {
                let minutes = waited.map(|seconds| u16::try_from(seconds.div_ceil(60)).unwrap_or(u16::MAX).max(1));
                let say = crate::wording::with_minutes(self.filled(wait), self.playbook, minutes);
                self.reply(Reply::Connect { say, urgent: *urgent })
            }
            _ => self.reply(Reply::Connect { say: Vec::new(), urgent: false }),
        }
    }

    /// Leads on if no agent takes the call. If `last`, the call has had too many steps: it takes the menu's way of
    /// silence, which ends the call.
    pub(crate) fn nobody_free(&self, last: bool) -> Step {
        let registered = self.call.case.as_ref().is_some_and(CaseOnCall::registered);
        match self.node() {
            Some(Node::Person { nobody, nobody_registered, .. }) => {
                let next = if registered { nobody_registered } else { nobody }.get_ref();
                match self.playbook.node(next) {
                    Some(Node::Menu { silence, .. }) if last => self.enter(silence.get_ref()),
                    _ => self.enter(next),
                }
            }
            _ => self.enter(self.start()),
        }
    }

    /// Enters the step for a person that a key reaches from everywhere.
    pub(crate) fn person_anywhere(&self) -> Step {
        match self.playbook.script.anywhere.iter().find_map(|anywhere| anywhere.to.as_ref()) {
            Some(id) => self.enter(id.get_ref()),
            None => self.reply(Reply::Person { say: Vec::new(), urgent: false }),
        }
    }
}

fn subject(choice: &Choice) -> Target {
    match choice {
        Choice::Menu(id) => Target::Menu(id.clone()),
        // The category is general: callers are not asked for a category.
        Choice::Department(code) => {
            Target::Assignment(Assignment { department: code.clone(), category: CategoryCode::general() })
        }
        Choice::Triage => Target::Triage,
    }
}
