//! One case as it stands now: the fold of its events.

use crate::chain::Chain;
use crate::facts::{BadFact, Facts, record};
use crate::{
    ContactId, DepartmentCode, District, Event, Field, Ground, LanguageCode, NOTES_A_DAY, Need, Promise, PromiseKind,
    Sealed, StaffId, Standing, State, Terms, Ticket, Waiting, What, in_india,
};
use jiff::Timestamp;
use std::collections::BTreeSet;

record! {
    /// A case beside its ticket and standing. Holds nothing about who called: that is the citizen's item, under
    /// another key.
    File {
        /// The contact in which it was said.
        contact: ContactId,
        /// The language the caller chose.
        language: LanguageCode,
        /// Where it happened.
        district: District,
        /// When the ticket was drawn.
        drafted_at: Timestamp,
        /// When it was registered.
        registered_at: Option<Timestamp>,
        /// The times it lives under.
        terms: Terms,
        /// The directory those times come from.
        directory_version: String,
        /// The officer who has it in hand.
        acting: Option<StaffId>,
        /// How often it was found not theirs.
        transfers: u8,
        /// On what ground an officer would reject it.
        rejection_ground: Option<Ground>,
        /// Who would.
        rejection_by: Option<StaffId>,
        /// Questions of the level that has it.
        questions: u8,
        /// Whether a call must ask if it is taken back.
        withdrawal_asked: bool,
        /// The agent who noted that wish, and so may not confirm it.
        withdrawal_asked_by: Option<StaffId>,
        /// The officials whom it names.
        named: BTreeSet<StaffId>,
        /// Open promises.
        promises: Vec<Promise>,
        /// How many promises were ever made.
        promised: u16,
        /// What the acting officer may know, sealed.
        samagra_id: Option<Sealed>,
        /// What the acting officer may know, sealed.
        ration_card: Option<Sealed>,
        /// What the acting officer may know, sealed.
        consumer_number: Option<Sealed>,
        /// Whether what the department needs was asked for in vain.
        asked_in_vain: bool,
        /// The call in which the citizen last left a note about it, after the first.
        note_contact: Option<ContactId>,
        /// When.
        note_at: Option<Timestamp>,
        /// Notes on that day.
        notes: Option<u8>,
        /// The call whose note was last found in its recording.
        kept_contact: Option<ContactId>,
        /// Whether nobody speaks in that note.
        silent: bool,
        /// The time of its last event; time on a case never goes back.
        last_event_at: Timestamp,
        /// Grows by one with each event, whose sequence it is.
        version: u32,
        /// The digest of its history.
        chain: Chain,
    }
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its number.
    pub ticket: Ticket,
    /// Where it stands.
    pub standing: Standing,
    /// Everything else.
    pub file: File,
}

impl File {
    /// The file of a draft: nothing has happened yet.
    #[must_use]
    pub fn of_draft(
        contact: ContactId,
        language: LanguageCode,
        drafted_at: Timestamp,
        terms: Terms,
        directory_version: String,
    ) -> Self {
        Self {
            contact,
            language,
            district: District::unknown(),
            drafted_at,
            registered_at: None,
            terms,
            directory_version,
            acting: None,
            transfers: 0,
            rejection_ground: None,
            rejection_by: None,
            questions: 0,
            withdrawal_asked: false,
            withdrawal_asked_by: None,
            named: BTreeSet::new(),
            promises: Vec::new(),
            promised: 0,
            samagra_id: None,
            ration_card: None,
            consumer_number: None,
            asked_in_vain: false,
            note_contact: None,
            note_at: None,
            notes: None,
            kept_contact: None,
            silent: false,
            last_event_at: drafted_at,
            version: 0,
            chain: Chain::default(),
        }
    }
}

impl std::ops::Deref for Case {
    type Target = File;

    fn deref(&self) -> &File {
        &self.file
    }
}

