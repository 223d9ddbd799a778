//! The decision on a command: the table of [`crate::rule`], then the conditions beside the state.

mod citizen;
mod intake;
mod promises;
mod rejection;
mod said;
mod time;
mod work;

pub use rejection::{Rejection, Why};

use crate::rule::asks;
use crate::{
    Actor, Assignment, Calendar, Case, Chain, Command, CommandKind, Desk, Door, Event, Keeper, Level, Order, Promise,
    PromiseKind, Rule, Standing, State, Terms, Transition, Waits, What, may, rule,
};
use jiff::Timestamp;

/// The rules that the State sets: times, duties and holidays. The directory implements them.
pub trait Rules {
    /// Returns the version of the rules. Each case that is registered, sorted or transferred records it.
    fn version(&self) -> &str;
    /// Returns the opening times of the offices.
    fn calendar(&self) -> &Calendar;
    /// Returns the terms of a case that has no department yet.
    fn unsorted(&self) -> Terms;
    /// Returns the terms of a category, or `None` if there is no such department or category.
    fn terms(&self, of: &Assignment) -> Option<Terms>;
    /// Returns how long a case waits for recordings and transcripts.
    fn waits(&self) -> Waits;
}

/// The outcome of a command that is not rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The command happens. The caller writes case and event, or neither.
    Happens(Box<Transition>),
    /// The command changes nothing: its effect is there already, or nothing is due. The caller writes nothing.
    Already,
}

type Decided = Result<Decision, Rejection>;

/// Decides `order` on `case` at `now`. The function is pure and total: every pair of state and command has its row.
///
/// # Errors
/// A [`Rejection`] that names case, state, command and remedy.
pub fn decide(rules: &impl Rules, case: &Case, order: &Order, now: Timestamp) -> Decided {
    // A clock that jumps back (another machine, a leap) must not reorder a timeline.
    let now = now.max(case.last_event_at);
    Deciding { rules, case, order, now }.decide()
}

struct Deciding<'a, R> {
    rules: &'a R,
    case: &'a Case,
    order: &'a Order,
    now: Timestamp,
}

