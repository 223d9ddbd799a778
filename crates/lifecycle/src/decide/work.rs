//! What a department does with a case.

use super::intake::about_an_official;
use super::{Decided, Deciding, Decision, Rules};
use crate::{
    Assignment, Attachment, CategoryCode, Closing, DepartmentCode, Desk, Field, Ground, Kind, Level, MAX_TRANSFERS,
    PromiseKind, Quiet, StaffId, Standing, State, Waiting, What, Words,
};
use jiff::Timestamp;

const GIVE_A_REASON: &str = "say why";

impl<R: Rules> Deciding<'_, R> {
    pub(super) fn acknowledge(&self) -> Decided {
        let case = self.case;
        if case.standing.state == State::Acknowledged && case.acting.as_ref() == self.order.by.staff() {
            return Ok(Decision::Already);
        }
        Ok(self.happens(What::Acknowledged {}, |s| {
            if s.kind.is_acted_on() {
                s.state = State::Acknowledged;
                s.acknowledge_by = None;
            } else {
                s.closing = Some(Closing::Acknowledged);
                s.end(State::Closed, self.now);
            }
        }))
    }

    pub(super) fn ask(&self, question: &Words) -> Decision {
        let ask = self.promise(1, PromiseKind::Ask, self.call_by());
        self.happens(What::Asked { question: question.clone(), ask }, |s| {
            self.pause(s, &self.case.terms, Waiting::Answer);
        })
    }

    pub(super) fn take_action(&self, note: &Words, attachments: &[Attachment]) -> Decided {
        let kind = self.case.standing.kind;
        if !kind.is_acted_on() {
            return self.refused("a suggestion or an appreciation ends with `acknowledge`");
        }
        let promise = if kind == Kind::Query { PromiseKind::Tell } else { PromiseKind::FollowUp };
        let call = self.promise(1, promise, self.call_by());
        let what = What::ActionTaken { note: note.clone(), attachments: attachments.to_vec(), call };
        Ok(self.happens(what, |s| {
            if kind == Kind::Query {
                s.closing = Some(Closing::Answered);
                s.end(State::Closed, self.now);
            } else {
                s.state = State::ActionTaken;
                s.stop();
            }
        }))
    }

    /// It moves no clock: who is late goes on being late, and the citizen hears why.
    pub(super) fn reply_interim(&self, new_date: Timestamp) -> Decided {
        if self.order.why.is_none() {
            return self.refused(GIVE_A_REASON);
        }
        if new_date <= self.now || new_date > self.now + jiff::SignedDuration::from_hours(24 * crate::APPEAL_DAYS) {
            return self.refused("give a date within the next 30 days");
        }
        if self.too_many_promises() {
            return self.refused("keep a promise first");
        }
        let tell = self.promise(1, PromiseKind::Tell, self.call_by());
        let answer = self.promise(2, PromiseKind::Answer, new_date);
        Ok(self.stays(What::InterimReplied { tell, answer }))
    }

    pub(super) fn transfer(&self, department: Option<&DepartmentCode>, category: Option<&CategoryCode>) -> Decided {
        let case = self.case;
        if self.order.why.is_none() {
            return self.refused(GIVE_A_REASON);
        }
        let to = department.map(|department| Assignment {
            department: department.clone(),
            category: category.cloned().unwrap_or_else(CategoryCode::general),
        });
        if to.is_some() && to == case.standing.assignment() {
            return self.refused("it is there already");
        }
        // The coordinator, not the fourth department, says whose it is.
        let exhausted = case.transfers >= MAX_TRANSFERS;
        let to = to.filter(|_| !exhausted);
        let terms = match &to {
            Some(to) => match self.rules.terms(to) {
                Some(terms) => terms,
                None => return self.refused("there is no such department or category in the directory"),
            },
            None => self.rules.unsorted(),
        };
        let ask = to.as_ref().and_then(|_| self.ask_for_disclosure(&terms));
        let directory_version = self.rules.version().to_owned();
        let what = What::Transferred { terms: terms.clone(), directory_version, ask: ask.clone() };
        Ok(self.happens(what, |s| {
            s.state = State::Transferred;
            match &to {
                Some(to) => self.assign(s, to, &terms, self.now),
                None => {
                    let desk = if exhausted { Desk::Coordinator } else { Desk::Triage };
                    (s.desk, s.department, s.category) = (desk, None, None);
                    s.stop();
                    s.act_by = Some(terms.after(self.rules.calendar(), self.now, terms.triage_days));
                }
            }
            if ask.is_some() {
                self.pause(s, &terms, Waiting::Disclosure);
            }
        }))
    }

    pub(super) fn propose_rejection(&self, ground: Ground) -> Decided {
        if self.case.rejection_ground == Some(ground) {
            return Ok(Decision::Already);
        }
        if self.case.rejection_ground.is_some() {
            return self.refused("another ground is proposed; a second officer approves or declines that one first");
        }
        if ground == Ground::InformationNotGiven && !self.case.asked_in_vain {
            return self.refused("ask the citizen first: `ask`");
        }
        Ok(self.stays(What::RejectionProposed { ground }))
    }

    pub(super) fn approve_rejection(&self) -> Decided {
        let Some(ground) = self.case.rejection_ground else {
            return self.refused("no rejection is proposed");
        };
        if self.case.rejection_by.as_ref() == self.order.by.staff() {
            return self.refused("a second officer must approve it");
        }
        let tell = self.promise(1, PromiseKind::Tell, self.call_by());
        Ok(self.happens(What::Rejected { ground, tell }, |s| s.end(State::Rejected, self.now)))
    }

    pub(super) fn decline_rejection(&self) -> Decided {
        if self.case.rejection_ground.is_none() {
            return Ok(Decision::Already);
        }
        Ok(self.stays(What::RejectionDeclined {}))
    }

    pub(super) fn view(&self, field: Field) -> Decided {
        if self.case.acting.is_none() || self.case.acting.as_ref() != self.order.by.staff() {
            return self.refused("only the officer who has it in hand may look: `acknowledge` takes it in hand");
        }
        if self.case.granted(field).is_none() {
            return self.refused("the citizen has not granted it: `ask`");
        }
        Ok(self.stays(What::Viewed { field }))
    }

    /// Adds a mark; none is ever taken off.
    pub(super) fn mark(&self, quiet: Option<Quiet>, about_official: bool, named: Option<&StaffId>) -> Decision {
        let case = self.case;
        let s = &case.standing;
        let news = (quiet.is_some() && s.quiet != quiet)
            || (about_official && !s.about_official)
            || named.is_some_and(|id| !case.named.contains(id));
        if !news {
            return Decision::Already;
        }
        self.happens(What::Marked { named: named.cloned() }, |s| {
            s.quiet = quiet.or(s.quiet);
            if about_official || named.is_some() {
                let before = s.level;
                about_an_official(s);
                if s.level > before && s.desk == Desk::Department && s.act_by.is_some() {
                    self.fresh_clock(s, &case.terms, self.now);
                }
            }
        })
    }

    /// The level above has it from here on, with a clock of its own.
    pub(super) fn raise(&self, s: &mut Standing, above: Level) {
        s.level = above;
        let acknowledged = s.state == State::Acknowledged;
        self.fresh_clock(s, &self.case.terms, self.now);
        if acknowledged {
            s.acknowledge_by = None;
        }
    }
}