impl Case {
    /// What is sealed under a field.
    #[must_use]
    pub fn granted(&self, field: Field) -> Option<&Sealed> {
        match field {
            Field::SamagraId => self.samagra_id.as_ref(),
            Field::RationCard => self.ration_card.as_ref(),
            Field::ConsumerNumber => self.consumer_number.as_ref(),
        }
    }

    /// Whether the department lacks what it must know, and the citizen was not asked in vain.
    #[must_use]
    pub fn lacks_disclosure(&self) -> bool {
        let lacks = self.terms.fields.iter().any(|field| self.granted(*field).is_none());
        self.terms.disclosure == Need::Required && lacks && !self.asked_in_vain
    }

    /// Whether a question of the department's waits for the citizen.
    #[must_use]
    pub fn awaits_an_answer(&self) -> bool {
        self.standing.paused.is_some_and(|pause| pause.waiting == Waiting::Answer)
    }

    /// How many notes it still takes on the day of `now`, in India.
    #[must_use]
    pub fn notes_left(&self, now: Timestamp) -> u8 {
        let today = self.note_at.is_some_and(|at| in_india(at).date() == in_india(now).date());
        NOTES_A_DAY.saturating_sub(self.notes.filter(|_| today).unwrap_or(0))
    }

    /// The open promise of that number.
    #[must_use]
    pub fn promise(&self, number: u16) -> Option<&Promise> {
        self.promises.iter().find(|promise| promise.number == number)
    }

    /// An open promise of that kind.
    #[must_use]
    pub fn promised_to(&self, kind: PromiseKind) -> Option<&Promise> {
        self.promises.iter().find(|promise| promise.kind == kind)
    }

    /// When a call to the citizen is due next, for the list of promised calls.
    #[must_use]
    pub fn call_due_at(&self) -> Option<Timestamp> {
        let calls = self.promises.iter().filter(|promise| promise.kind.is_a_call());
        calls.map(|promise| promise.due_at).min()
    }

    /// The earliest of clocks and promises.
    pub(crate) fn earliest(&self) -> Option<Timestamp> {
        let clocks = [self.standing.acknowledge_by, self.standing.act_by].into_iter().flatten();
        clocks.chain(self.promises.iter().map(|promise| promise.due_at)).min()
    }

    /// The case as its first event leaves it. `None` if that is no draft.
    #[must_use]
    pub fn begin(event: &Event) -> Option<Self> {
        let What::Drafted { contact, terms, directory_version } = &event.what else { return None };
        let file = File {
            district: event.district.clone(),
            version: event.sequence,
            chain: event.chain.clone(),
            ..File::of_draft(
                contact.clone(),
                event.language.clone(),
                event.at,
                terms.clone(),
                directory_version.clone(),
            )
        };
        Some(Self { ticket: event.ticket.clone(), standing: event.standing.clone(), file })
    }

    /// The case after one more event.
    #[must_use]
    pub fn after(&self, event: &Event) -> Self {
        let mut next = self.clone();
        next.standing = event.standing.clone();
        next.absorb(event, self.standing.department.as_ref());
        next.file.chain = event.chain.clone();
        next
    }

