//! The commands of the citizen: answers, notes, claims, reopening, appeal, withdrawal, disclosure.

use super::{Decided, Deciding, Decision, Rules, Why};
use crate::terms::{appeal_days, reopen_days};
use crate::{
    APPEAL_DAYS, Closing, Confidentiality, ContactId, Desk, Door, Field, Keeper, Kind, LegalGround, Level,
    MAX_TRANSFERS, Promise, PromiseKind, REOPEN_DAYS, Sealed, Standing, State, Waiting, What, Words,
};
use jiff::SignedDuration;

const TOO_LATE_TO_REOPEN: &str = concat!(
    "more than ",
    reopen_days!(),
    " days have passed: appeal within ",
    appeal_days!(),
    " days, or register it anew"
);

/// The most events whose words go with the case to each new desk.
const MOST_SAID: usize = 20;

impl<R: Rules> Deciding<'_, R> {
    pub(super) fn answer(&self, words: &Words) -> Decided {
        if !self.case.awaits_an_answer() {
            return self.refused("the department needs a disclosure, not an answer: `grant`");
        }
        // The same call also asks for a disclosure that the citizen took back in the meantime.
        let lacks = self.case.lacks_disclosure();
        Ok(self.happens(What::Answered { words: words.clone() }, |s| {
            self.goes_along(s);
            self.answered(s, lacks);
        }))
    }

    pub(super) fn add_words(&self, words: &Words) -> Decision {
        self.happens(What::WordsAdded { words: words.clone() }, |s| self.goes_along(s))
    }

    /// Lets the typed words of this event go with the case to each new desk, like a transcript. Of a confidential case
    /// they are read at the desk alone. The list is bounded: later words are in their own notice, and at the desk.
    fn goes_along(&self, s: &mut Standing) {
        if !s.hides_its_subject() && s.said_in.len() < MOST_SAID {
            s.said_in.push(self.case.version + 1);
        }
    }

    fn answered(&self, s: &mut Standing, lacks: bool) {
        match &mut s.paused {
            Some(pause) if lacks => pause.waiting = Waiting::Disclosure,
            _ => self.resume(s),
        }
    }

    /// Records a note of the citizen. One call leaves one note, however often its beep is reported.
    pub(super) fn leave_note(&self, contact: &ContactId, notice_heard: Option<&LegalGround>) -> Decided {
        if self.case.note_contact.as_ref() == Some(contact) {
            return Ok(Decision::Already);
        }
        if self.case.notes_left(self.now) == 0 {
            return Err(self.reject(Why::Limit, "the case takes no more notes today; `contest` asks the coordinator"));
        }
        let answers = self.case.awaits_an_answer();
        let lacks = self.case.lacks_disclosure();
        let recording_by = self.recording_by();
        let what = What::NoteLeft { contact: contact.clone(), notice_heard: notice_heard.cloned(), recording_by };
        Ok(self.happens(what, |s| {
            if answers {
                self.answered(s, lacks)
            }
        }))
    }

    pub(super) fn contest(&self) -> Decided {
        if self.case.promised_to(PromiseKind::HearContest).is_some() {
            return Ok(Decision::Already);
        }
        if self.case.notes_left(self.now) > 0 {
            return self.refused("it still takes notes today");
        }
        let hear = self.promise(1, PromiseKind::HearContest, self.call_by());
        Ok(self.stays(What::LimitContested { hear }))
    }

    pub(super) fn confirm_solved(&self) -> Decision {
        self.happens(What::SolvedConfirmed {}, |s| {
            s.closing = Some(Closing::Confirmed);
            s.end(State::Closed, self.now);
        })
    }

    /// Records the claim that the case is solved. A phone is shared and a caller's number can be forged, so the centre
    /// calls and asks.
    pub(super) fn claim_solved(&self, keeper: Keeper) -> Decided {
        if self.case.standing.desk != Desk::Department {
            return self.refused("it has no department yet; say it on the centre's call");
        }
        if self.case.promised_to(PromiseKind::FollowUp).is_some() {
            return Ok(Decision::Already);
        }
        if self.too_many_promises() {
            return self.refused("keep a promise first");
        }
        let follow_up = Promise { keeper, ..self.promise(1, PromiseKind::FollowUp, self.call_by()) };
        Ok(self.stays(What::SolvedClaimed { follow_up }))
    }

    /// Records a claim that somebody forces on the citizen. To everybody but the coordinator it looks like any claim:
    /// the case stays open with its department, and the coordinator keeps the promise to ask.
    pub(super) fn claim_under_duress(&self) -> Decided {
        match self.case.promised_to(PromiseKind::FollowUp) {
            Some(claimed) if claimed.keeper == Keeper::Agents => {
                let (number, keeper, again_at) = (claimed.number, Keeper::Coordinator, self.call_by());
                Ok(self.stays(What::PromiseBroken { number, keeper, again_at }))
            }
            _ => self.claim_solved(Keeper::Coordinator),
        }
    }

    pub(super) fn reopen(&self) -> Decided {
        let s = &self.case.standing;
        if !s.state.ended() && s.state != State::ActionTaken {
            return Ok(self.not_solved_after_all());
        }
        if self.ended_more_than(REOPEN_DAYS) {
            return self.refused(if s.state == State::Withdrawn {
                concat!("more than ", reopen_days!(), " days have passed: register it anew")
            } else {
                TOO_LATE_TO_REOPEN
            });
        }
        if s.state == State::Withdrawn {
            return Ok(self.ask_to_reopen());
        }
        let ask = self.ask_for_what_lacks();
        Ok(self.happens(What::Reopened { ask: ask.clone() }, |s| {
            self.open_again(s, s.level);
            self.pause_to_ask(s, ask.is_some());
        }))
    }

    /// Handles the citizen's "not solved" on an open case. It settles an earlier claim, made on their phone, that the
    /// case is solved.
    fn not_solved_after_all(&self) -> Decision {
        match self.case.promised_to(PromiseKind::FollowUp) {
            Some(claim) => self.stays(What::PromiseKept { number: claim.number }),
            None => Decision::Already,
        }
    }

    /// Promises a call of the coordinator about a withdrawn case. The answer is the same whether the case is protected
    /// or not, so it does not reveal the protection.
    fn ask_to_reopen(&self) -> Decision {
        if self.is_wanted_back() {
            return Decision::Already;
        }
        let ask = self.promise(1, PromiseKind::AskReopening, self.call_by());
        self.stays(What::ReopenAsked { ask })
    }

    fn is_wanted_back(&self) -> bool {
        self.case.promised_to(PromiseKind::AskReopening).is_some()
    }

    pub(super) fn appeal(&self) -> Decided {
        let s = &self.case.standing;
        if self.ended_more_than(APPEAL_DAYS) {
            return self.refused(concat!("more than ", appeal_days!(), " days have passed: register it anew"));
        }
        let Some(above) = s.level.above() else {
            return self.refused("the apex has decided, and nobody is above: register it anew if something is new");
        };
        let ask = self.ask_for_what_lacks();
        Ok(self.happens(What::Appealed { ask: ask.clone() }, |s| {
            self.open_again(s, above);
            s.floor = above;
            s.act_by = Some(self.rules.calendar().close_of_day(self.now, usize::try_from(APPEAL_DAYS).unwrap_or(0)));
            s.answer_by = s.act_by;
            self.pause_to_ask(s, ask.is_some());
        }))
    }

    /// Returns the promised call that asks for a required disclosure which the department still lacks.
    fn ask_for_what_lacks(&self) -> Option<Promise> {
        // A disclosure that was asked for in vain may be asked for anew.
        self.ask_for_disclosure(&self.case.terms, true).filter(|_| self.case.standing.department.is_some())
    }

    fn pause_to_ask(&self, s: &mut Standing, asks: bool) {
        if asks {
            self.pause(s, &self.case.terms, Waiting::Disclosure);
        }
    }

    fn ended_more_than(&self, days: i64) -> bool {
        // The days do not run while the citizen must still be told.
        if self.case.promised_to(PromiseKind::Tell).is_some() {
            return false;
        }
        let ended = self.case.standing.ended_at;
        ended.is_some_and(|ended| self.now > ended + SignedDuration::from_hours(24 * days))
    }

    /// Opens the case again at `level`, with fresh clocks. `level` is never below the present one.
    fn open_again(&self, s: &mut Standing, level: Level) {
        s.state = State::Reopened;
        s.closing = None;
        s.ended_at = None;
        s.level = level;
        // A suggestion or appreciation that is not settled becomes a grievance.
        s.kind = if s.kind.is_acted_on() { s.kind } else { Kind::Grievance };
        if s.department.is_none() {
            // After too many transfers the department is still the coordinator's to choose.
            s.desk = if self.case.transfers > MAX_TRANSFERS { Desk::Coordinator } else { Desk::Triage };
            s.act_by = Some(self.desk_by(&self.case.terms));
            return;
        }
        s.desk = Desk::Department;
        self.fresh_clock(s, &self.case.terms, self.now);
        s.answer_by = s.act_by.or(s.answer_by);
    }

    pub(super) fn ask_withdrawal(&self) -> Decided {
        if self.case.withdrawal_asked {
            return Ok(Decision::Already);
        }
        if self.too_many_promises() {
            return self.refused("keep a promise first");
        }
        let ask = self.promise(1, PromiseKind::AskWithdrawal, self.call_by());
        Ok(self.stays(What::WithdrawalAsked { ask }))
    }

    /// Withdraws the case on the centre's own call. If somebody was at the door, the case looks withdrawn to everybody
    /// but the coordinator, who looks after the citizen.
    pub(super) fn confirm_withdrawal(&self, call: &ContactId, at_the_door: Door) -> Decided {
        if !self.case.withdrawal_asked {
            return self.refused("nobody asked to take it back; `ask-withdrawal` notes the wish first");
        }
        if self.case.withdrawal_asked_by.is_some() && self.case.withdrawal_asked_by.as_ref() == self.order.by.staff() {
            return self.refused("the agent who noted the wish does not confirm it: another agent calls and asks");
        }
        if *call == self.case.contact {
            return self.refused("name the centre's own call, not the citizen's");
        }
        Ok(self.taken_back(call, at_the_door))
    }

    pub(super) fn taken_back(&self, call: &ContactId, at_the_door: Door) -> Decision {
        self.happens(What::Withdrawn { call: call.clone(), at_the_door }, |s| {
            s.end(State::Withdrawn, self.now);
            s.desk = Desk::Department;
            if at_the_door == Door::Somebody {
                s.desk = Desk::Coordinator;
                s.quiet = s.quiet.or(Some(Confidentiality::Protected));
                s.act_by = Some(self.desk_by(&self.case.terms));
            }
        })
    }

    pub(super) fn drop_withdrawal(&self) -> Decision {
        if self.case.withdrawal_asked { self.stays(What::WithdrawalDropped {}) } else { Decision::Already }
    }

    pub(super) fn open_a_withdrawn_one_again(&self) -> Decided {
        if !self.case.standing.protected() && !self.is_wanted_back() {
            return self.refused("the citizen has not asked for it, and it is not protected");
        }
        let ask = self.ask_for_what_lacks();
        Ok(self.happens(What::OpenedAgain { ask: ask.clone() }, |s| {
            self.open_again(s, s.level.max(Level::L2));
            s.floor = s.floor.max(Level::L2);
            self.pause_to_ask(s, ask.is_some());
        }))
    }

    pub(super) fn end_protection(&self) -> Decided {
        if !self.case.standing.protected() && !self.is_wanted_back() {
            return self.refused("it is not protected, and nobody asked for it back");
        }
        Ok(self.happens(What::ProtectionEnded {}, |s| {
            s.desk = Desk::Department;
            s.quiet = s.quiet.filter(|quiet| *quiet != Confidentiality::Protected);
            s.stop();
        }))
    }

    pub(super) fn grant(&self, field: Field, sealed: &Sealed) -> Decided {
        if !self.case.terms.fields.contains(&field) {
            return self.refused("its department needs to know nothing of that kind");
        }
        if self.case.granted(field) == Some(sealed) {
            return Ok(Decision::Already);
        }
        let mut then = self.case.clone();
        then.absorb_grant(field, sealed);
        let waits = self.case.standing.paused.is_some_and(|pause| pause.waiting == Waiting::Disclosure);
        let enough = waits && !then.lacks_disclosure();
        Ok(self.happens(What::Granted { field, sealed: sealed.clone() }, |s| {
            if enough {
                self.resume(s);
            }
        }))
    }

    pub(super) fn revoke(&self, field: Field) -> Decision {
        if self.case.granted(field).is_none() {
            return Decision::Already;
        }
        let needed = self.case.terms.fields.contains(&field) && self.case.terms.disclosure == crate::Need::Required;
        let at_work = self.case.standing.state.at_work() && self.case.standing.desk == Desk::Department;
        let ask = (needed && at_work).then(|| self.promise(1, PromiseKind::Ask, self.call_by()));
        self.happens(What::Revoked { field, ask: ask.clone() }, |s| self.pause_to_ask(s, ask.is_some()))
    }
}