impl<R: Rules> Deciding<'_, R> {
    fn decide(&self) -> Decided {
        let kind = self.order.command.kind();
        self.authority(kind)?;
        let sees_it_move = self.order.by.sees_it_move(self.case);
        if sees_it_move && self.order.seen.is_some_and(|seen| seen != self.case.version) {
            return Err(self.reject(Why::Stale, "look at it again: it has moved since"));
        }
        match rule(kind, self.case.standing.state) {
            // Only the coordinator and the apex may know that a protected case moves. To everybody else it answers like
            // any withdrawn case.
            Rule::Nothing(_) if !sees_it_move => Err(self.reject(Why::State, crate::rule::WITHDRAWN)),
            Rule::Nothing(_) => Ok(Decision::Already),
            Rule::Refused(remedy) => Err(self.reject(Why::State, remedy)),
            Rule::To(_) | Rule::Stays => self.effect(),
        }
    }

    /// Checks that the actor may give this command on this case.
    fn authority(&self, kind: CommandKind) -> Result<(), Rejection> {
        let by = &self.order.by;
        let (s, role) = (&self.case.standing, by.role());
        if !by.sees(self.case) {
            return Err(self.reject(Why::Hidden, "check the number"));
        }
        if !may(kind).contains(&role) {
            return Err(self.reject(Why::Role, "ask somebody who may"));
        }
        if let Actor::Officer { level, .. } = by
            && *level < s.floor
        {
            return Err(self.reject(Why::Level, "it is for the level that has it, or one above"));
        }
        Ok(())
    }

    fn effect(&self) -> Decided {
        let asks = asks(self.order.command.kind());
        if asks.a_department && self.case.standing.desk != Desk::Department {
            return self.refused("it has no department now: `sort` gives it one");
        }
        if asks.a_reason && self.order.why.is_none() {
            return self.refused("say why");
        }
        match &self.order.command {
            Command::BeginTake { .. } => self.begin_take(),
            Command::Register {} => Ok(self.register()),
            Command::Sort { department, category, kind, about_scheme } => {
                let to = Assignment { department: department.clone(), category: category.clone() };
                self.sort(to, *kind, about_scheme.as_ref())
            }
            Command::LeaveToTriage {} => self.leave_to_triage(),
            Command::PassTime {} => Ok(self.pass_time()),
            Command::Acknowledge {} => self.acknowledge(),
            Command::Ask { question } => self.ask(question),
            Command::Answer { words } => self.answer(words),
            Command::AddWords { words } => Ok(self.add_words(words)),
            Command::LeaveNote { contact, notice_heard } => self.leave_note(contact, notice_heard.as_ref()),
            Command::KeepNote { contact, speech, .. } => Ok(self.keep_note(contact, *speech)),
            Command::KeepTranscript { contact, .. } => Ok(self.keep_transcript(contact)),
            Command::LoseTranscript { contact } => Ok(self.lose_transcript(contact)),
            Command::ReadTranscript { contact } => self.read_transcript(contact),
            Command::ReleaseWords { contact, words } => self.release_words(contact, words),
            Command::Listen { contact } => self.listen(contact),
            Command::GrantVoice {} => Ok(self.grant_voice()),
            Command::RevokeVoice {} => Ok(self.revoke_voice()),
            Command::Contest {} => self.contest(),
            Command::TakeAction { note, attachments } => self.take_action(note, attachments),
            Command::ReplyInterim { new_date } => self.reply_interim(*new_date),
            Command::ConfirmSolved {} => Ok(self.confirm_solved()),
            Command::ClaimSolved {} => self.claim_solved(Keeper::Agents),
            Command::ClaimUnderDuress {} => self.claim_under_duress(),
            Command::HearAnswer {} => self.hear_answer(),
            Command::Reopen {} => self.reopen(),
            Command::Appeal {} => self.appeal(),
            Command::Transfer { department, category } => self.transfer(department.as_ref(), category.as_ref()),
            Command::ProposeRejection { ground } => self.propose_rejection(*ground),
            Command::ApproveRejection {} => self.approve_rejection(),
            Command::DeclineRejection {} => self.decline_rejection(),
            Command::AskWithdrawal {} => self.ask_withdrawal(),
            Command::ConfirmWithdrawal { call, at_the_door } => self.confirm_withdrawal(call, *at_the_door),
            Command::WithdrawUnderDuress { call } => Ok(self.taken_back(call, Door::Somebody)),
            Command::DropWithdrawal {} => Ok(self.drop_withdrawal()),
            Command::OpenAgain {} => self.open_a_withdrawn_one_again(),
            Command::EndProtection {} => self.end_protection(),
            Command::Grant { field, sealed } => self.grant(*field, sealed),
            Command::Revoke { field } => Ok(self.revoke(*field)),
            Command::View { field } => self.view(*field),
            Command::Promise { promise, until } => self.make_promise(*promise, *until),
            Command::KeepPromise { number } => self.keep_promise(*number),
            Command::NotReached { number } => self.not_reached(*number),
            Command::Locate { district } => Ok(self.locate(district)),
            Command::Mark { quiet, about_official, named, named_level } => {
                let named = named.as_ref().zip(*named_level);
                self.mark(*quiet, *about_official, named)
            }
        }
    }

    fn reject(&self, why: Why, remedy: &'static str) -> Rejection {
        let Self { case, order, .. } = self;
        let command = order.command.kind();
        Rejection { ticket: case.ticket.clone(), state: order.by.sees_state(case), command, why, remedy }
    }

    /// Refuses the command because of a condition beside the state.
    fn refused(&self, remedy: &'static str) -> Decided {
        Err(self.reject(Why::Condition, remedy))
    }

    /// Records an event that leaves the standing as it is.
    fn stays(&self, what: What) -> Decision {
        self.happens(what, |_| {})
    }

    /// Creates the event and the case after it. `change` edits the standing, and everything else follows from the
    /// event. So the case stays the fold of its events.
    fn happens(&self, what: What, change: impl FnOnce(&mut Standing)) -> Decision {
        let mut next = self.case.clone();
        change(&mut next.standing);
        if next.standing.hides_its_subject() && !self.case.standing.hides_its_subject() {
            next.standing.hold_words(&self.case.transcribed);
        }
        let mut event = Event {
            ticket: next.ticket.clone(),
            sequence: self.case.version + 1,
            at: self.now,
            by: self.order.by.clone(),
            why: self.order.why.clone(),
            what,
            standing: next.standing.clone(),
            language: next.language.clone(),
            district: next.district.clone(),
            chain: Chain::default(),
        };
        next.absorb(&event, self.case);
        event.district = next.district.clone();
        next.standing.due_at = next.earliest();
        event.standing.due_at = next.standing.due_at;
        event.chain = self.case.chain.after(&event);
        next.file.chain = event.chain.clone();
        Decision::Happens(Box::new(Transition { case: next, event }))
    }

    /// Creates the `nth` promise of this command. Numbers go on from the last promise of the case.
    fn promise(&self, nth: u16, kind: PromiseKind, until: Timestamp) -> Promise {
        let keeper = kind.first_keeper();
        let number = self.case.promised.saturating_add(nth);
        Promise { number, kind, keeper, attempts: 0, tried_at: None, due_at: until }
    }

    /// Returns when a call that is promised now is due.
    fn call_by(&self) -> Timestamp {
        self.rules.calendar().close_after(self.now, crate::CALL_DAYS)
    }

    /// Returns when a desk of the centre that gets the case now must have dealt with it.
    fn desk_by(&self, terms: &Terms) -> Timestamp {
        terms.after(self.rules.calendar(), self.now, terms.triage_days)
    }

    /// Starts fresh clocks at `from`, for the present level of the case.
    fn fresh_clock(&self, s: &mut Standing, terms: &Terms, from: Timestamp) {
        let calendar = self.rules.calendar();
        let by = |days: u16| terms.after(calendar, from, days);
        s.stop();
        if s.level == Level::Apex {
            s.act_by = Some(by(terms.days(s.level)));
            return;
        }
        let act_by = s.kind.is_acted_on().then(|| by(terms.days(s.level)));
        let acknowledge_by = by(terms.acknowledge_days);
        s.acknowledge_by = Some(act_by.map_or(acknowledge_by, |act_by| act_by.min(acknowledge_by)));
        s.act_by = act_by;
    }

    /// Begins the wait for the citizen. The pause keeps the time that is left on the clocks.
    fn pause(&self, s: &mut Standing, terms: &Terms, waiting: crate::Waiting) {
        let left = |by: Option<Timestamp>| by.map(|by| terms.left(self.rules.calendar(), self.now, by));
        let (acknowledge_left, act_left) = (left(s.acknowledge_by), left(s.act_by));
        let pause = crate::Pause { from: s.state, waiting, acknowledge_left, act_left };
        s.stop();
        s.state = State::AwaitingInformation;
        s.paused = Some(pause);
    }

    /// Ends the wait. The clocks go on with the time that was left on them.
    fn resume(&self, s: &mut Standing) {
        let Some(pause) = s.paused.take() else { return };
        let by = |left| self.case.terms.resume(self.rules.calendar(), self.now, left);
        s.state = pause.from;
        s.acknowledge_by = pause.acknowledge_left.map(by);
        s.act_by = pause.act_left.map(by);
    }
}