    /// Takes in what an event says beside the standing.
    pub(crate) fn absorb(&mut self, event: &Event, department_before: Option<&DepartmentCode>) {
        let file = &mut self.file;
        file.version = event.sequence;
        file.last_event_at = event.at;
        match &event.what {
            What::Registered { terms, directory_version } => {
                file.registered_at = Some(event.at);
                (file.terms, file.directory_version) = (terms.clone(), directory_version.clone());
            }
            What::Sorted { terms, directory_version, ask, report } => {
                (file.terms, file.directory_version) = (terms.clone(), directory_version.clone());
                self.owe(ask.iter().chain(report));
            }
            What::Transferred { terms, directory_version, ask, report } => {
                (file.terms, file.directory_version) = (terms.clone(), directory_version.clone());
                file.transfers = file.transfers.saturating_add(1);
                file.acting = None;
                file.asked_in_vain = false;
                file.questions = 0;
                if event.standing.department.as_ref() != department_before {
                    // Granted for one department, not for the next.
                    (file.samagra_id, file.ration_card, file.consumer_number) = (None, None, None);
                }
                self.owe(ask.iter().chain(report));
            }
            What::Acknowledged {} => file.acting = event.by.staff().cloned(),
            What::Asked { ask, .. } => {
                file.questions = file.questions.saturating_add(1);
                self.owe([ask]);
            }
            What::Answered { .. } => self.was_reached(),
            What::NoteLeft { contact, .. } => {
                let before_today = file.note_at.is_none_or(|at| in_india(at).date() != in_india(event.at).date());
                let before = file.notes.filter(|_| !before_today).unwrap_or(0);
                file.notes = Some(before.saturating_add(1));
                (file.note_contact, file.note_at) = (Some(contact.clone()), Some(event.at));
                self.was_reached();
            }
            What::NoteKept { contact, speech, revives, .. } => {
                (file.kept_contact, file.silent) = (Some(contact.clone()), !speech);
                file.registered_at = revives.then_some(event.at).or(file.registered_at);
            }
            What::LimitContested { hear } => self.owe([hear]),
            What::Located { place } => file.district = place.clone(),
            What::LevelRaised {} => file.questions = 0,
            What::ActionTaken { call, .. } => {
                file.promises.retain(|p| !matches!(p.kind, PromiseKind::Answer | PromiseKind::FollowUp));
                self.owe([call]);
            }
            What::InterimReplied { tell, answer } => self.owe([tell, answer]),
            What::SolvedClaimed { follow_up } => self.owe([follow_up]),
            What::Reopened { ask } | What::Appealed { ask } | What::OpenedAgain { ask } => {
                file.promises.retain(|p| !matches!(p.kind, PromiseKind::Answer | PromiseKind::FollowUp));
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
                }
                // Nothing that an official proposed on a case about themselves stands.
                if named.is_some() && file.rejection_by == *named {
                    (file.rejection_ground, file.rejection_by) = (None, None);
                }
                file.named.extend(named.clone());
            }
            What::Drafted { .. }
            | What::TakeBegan { .. }
            | What::SentToTriage {}
            | What::Reminded {}
            | What::HandedUp {}
            | What::Voided {}
            | What::WordsAdded { .. }
            | What::SolvedConfirmed {}
            | What::RejectionDeclined {}
            | What::Viewed { .. } => {}
        }
        self.let_go(event);
    }

    fn owe<'a>(&mut self, promises: impl IntoIterator<Item = &'a Promise>) {
        for promise in promises {
            self.file.promised = self.file.promised.max(promise.number);
            self.file.promises.push(promise.clone());
        }
    }

    /// What a grant changes.
    pub(crate) fn absorb_grant(&mut self, field: Field, sealed: &Sealed) {
        *self.grant(field) = Some(sealed.clone());
        self.was_reached();
    }

    /// The citizen was reached after all. What the department still lacks was asked for in vain all the same.
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

    /// A call in vain. After the last the promise is let go: the withdrawal lapses, and what was asked stays unasked.
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

    /// Lets go of what the new standing makes pointless.
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
            // What the law wants does not end with the case.
            PromiseKind::StatutoryReport => true,
        });
        if state.ended() {
            self.file.withdrawal_asked = false;
        }
        if !self.file.withdrawal_asked {
            self.file.withdrawal_asked_by = None;
        }
    }

    /// All of it, as one item of a store. The ticket has a place of its own there.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::new();
        self.standing.write(&mut facts);
        self.file.write(&mut facts);
        facts
    }

    /// Reads what [`Case::facts`] wrote.
    ///
    /// # Errors
    /// A [`BadFact`] that names the first that is missing or wrong.
    pub fn read(ticket: Ticket, facts: &Facts) -> Result<Self, BadFact> {
        Ok(Self { ticket, standing: Standing::read(facts)?, file: File::read(facts)? })
    }
}

impl Event {
    /// A proposal to reject lives while nothing moves the case.
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
