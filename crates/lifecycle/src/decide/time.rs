//! Time passes: whatever is due first happens, one thing at a time.

use super::{Deciding, Decision, Rules};
use crate::{Desk, Promise, State, What};
use jiff::Timestamp;

impl<R: Rules> Deciding<'_, R> {
    pub(super) fn pass_time(&self) -> Decision {
        let case = self.case;
        let s = &case.standing;
        let clock = [s.acknowledge_by, s.act_by].into_iter().flatten().min();
        let promise = case.promises.iter().filter(|p| p.due_at.is_some()).min_by_key(|p| p.due_at);
        let promised = promise.and_then(|promise| promise.due_at);
        let due = |at: Option<Timestamp>| at.is_some_and(|at| at <= self.now);
        match promise {
            Some(promise) if due(promised) && clock.is_none_or(|clock| promised < Some(clock)) => self.broken(promise),
            _ if due(clock) => self.clock_ran_out(),
            _ => Decision::Already,
        }
    }

    fn clock_ran_out(&self) -> Decision {
        let s = &self.case.standing;
        match (s.state, s.desk) {
            (State::Draft, _) if s.began_at.is_some() => self.register(),
            (State::Draft, _) => self.happens(What::Voided {}, |s| s.end(State::Void, self.now)),
            (_, Desk::Caller) => self.sent_to_triage(),
            (_, Desk::Triage) => self.handed_up(Desk::Coordinator),
            (_, Desk::Coordinator) => self.handed_up(Desk::Apex),
            (_, Desk::Apex) => Decision::Already,
            (_, Desk::Department) => match s.level.above() {
                Some(above) => self.happens(What::LevelRaised {}, |s| self.raise(s, above)),
                None => Decision::Already,
            },
        }
    }

    fn handed_up(&self, to: Desk) -> Decision {
        let terms = &self.case.terms;
        self.happens(What::HandedUp {}, |s| {
            s.desk = to;
            s.act_by = (to != Desk::Apex).then(|| terms.after(self.rules.calendar(), self.now, terms.triage_days));
        })
    }

    /// Nobody kept it in time: whoever is above must. At the apex it stands, and has no time.
    fn broken(&self, promise: &Promise) -> Decision {
        let keeper = promise.keeper.above().unwrap_or(promise.keeper);
        let again_at = keeper.above().map(|_| self.call_by());
        self.stays(What::PromiseBroken { number: promise.id, keeper, again_at })
    }
}
