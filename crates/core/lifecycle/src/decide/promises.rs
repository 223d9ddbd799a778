//! Promises: made, kept, and calls that did not reach the citizen.

use super::{Decided, Deciding, Decision, Rules};
use crate::promise::MAX_PROMISES;
use crate::terms::appeal_days;
use crate::{APPEAL_DAYS, ATTEMPTS, Closing, PromiseKind, State, What, in_india};
use jiff::{SignedDuration, Timestamp};

/// Number of promises that stay free for those that the lifecycle itself makes.
const ROOM: usize = 6;

impl<R: Rules> Deciding<'_, R> {
    pub(super) fn too_many_promises(&self) -> bool {
        self.case.promises.len() + ROOM > MAX_PROMISES
    }

    pub(super) fn make_promise(&self, kind: PromiseKind, until: Timestamp) -> Decided {
        if kind != PromiseKind::CallBack {
            return self.refused("only a call back is promised by hand; the others follow from what happens");
        }
        if until <= self.now || until > self.now + SignedDuration::from_hours(24 * APPEAL_DAYS) {
            return self.refused(concat!("promise a call within the next ", appeal_days!(), " days"));
        }
        if self.too_many_promises() {
            return self.refused("keep a promise first");
        }
        Ok(self.stays(What::Promised { promise: self.promise(1, kind, until) }))
    }

    pub(super) fn keep_promise(&self, number: u16) -> Decided {
        let Some(promise) = self.case.promise(number) else { return self.no_longer_open(number) };
        match promise.kind {
            PromiseKind::Tell => Ok(self.told(number)),
            PromiseKind::CallBack | PromiseKind::HearContest | PromiseKind::StatutoryReport => {
                Ok(self.stays(What::PromiseKept { number }))
            }
            PromiseKind::AskReopening => self.refused("it is kept by `open-again` or `end-protection`"),
            PromiseKind::FollowUp => self.refused("it is kept by the citizen's word: `confirm-solved` or `reopen`"),
            PromiseKind::Ask => self.refused("it is kept by the citizen's `answer` or `grant`"),
            PromiseKind::AskWithdrawal => self.refused("it is kept by `confirm-withdrawal` or `drop-withdrawal`"),
            PromiseKind::Answer => self.refused("it is kept by `take-action`"),
        }
    }

    /// Keeps a promise to tell the citizen something. The days to reopen and to appeal run from now.
    fn told(&self, number: u16) -> Decision {
        self.happens(What::PromiseKept { number }, |s| s.ended_at = s.ended_at.map(|_| self.now))
    }

    /// Records that the citizen heard the answer on their own call, so that no promised call repeats it.
    pub(super) fn hear_answer(&self) -> Decided {
        if self.case.standing.closing != Some(Closing::Answered) {
            return self.refused("no question of theirs was answered");
        }
        Ok(self.case.promised_to(PromiseKind::Tell).map_or(Decision::Already, |tell| self.told(tell.number)))
    }

    /// Handles a number that is not an open promise. A promise that was once made is done with; any other number is
    /// refused.
    fn no_longer_open(&self, number: u16) -> Decided {
        if (1..=self.case.promised).contains(&number) {
            return Ok(Decision::Already);
        }
        self.refused("there is no promise of that number")
    }

    /// Records a call that did not reach the citizen. One call a day counts, so that three in a row are not three
    /// attempts.
    pub(super) fn not_reached(&self, number: u16) -> Decided {
        let Some(promise) = self.case.promise(number) else { return self.no_longer_open(number) };
        if !promise.kind.is_a_call() {
            return self.refused("that promise is not kept by a call");
        }
        if promise.tried_at.is_some_and(|tried| in_india(tried).date() == in_india(self.now).date()) {
            return self.refused("one call a day counts; call again tomorrow");
        }
        let last = promise.attempts + 1 >= ATTEMPTS;
        // The next call is due on another day, or it would not count.
        let again_at = (!last).then(|| self.rules.calendar().close_after(self.now, 1));
        let what = What::NotReached { number, again_at };
        let state = self.case.standing.state;
        Ok(self.happens(what, |s| match promise.kind {
            PromiseKind::FollowUp if last && state == State::ActionTaken => {
                s.closing = Some(Closing::Unconfirmed);
                s.end(State::Closed, self.now);
            }
            PromiseKind::Ask if last => self.resume(s),
            _ => {}
        }))
    }
}
