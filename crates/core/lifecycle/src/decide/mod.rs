//! What becomes of a command: the table of [`crate::rule`], then the conditions that look at more than the state.

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
    Actor, Assignment, Calendar, Case, Chain, Command, CommandKind, Desk, Door, Event, Level, Order, Promise,
    PromiseKind, Rule, Standing, State, Terms, Transition, Waits, What, may, rule,
};
use jiff::Timestamp;

/// What the State decides: times, duties, holidays. The directory is one.
pub trait Rules {
    /// Named in each case that is registered, sorted or transferred under it.
    fn version(&self) -> &str;
    /// When offices are open.
    fn calendar(&self) -> &Calendar;
    /// The terms of a case that no department has yet.
    fn unsorted(&self) -> Terms;
    /// The terms of a category. `None`: there is no such department or category.
    fn terms(&self, of: &Assignment) -> Option<Terms>;
    /// How long the sound of a case is waited for.
    fn waits(&self) -> Waits;
}

/// What becomes of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It happens: write both or neither.
    Happens(Box<Transition>),
    /// It is so already, or nothing is due: nothing to write.
    Already,
}

type Decided = Result<Decision, Rejection>;

/// Decides `order` on `case` at `now`. Pure, and total: every state × command pair has its row.
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
            // Whether a protected case moves is the coordinator's to know: nobody else can tell by what it answers.
            Rule::Nothing(_) if !sees_it_move => Err(self.reject(Why::State, crate::rule::WITHDRAWN)),
            Rule::Nothing(_) => Ok(Decision::Already),
            Rule::Refused(remedy) => Err(self.reject(Why::State, remedy)),
            Rule::To(_) | Rule::Stays => self.effect(),
        }
    }

    /// Who may command at all, on this case.
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
            Command::AddWords { words } => Ok(self.stays(What::WordsAdded { words: words.clone() })),
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
            Command::ClaimSolved {} => self.claim_solved(),
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

    /// Refused for a condition that looks at more than the state.
    fn refused(&self, remedy: &'static str) -> Decided {
        Err(self.reject(Why::Condition, remedy))
    }

    /// An event that leaves the standing as it is.
    fn stays(&self, what: What) -> Decision {
        self.happens(what, |_| {})
    }

    /// The event, and the case after it. The standing is changed here, the rest follows from the event: so the fold
    /// of the events is the case.
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
        next.absorb(&event, self.case.standing.department.as_ref());
        event.district = next.district.clone();
        next.standing.due_at = next.earliest();
        event.standing.due_at = next.standing.due_at;
        event.chain = self.case.chain.after(&event);
        next.file.chain = event.chain.clone();
        Decision::Happens(Box::new(Transition { case: next, event }))
    }

    /// The next promises of this case, in the order in which they are asked for.
    fn promise(&self, nth: u16, kind: PromiseKind, until: Timestamp) -> Promise {
        let keeper = kind.first_keeper();
        let number = self.case.promised.saturating_add(nth);
        Promise { number, kind, keeper, attempts: 0, tried_at: None, due_at: until }
    }

    /// When a promised call is due.
    fn call_by(&self) -> Timestamp {
        let calendar = self.rules.calendar();
        calendar.after(self.now, calendar.day() * i32::from(crate::CALL_DAYS))
    }

    /// When a desk of the centre that gets a case now must have dealt with it.
    fn desk_by(&self, terms: &Terms) -> Timestamp {
        terms.after(self.rules.calendar(), self.now, terms.triage_days)
    }

    /// A clock that begins anew at `from`, for the level that the case has.
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

    /// Begins the wait for the citizen: what is left on the clocks is kept.
    fn pause(&self, s: &mut Standing, terms: &Terms, waiting: crate::Waiting) {
        let left = |by: Option<Timestamp>| by.map(|by| terms.between(self.rules.calendar(), self.now, by));
        let (acknowledge_left, act_left) = (left(s.acknowledge_by), left(s.act_by));
        let pause = crate::Pause { from: s.state, waiting, acknowledge_left, act_left };
        s.stop();
        s.state = State::AwaitingInformation;
        s.paused = Some(pause);
    }

    /// Ends the wait: the clocks go on with what was left on them.
    fn resume(&self, s: &mut Standing) {
        let Some(pause) = s.paused.take() else { return };
        let by = |left| self.case.terms.resume(self.rules.calendar(), self.now, left);
        s.state = pause.from;
        s.acknowledge_by = pause.acknowledge_left.map(by);
        s.act_by = pause.act_left.map(by);
    }
}
