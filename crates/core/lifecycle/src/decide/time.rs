//! Time passes: the earliest thing that is due happens, one at a time.

use super::{Deciding, Decision, Rules};
use crate::{APEX_DAYS, Awaited, Desk, Promise, State, What};

/// The thing that is due at a moment.
enum Due<'a> {
    Clock,
    Promise(&'a Promise),
    Awaited(&'a Awaited),
}

impl<R: Rules> Deciding<'_, R> {
    pub(super) fn pass_time(&self) -> Decision {
        let case = self.case;
        let s = &case.standing;
        // If several are due at one moment, the clock comes first.
        let clock = [s.acknowledge_by, s.act_by].into_iter().flatten().min().map(|at| (at, Due::Clock));
        let promises = case.promises.iter().map(|promise| (promise.due_at, Due::Promise(promise)));
        let awaited = case.awaited.iter().map(|awaited| (awaited.until, Due::Awaited(awaited)));
        let first = clock.into_iter().chain(promises).chain(awaited).min_by_key(|(at, _)| *at);
        match first.filter(|(at, _)| *at <= self.now) {
            Some((_, Due::Clock)) => self.clock_ran_out(),
            Some((_, Due::Promise(promise))) => self.broken(promise),
            Some((_, Due::Awaited(awaited))) => self.never_came(awaited.sound, &awaited.contact),
            None => Decision::Already,
        }
    }

    fn clock_ran_out(&self) -> Decision {
        let case = self.case;
        let s = &case.standing;
        match (s.state, s.desk) {
            // A draft without a beep, or with a silent recording, has nothing to register.
            (State::Draft, _) if s.began_at.is_some() && !case.silent => self.register(),
            (State::Draft, _) => self.happens(What::Voided {}, |s| s.end(State::Void, self.now)),
            (_, Desk::Caller) => self.sorted_as_meant().unwrap_or_else(|| self.sent_to_triage()),
            (_, Desk::Triage) => self.sorted_by_its_words().unwrap_or_else(|| self.handed_up(Desk::Coordinator)),
            (_, Desk::Coordinator) => self.handed_up(Desk::Apex),
            (_, Desk::Apex) => self.reminded(),
            (_, Desk::Department) => match s.level.above() {
                Some(above) => self.happens(What::LevelRaised {}, |s| self.raise(s, above)),
                None => self.reminded(),
            },
        }
    }

    /// Reminds the apex every few days until somebody acts. No level is above the apex.
    fn reminded(&self) -> Decision {
        let again = self.rules.calendar().close_after(self.now, APEX_DAYS);
        self.happens(What::Reminded {}, |s| s.act_by = Some(again))
    }

    fn handed_up(&self, to: Desk) -> Decision {
        self.happens(What::HandedUp {}, |s| {
            s.desk = to;
            s.act_by = Some(self.desk_by(&self.case.terms));
        })
    }

    /// Hands a promise that nobody kept in time to the keeper above. The apex is told again.
    fn broken(&self, promise: &Promise) -> Decision {
        let keeper = promise.keeper.above();
        self.stays(What::PromiseBroken { number: promise.number, keeper, again_at: self.call_by() })
    }
}
