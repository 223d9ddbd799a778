//! The work of a department on a case.

use super::intake::about_an_official;
use super::{Decided, Deciding, Decision, Rules};
use crate::terms::appeal_days;
use crate::{
    Actor, Assignment, Attachment, CategoryCode, Closing, Confidentiality, DepartmentCode, Desk, Field, Ground, Kind,
    Level, MAX_QUESTIONS, MAX_TRANSFERS, PromiseKind, Role, StaffId, Standing, State, Waiting, What, Words,
};
use jiff::Timestamp;

/// The number of [`MAX_ATTACHMENTS`], for use in a message.
macro_rules! max_attachments {
    () => {
        20
    };
}

/// The number of [`MOST_ANSWER_CHARS`], for use in a message.
macro_rules! most_answer_chars {
    () => {
        600
    };
}

/// The most files that one report may have. More files belong to another case.
const MAX_ATTACHMENTS: usize = max_attachments!();

/// The longest answer to a question: 45 s of speech, as long as a scheme (2.3 words a second, of six characters).
const MOST_ANSWER_CHARS: usize = most_answer_chars!();

const TOO_LONG_TO_SPEAK: &str =
    concat!("an answer is spoken on the telephone: say it in at most ", most_answer_chars!(), " characters");

/// The most officials whom one case may name.
const MAX_NAMED: usize = 10;

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

    /// Puts a question to the citizen, which stops the clock. A level below the case's may not ask, and each level may
    /// ask [`MAX_QUESTIONS`] times.
    pub(super) fn ask(&self, question: &Words) -> Decided {
        if self.below_its_level() {
            return self.refused("the level that has it asks");
        }
        if self.case.questions >= MAX_QUESTIONS {
            return self.refused("this level has asked twice: act on what is known");
        }
        let ask = self.promise(1, PromiseKind::Ask, self.call_by());
        Ok(self.happens(What::Asked { question: question.clone(), ask }, |s| {
            self.pause(s, &self.case.terms, Waiting::Answer);
        }))
    }

    fn below_its_level(&self) -> bool {
        matches!(self.order.by, Actor::Officer { level, .. } if level < self.case.standing.level)
    }

    pub(super) fn take_action(&self, note: &Words, attachments: &[Attachment]) -> Decided {
        let kind = self.case.standing.kind;
        if !kind.is_acted_on() {
            return self.refused("a suggestion or an appreciation ends with `acknowledge`");
        }
        if attachments.len() > MAX_ATTACHMENTS {
            return self.refused(concat!("give at most ", max_attachments!(), " attachments"));
        }
        if kind == Kind::Query && note.as_str().chars().count() > MOST_ANSWER_CHARS {
            return self.refused(TOO_LONG_TO_SPEAK);
        }
        let promise = if kind == Kind::Query { PromiseKind::Tell } else { PromiseKind::FollowUp };
        let call = self.promise(1, promise, self.call_by());
        let about_scheme = self.case.about_scheme.clone();
        let what = What::ActionTaken { note: note.clone(), attachments: attachments.to_vec(), call, about_scheme };
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

    /// Records an interim reply. It moves no clock: a late department stays late, and the citizen hears the reason.
    pub(super) fn reply_interim(&self, new_date: Timestamp) -> Decided {
        if new_date <= self.now || new_date > self.now + jiff::SignedDuration::from_hours(24 * crate::APPEAL_DAYS) {
            return self.refused(concat!("give a date within the next ", appeal_days!(), " days"));
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
        let centre = matches!(self.order.by.role(), Role::Coordinator | Role::Apex);
        // After the last transfer only the coordinator or the apex gives the case a department.
        if case.transfers > MAX_TRANSFERS && !centre {
            return self.refused("the coordinator has decided whose it is");
        }
        let to = department.map(|department| Assignment {
            department: department.clone(),
            category: category.cloned().unwrap_or_else(CategoryCode::general),
        });
        if to.is_some() && to == case.standing.assignment() {
            return self.refused("it is there already");
        }
        // A transfer beyond the limit goes to the coordinator, who chooses the department, not to a fourth department.
        let exhausted = case.transfers >= MAX_TRANSFERS && !centre;
        let to = to.filter(|_| !exhausted);
        let terms = match &to {
            Some(to) => match self.rules.terms(to) {
                Some(terms) => terms,
                None => return self.refused("there is no such department or category in the directory"),
            },
            None => self.rules.unsorted(),
        };
        let within = to.as_ref().is_some_and(|to| case.standing.department.as_ref() == Some(&to.department));
        let ask = to.as_ref().and_then(|_| self.ask_for_disclosure(&terms, within));
        let directory_version = self.rules.version().to_owned();
        let report = self.report(&terms, 1 + u16::from(ask.is_some()));
        let what = What::Transferred { terms: terms.clone(), directory_version, ask: ask.clone(), report };
        Ok(self.happens(what, |s| {
            s.state = State::Transferred;
            match &to {
                Some(to) => {
                    let (acknowledge_by, act_by) = (s.acknowledge_by, s.act_by);
                    self.assign(s, to, &terms, self.now);
                    // Within a department another category buys no time.
                    if within {
                        s.acknowledge_by = earlier(acknowledge_by, s.acknowledge_by);
                        s.act_by = earlier(act_by, s.act_by);
                    }
                }
                None => {
                    let desk = if exhausted { Desk::Coordinator } else { Desk::Triage };
                    (s.desk, s.department, s.category) = (desk, None, None);
                    s.stop();
                    s.act_by = Some(self.desk_by(&terms));
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
        if self.below_its_level() {
            return self.refused("an officer of the level that has it must agree");
        }
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
        if !self.case.terms.fields.contains(&field) || self.case.granted(field).is_none() {
            return self.refused("the citizen has not granted it: `ask`");
        }
        Ok(self.stays(What::Viewed { field }))
    }

    /// Adds a mark; marks are never removed. A named official no longer sees the case, and it goes above the official's
    /// level.
    pub(super) fn mark(
        &self,
        quiet: Option<Confidentiality>,
        about_official: bool,
        named: Option<(&StaffId, Level)>,
    ) -> Decided {
        let case = self.case;
        let s = &case.standing;
        if quiet == Some(Confidentiality::Protected) {
            return self.refused("protection follows from a withdrawal under pressure, not from a mark");
        }
        if matches!(&self.order.command, crate::Command::Mark { named: Some(_), named_level: None, .. }) {
            return self.refused("say the official's level too: `named_level`");
        }
        if case.named.len() >= MAX_NAMED {
            return self.refused("ten officials are named already: send it to the coordinator");
        }
        let news = (quiet.is_some() && s.quiet.is_none())
            || (about_official && !s.about_official)
            || named.is_some_and(|(id, _)| !case.named.contains(id));
        if !news {
            return Ok(Decision::Already);
        }
        let mut after = s.clone();
        after.quiet = s.quiet.or(quiet);
        if about_official || named.is_some() {
            about_an_official(&mut after);
            let above = named.map_or(Level::L2, |(_, level)| level.above().unwrap_or(level));
            (after.level, after.floor) = (after.level.max(above), after.floor.max(above));
        }
        let raised_to = (after.level > s.level).then_some(after.level);
        if raised_to.is_some() && s.desk == Desk::Department && s.act_by.is_some() {
            // The acting officer may be below the new level, so an officer of the new level must acknowledge the case.
            if s.state == State::Acknowledged {
                after.state = State::Triaged;
            }
            self.fresh_clock(&mut after, &case.terms, self.now);
        }
        let what = What::Marked { named: named.map(|(id, _)| id.clone()), raised_to };
        Ok(self.happens(what, |s| *s = after))
    }

    /// Raises the case to the level `above`, with a fresh clock. An acknowledged case needs no new acknowledgement.
    pub(super) fn raise(&self, s: &mut Standing, above: Level) {
        s.level = above;
        let acknowledged = s.state == State::Acknowledged;
        self.fresh_clock(s, &self.case.terms, self.now);
        if acknowledged {
            s.acknowledge_by = None;
        }
    }
}

fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
