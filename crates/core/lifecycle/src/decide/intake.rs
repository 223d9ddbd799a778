//! From the beep to a department.

use super::{Decided, Deciding, Decision, Rules};
use crate::{
    Assignment, Command, ContactId, Desk, District, Kind, Level, Promise, PromiseKind, REPORT_WITHIN, Role, SchemeCode,
    Standing, State, Terms, Waiting, What,
};
use jiff::{SignedDuration, Timestamp};

impl<R: Rules> Deciding<'_, R> {
    /// Records the beep, once. A beep on a void draft registers the case.
    pub(super) fn begin_take(&self) -> Decided {
        let Command::BeginTake { notice_heard, meant_department, meant_category, about_scheme } =
            self.order.command.clone()
        else {
            return Ok(Decision::Already);
        };
        if self.case.standing.state == State::Void {
            return Ok(self.register());
        }
        if self.case.standing.began_at.is_some() {
            return Ok(Decision::Already);
        }
        let recording_by = self.recording_by();
        let what = What::TakeBegan { notice_heard, recording_by, meant_department, meant_category, about_scheme };
        Ok(self.happens(what, |s| s.began_at = Some(self.now)))
    }

    /// Registers the case. On a call the caller has some minutes to sort it. If the sweep registers it, nobody is on
    /// the line: the case goes to triage, unless its department was known before the note.
    pub(super) fn register(&self) -> Decision {
        let terms = self.rules.unsorted();
        let sorting = SignedDuration::from_mins(terms.sorting_minutes.into());
        let directory_version = self.rules.version().to_owned();
        let on_the_line = self.order.by.role() != Role::System;
        self.happens(What::Registered { terms: terms.clone(), directory_version }, |s| {
            s.state = State::Registered;
            s.ended_at = None;
            s.began_at = s.began_at.or(Some(self.now));
            if on_the_line || self.case.meant().is_some() {
                s.desk = Desk::Caller;
                s.act_by = Some(self.now + sorting);
            } else {
                self.to_triage(s, &terms);
            }
        })
    }

    /// Keeps the note of one call, once. Speech in the note proves that there was a beep, even if the step that reports
    /// the beep was lost, and brings a void draft to triage.
    pub(super) fn keep_note(&self, contact: &ContactId, speech: bool) -> Decision {
        if self.case.kept.contains(contact) {
            return Decision::Already;
        }
        let Command::KeepNote { contact, sound, seconds, speech: _, clipped, noisy, cut } = self.order.command.clone()
        else {
            return Decision::Already;
        };
        let revives = speech && self.case.standing.state == State::Void;
        let transcript_by = self.rules.waits().transcript.filter(|_| speech).map(|wait| self.now + wait);
        let what = What::NoteKept { contact, sound, seconds, speech, clipped, noisy, cut, revives, transcript_by };
        self.happens(what, |s| {
            if speech {
                s.began_at = s.began_at.or(Some(self.now));
            }
            if revives {
                s.state = State::Registered;
                s.ended_at = None;
                self.to_triage(s, &self.case.terms);
            }
        })
    }

    /// Returns when the recording of a note that begins now must have arrived, if recordings are made.
    pub(super) fn recording_by(&self) -> Option<Timestamp> {
        self.rules.waits().recording.map(|wait| self.now + wait)
    }

    pub(super) fn leave_to_triage(&self) -> Decided {
        if self.case.standing.desk != Desk::Caller {
            return Ok(Decision::Already);
        }
        Ok(self.sent_to_triage())
    }

    pub(super) fn sent_to_triage(&self) -> Decision {
        self.happens(What::SentToTriage {}, |s| self.to_triage(s, &self.case.terms))
    }

    /// Moves the case to triage, whose time runs from the beep.
    fn to_triage(&self, s: &mut Standing, terms: &Terms) {
        s.desk = Desk::Triage;
        s.act_by = Some(terms.after(self.rules.calendar(), s.began_at.unwrap_or(self.now), terms.triage_days));
    }

    /// Records the district. A case of an unknown district is the state nodal officer's, any other its district's.
    pub(super) fn locate(&self, district: &District) -> Decision {
        if self.case.district == *district {
            return Decision::Already;
        }
        self.stays(What::Located { place: district.clone() })
    }

    pub(super) fn sort(&self, to: Assignment, kind: Option<Kind>, about_scheme: Option<&SchemeCode>) -> Decided {
        let standing = &self.case.standing;
        let role = self.order.by.role();
        match standing.desk {
            Desk::Department if standing.assignment().as_ref() == Some(&to) => return Ok(Decision::Already),
            Desk::Department => return self.refused("a transfer moves it to another department"),
            Desk::Coordinator | Desk::Apex if !matches!(role, Role::Coordinator | Role::Apex) => {
                return self.refused("the coordinator decides whose it is");
            }
            _ => {}
        }
        let Some(terms) = self.rules.terms(&to) else {
            return self.refused("there is no such department or category in the directory");
        };
        // The first department's clock runs from the beep and includes the triage desk's time. It begins anew after a
        // transfer. It also begins anew if the centre itself was late: no department pays for the centre's delay.
        let in_time = standing.state == State::Registered && matches!(standing.desk, Desk::Caller | Desk::Triage);
        let from = standing.began_at.filter(|_| in_time).unwrap_or(self.now);
        let ask = self.ask_for_disclosure(&terms, true);
        let directory_version = self.rules.version().to_owned();
        let report = self.report(&terms, 1 + u16::from(ask.is_some()));
        let about_scheme = about_scheme.cloned();
        let what = What::Sorted { terms: terms.clone(), directory_version, ask: ask.clone(), report, about_scheme };
        Ok(self.happens(what, |s| {
            s.state = State::Triaged;
            s.kind = kind.unwrap_or(s.kind);
            self.assign(s, &to, &terms, from);
            if ask.is_some() {
                self.pause(s, &terms, Waiting::Disclosure);
            }
        }))
    }

    /// Returns the promised call that asks for a disclosure which `terms` require and the case lacks. Earlier
    /// disclosures count only with `keeps_grants`.
    pub(super) fn ask_for_disclosure(&self, terms: &Terms, keeps_grants: bool) -> Option<Promise> {
        let mut under = self.case.clone();
        under.file.terms = terms.clone();
        under.file.asked_in_vain = false;
        if !keeps_grants {
            (under.file.samagra_id, under.file.ration_card, under.file.consumer_number) = (None, None, None);
        }
        under.lacks_disclosure().then(|| self.promise(1, PromiseKind::Ask, self.call_by()))
    }

    /// Returns the promise to make the statutory report, if `terms` require one and none is promised already.
    pub(super) fn report(&self, terms: &Terms, nth: u16) -> Option<Promise> {
        let owed = terms.report && self.case.promised_to(PromiseKind::StatutoryReport).is_none();
        owed.then(|| self.promise(nth, PromiseKind::StatutoryReport, self.now + REPORT_WITHIN))
    }

    /// Assigns the case to a department under the terms of its category.
    pub(super) fn assign(&self, s: &mut Standing, to: &Assignment, terms: &Terms, from: Timestamp) {
        s.desk = Desk::Department;
        s.department = Some(to.department.clone());
        s.category = Some(to.category.clone());
        s.quiet = s.quiet.or(terms.quiet);
        if terms.about_official {
            about_an_official(s);
        }
        self.fresh_clock(s, terms, from);
        // The citizen was given one date, and no later assignment moves it.
        s.answer_by = s.answer_by.or(s.act_by).or(s.acknowledge_by);
    }
}

/// Marks a case as about an official, and raises it to L2 at least, above the officers that it may be about.
pub(super) fn about_an_official(s: &mut Standing) {
    s.about_official = true;
    s.level = s.level.max(Level::L2);
    s.floor = s.floor.max(Level::L2);
}
