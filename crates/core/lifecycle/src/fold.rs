//! The effect of each event on a case, apart from the standing.

use crate::{
    Awaited, Case, ContactId, District, Event, Field, Kind, Promise, PromiseKind, Role, Sealed, Sound, State, What,
    in_india,
};
use jiff::Timestamp;

impl Case {
    /// Applies the event to the case, apart from the standing.
    pub(crate) fn absorb(&mut self, event: &Event, before: &Self) {
        let file = &mut self.file;
        file.version = event.sequence;
        file.last_event_at = event.at;
        match &event.what {
            What::Registered { terms, directory_version } => {
                file.registered_at = Some(event.at);
                (file.terms, file.directory_version) = (terms.clone(), directory_version.clone());
                // A caller who finishes the note chooses the department anew.
                if event.by.role() != Role::System {
                    (file.meant_department, file.meant_category, file.about_scheme) = (None, None, None);
                }
            }
            What::Sorted { terms, directory_version, ask, report, about_scheme } => {
                (file.terms, file.directory_version) = (terms.clone(), directory_version.clone());
                (file.meant_department, file.meant_category) = (None, None);
                file.about_scheme = about_scheme.clone().or(file.about_scheme.take());
                self.owe(ask.iter().chain(report));
            }
            What::Transferred { terms, directory_version, ask, report } => {
                (file.terms, file.directory_version) = (terms.clone(), directory_version.clone());
                file.transfers = file.transfers.saturating_add(1);
                file.acting = None;
                file.asked_in_vain = false;
                file.questions = 0;
                if event.standing.department != before.standing.department {
                    // Disclosures to one department do not pass to the next.
                    (file.samagra_id, file.ration_card, file.consumer_number) = (None, None, None);
                    file.voice_granted = false;
                }
                self.owe(ask.iter().chain(report));
            }
            What::Acknowledged {} => file.acting = event.by.staff().cloned(),
            What::Asked { ask, .. } => {
                file.questions = file.questions.saturating_add(1);
                self.owe([ask]);
            }
            What::Answered { .. } => self.was_reached(),
            What::TakeBegan { recording_by, meant_department, meant_category, about_scheme, .. } => {
                (file.meant_department, file.meant_category) = (meant_department.clone(), meant_category.clone());
                file.about_scheme = about_scheme.clone();
                let contact = file.contact.clone();
                self.wait_for(Sound::Recording, &contact, *recording_by);
            }
            What::NoteLeft { contact, recording_by, .. } => {
                let before_today = file.note_at.is_none_or(|at| in_india(at).date() != in_india(event.at).date());
                let before = file.notes.filter(|_| !before_today).unwrap_or(0);
                file.notes = Some(before.saturating_add(1));
                (file.note_contact, file.note_at) = (Some(contact.clone()), Some(event.at));
                self.wait_for(Sound::Recording, contact, *recording_by);
                self.was_reached();
            }
            What::NoteKept { contact, speech, revives, transcript_by, .. } => {
                file.kept.push(contact.clone());
                file.silent = !speech;
                file.registered_at = revives.then_some(event.at).or(file.registered_at);
                self.waits_no_more(Sound::Recording, contact);
                self.wait_for(Sound::Transcript, contact, *transcript_by);
            }
            What::NoteMissing { contact, call } => {
                self.waits_no_more(Sound::Recording, contact);
                self.owe(call);
            }
            What::Transcribed { contact, suggested, suggested_category, sure, place, .. } => {
                file.transcribed.push(contact.clone());
                if *sure {
                    (file.suggested, file.suggested_category) = (suggested.clone(), suggested_category.clone());
                }
                if let Some(place) = place.as_ref().filter(|_| file.district == District::unknown()) {
                    file.district = place.clone();
                }
                self.waits_no_more(Sound::Transcript, contact);
            }
            What::TranscriptLost { contact } => self.waits_no_more(Sound::Transcript, contact),
            What::VoiceGranted {} => file.voice_granted = true,
            What::VoiceRevoked {} => file.voice_granted = false,
            What::LimitContested { hear } => self.owe([hear]),
            What::Located { place } => file.district = place.clone(),
            What::LevelRaised {} => file.questions = 0,
            What::ActionTaken { call, .. } => {
                // The answer tells the citizen everything that was still to be told.
                let told = event.standing.kind == Kind::Query;
                file.promises.retain(|p| match p.kind {
                    PromiseKind::Answer | PromiseKind::FollowUp => false,
                    PromiseKind::Tell => !told,
                    _ => true,
                });
                file.answered_in = told.then_some(event.sequence);
                self.owe([call]);
            }
            What::InterimReplied { tell, answer } => self.owe([tell, answer]),
            What::SolvedClaimed { follow_up } => self.owe([follow_up]),
            What::Reopened { ask } | What::Appealed { ask } | What::OpenedAgain { ask } => {
                // A citizen who refused the answer is not called with it.
                let answered = file.answered_in.take().is_some();
                file.promises.retain(|p| match p.kind {
                    PromiseKind::Answer | PromiseKind::FollowUp => false,
                    PromiseKind::Tell => !answered,
                    _ => true,
                });
                file.acting = None;
                file.asked_in_vain = false;
                file.questions = 0;
                self.owe(ask.iter());
            }
            What::RejectionProposed { ground } => {
                file.rejection_ground = Some(*ground);
                file.rejection_by = event.by.staff().cloned();
            }
            What::Rejected { tell, .. } => self.owe([tell]),
            What::WithdrawalAsked { ask } => {
                file.withdrawal_asked = true;
                file.withdrawal_asked_by = event.by.staff().cloned();
                self.owe([ask]);
            }
            What::Withdrawn { .. } | What::WithdrawalDropped {} => file.withdrawal_asked = false,
            What::ReopenAsked { ask } => self.owe([ask]),
            What::ProtectionEnded {} => file.promises.retain(|p| p.kind != PromiseKind::AskReopening),
            What::Granted { field, sealed } => self.absorb_grant(*field, sealed),
            What::Revoked { field, ask } => {
                *self.grant(*field) = None;
                self.file.asked_in_vain = false;
                self.owe(ask.iter());
            }
            What::Promised { promise } => self.owe([promise]),
            What::PromiseKept { number } => file.promises.retain(|p| p.number != *number),
            What::NotReached { number, again_at } => self.missed(*number, *again_at, event.at),
            What::PromiseBroken { number, keeper, again_at } => {
                for promise in file.promises.iter_mut().filter(|p| p.number == *number) {
                    (promise.keeper, promise.due_at) = (*keeper, *again_at);
                }
            }
            What::Marked { named, raised_to } => {
                if raised_to.is_some() {
                    file.acting = None;
                    file.questions = 0;
                }
                // A named official's proposal to reject the case lapses.
                if named.is_some() && file.rejection_by == *named {
                    (file.rejection_ground, file.rejection_by) = (None, None);
                }
                file.named.extend(named.clone());
            }
            // All other events change the standing alone, or nothing.
            _ => {}
        }
        self.let_go(event);
        self.remember_unheard(event, before);
    }

    fn owe<'a>(&mut self, promises: impl IntoIterator<Item = &'a Promise>) {
        for promise in promises {
            self.file.promised = self.file.promised.max(promise.number);
            self.file.promises.push(promise.clone());
        }
    }

    fn wait_for(&mut self, sound: Sound, contact: &ContactId, until: Option<Timestamp>) {
        self.file.awaited.extend(until.map(|until| Awaited { sound, contact: contact.clone(), until }));
    }

    fn waits_no_more(&mut self, sound: Sound, contact: &ContactId) {
        self.file.awaited.retain(|awaited| awaited.sound != sound || awaited.contact != *contact);
    }

    /// Takes in a disclosed value.
    pub(crate) fn absorb_grant(&mut self, field: Field, sealed: &Sealed) {
        *self.grant(field) = Some(sealed.clone());
        self.was_reached();
    }

    /// Records that the citizen was reached. If the case goes on without a required disclosure, the disclosure
    /// counts as asked for in vain.
    fn was_reached(&mut self) {
        self.file.asked_in_vain = false;
        self.file.asked_in_vain = self.lacks_disclosure() && self.standing.state.at_work();
    }

    fn grant(&mut self, field: Field) -> &mut Option<Sealed> {
        match field {
            Field::SamagraId => &mut self.file.samagra_id,
            Field::RationCard => &mut self.file.ration_card,
            Field::ConsumerNumber => &mut self.file.consumer_number,
        }
    }

    /// Records a call in vain. After the last call the promise is dropped: a wish to withdraw lapses, and a question or
    /// disclosure counts as asked for in vain.
    fn missed(&mut self, number: u16, again_at: Option<Timestamp>, at: Timestamp) {
        let Some(promise) = self.file.promises.iter_mut().find(|p| p.number == number) else { return };
        if let Some(again_at) = again_at {
            promise.attempts = promise.attempts.saturating_add(1);
            promise.tried_at = Some(at);
            promise.due_at = again_at;
            return;
        }
        match promise.kind {
            PromiseKind::AskWithdrawal => self.file.withdrawal_asked = false,
            PromiseKind::Ask => self.file.asked_in_vain = true,
            _ => {}
        }
        self.file.promises.retain(|p| p.number != number);
    }

    /// Drops everything that the event makes pointless: the proposed rejection, promises, awaited recordings and
    /// transcripts.
    fn let_go(&mut self, event: &Event) {
        let state = self.standing.state;
        if matches!(event.what, What::RejectionDeclined {}) || !event.keeps_the_proposal() {
            self.file.rejection_ground = None;
            self.file.rejection_by = None;
        }
        let withdrawal_asked = self.file.withdrawal_asked;
        self.file.promises.retain(|promise| match promise.kind {
            PromiseKind::Ask => state == State::AwaitingInformation,
            PromiseKind::AskWithdrawal => withdrawal_asked && !state.ended(),
            PromiseKind::FollowUp | PromiseKind::Answer => !state.ended(),
            PromiseKind::AskReopening => state == State::Withdrawn,
            PromiseKind::Tell | PromiseKind::CallBack | PromiseKind::HearContest => state != State::Withdrawn,
            // The statutory report does not end with the case.
            PromiseKind::StatutoryReport => true,
        });
        if state.ended() {
            // A recording or transcript that still comes is kept, but nobody is called for it any more.
            self.file.awaited.clear();
            self.file.withdrawal_asked = false;
        }
        if !self.file.withdrawal_asked {
            self.file.withdrawal_asked_by = None;
        }
    }
}

impl Event {
    /// Returns true if a proposed rejection stays open after this event. It lapses when something moves the case.
    fn keeps_the_proposal(&self) -> bool {
        !matches!(
            self.what,
            What::ActionTaken { .. }
                | What::Transferred { .. }
                | What::Reopened { .. }
                | What::OpenedAgain { .. }
                | What::Appealed { .. }
                | What::SolvedConfirmed {}
                | What::Rejected { .. }
                | What::Withdrawn { .. }
        )
    }
}
