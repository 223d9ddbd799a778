//! One case in its present form: the fold of its events.

use crate::chain::Chain;
use crate::facts::{BadFact, Facts, record};
use crate::{
    Assignment, Awaited, CategoryCode, ContactId, DepartmentCode, District, Event, Field, Ground, LanguageCode,
    NOTES_A_DAY, Need, Promise, PromiseKind, SchemeCode, Sealed, Sound, StaffId, Standing, Terms, Ticket, Unheard,
    Waiting, What, in_india,
};
use jiff::Timestamp;
use std::collections::BTreeSet;

record! {
    /// A case without its ticket and [`Standing`]. It holds nothing about the caller: the store keeps that in the
    /// citizen's item, under another key.
    File {
        /// The contact in which the ticket was drawn.
        contact: ContactId,
        /// The language that the caller chose.
        language: LanguageCode,
        /// The district that the case concerns, or [`District::unknown`].
        district: District,
        /// When the ticket was drawn.
        drafted_at: Timestamp,
        /// When the case was registered, if it was.
        registered_at: Option<Timestamp>,
        /// The times and duties that apply to the case.
        terms: Terms,
        /// The version of the directory from which `terms` come.
        directory_version: String,
        /// The staff member who took the case in hand with `acknowledge`, if any.
        acting: Option<StaffId>,
        /// Number of transfers so far.
        transfers: u8,
        /// The ground of the open proposal to reject the case, if there is one.
        rejection_ground: Option<Ground>,
        /// The officer who proposed the rejection.
        rejection_by: Option<StaffId>,
        /// Number of questions that the present level has put to the citizen.
        questions: u8,
        /// `true` if a call must ask the citizen whether the case is to be withdrawn.
        withdrawal_asked: bool,
        /// The agent who recorded the wish to withdraw, if an agent did. Another agent must confirm it.
        withdrawal_asked_by: Option<StaffId>,
        /// The officials whom the case names. None of them may see it.
        named: BTreeSet<StaffId>,
        /// The open promises.
        promises: Vec<Promise>,
        /// Number of promises made so far. Each new promise takes the next number.
        promised: u16,
        /// The citizen's Samagra id, sealed. Only the acting officer may see it.
        samagra_id: Option<Sealed>,
        /// The number of the citizen's ration card, sealed. Only the acting officer may see it.
        ration_card: Option<Sealed>,
        /// The citizen's consumer number, sealed. Only the acting officer may see it.
        consumer_number: Option<Sealed>,
        /// `true` if the centre asked for something that the department needs, and did not get it.
        asked_in_vain: bool,
        /// The latest call, after the first, in which the citizen left a note about the case.
        note_contact: Option<ContactId>,
        /// When the citizen left the note of `note_contact`.
        note_at: Option<Timestamp>,
        /// Number of notes that the citizen left on the day of `note_at`.
        notes: Option<u8>,
        /// The recordings and transcripts that must still arrive.
        awaited: Vec<Awaited>,
        /// The calls whose notes were found in their recordings.
        kept: Vec<ContactId>,
        /// `true` if nobody speaks in the last note that was found.
        silent: bool,
        /// The calls whose notes have a transcript.
        transcribed: Vec<ContactId>,
        /// The department to which a transcript clearly belongs, as suggested by a machine.
        suggested: Option<DepartmentCode>,
        /// The category that goes with `suggested`.
        suggested_category: Option<CategoryCode>,
        /// `true` if the department may hear the citizen's voice.
        voice_granted: bool,
        /// The department that was known before the note. Cleared when the caller finishes the note, or the case is
        /// sorted.
        meant_department: Option<DepartmentCode>,
        /// The category that goes with `meant_department`.
        meant_category: Option<CategoryCode>,
        /// The scheme that the case is about, if the caller heard one.
        about_scheme: Option<SchemeCode>,
        /// The sequence of the event that holds the answer to the citizen's question.
        answered_in: Option<u32>,
        /// The last days on which a department moved the case, with the stage that its phone heard before.
        unheard: Vec<Unheard>,
        /// The time of the last event. No later event has an earlier time.
        last_event_at: Timestamp,
        /// The sequence of the last event. Each event raises it by one.
        version: u32,
        /// The digest of the case's history.
        chain: Chain,
    }
}

/// A case: a grievance, suggestion, query or appreciation of a citizen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The number that the caller hears.
    pub ticket: Ticket,
    /// The state, level, desk and clocks.
    pub standing: Standing,
    /// Everything else about the case.
    pub file: File,
}

impl File {
    /// Returns the file of a draft, on which nothing has happened yet.
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
            awaited: Vec::new(),
            kept: Vec::new(),
            silent: false,
            transcribed: Vec::new(),
            suggested: None,
            suggested_category: None,
            voice_granted: false,
            meant_department: None,
            meant_category: None,
            about_scheme: None,
            answered_in: None,
            unheard: Vec::new(),
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
    /// Returns the value that the citizen disclosed for `field`, sealed.
    #[must_use]
    pub fn granted(&self, field: Field) -> Option<&Sealed> {
        match field {
            Field::SamagraId => self.samagra_id.as_ref(),
            Field::RationCard => self.ration_card.as_ref(),
            Field::ConsumerNumber => self.consumer_number.as_ref(),
        }
    }

    /// Returns true if the department lacks a required disclosure and the centre has not yet asked in vain.
    #[must_use]
    pub fn lacks_disclosure(&self) -> bool {
        let lacks = self.terms.fields.iter().any(|field| self.granted(*field).is_none());
        self.terms.disclosure == Need::Required && lacks && !self.asked_in_vain
    }

    /// Returns true if the case waits for the citizen's answer to a question of the department.
    #[must_use]
    pub fn awaits_an_answer(&self) -> bool {
        self.standing.paused.is_some_and(|pause| pause.waiting == Waiting::Answer)
    }

    /// Returns the number of notes that the case still takes on the day of `now`, in India.
    #[must_use]
    pub fn notes_left(&self, now: Timestamp) -> u8 {
        let today = self.note_at.is_some_and(|at| in_india(at).date() == in_india(now).date());
        NOTES_A_DAY.saturating_sub(self.notes.filter(|_| today).unwrap_or(0))
    }

    /// Returns the open promise with that number, if there is one.
    #[must_use]
    pub fn promise(&self, number: u16) -> Option<&Promise> {
        self.promises.iter().find(|promise| promise.number == number)
    }

    /// Returns the first open promise of that kind, if there is one.
    #[must_use]
    pub fn promised_to(&self, kind: PromiseKind) -> Option<&Promise> {
        self.promises.iter().find(|promise| promise.kind == kind)
    }

    /// Returns when the next call to the citizen is due, for the list of promised calls.
    #[must_use]
    pub fn call_due_at(&self) -> Option<Timestamp> {
        let calls = self.promises.iter().filter(|promise| promise.kind.is_a_call());
        calls.map(|promise| promise.due_at).min()
    }

    /// Returns the department and category that were known before the note. Returns `None` if none were known, or if
    /// the caller has finished the note, or if the case has been sorted.
    #[must_use]
    pub fn meant(&self) -> Option<Assignment> {
        let department = self.meant_department.clone()?;
        Some(Assignment { department, category: self.meant_category.clone()? })
    }

    /// Returns the department and category to which a transcript clearly belongs, as suggested by a machine.
    #[must_use]
    pub fn suggested(&self) -> Option<Assignment> {
        let department = self.suggested.clone()?;
        Some(Assignment { department, category: self.suggested_category.clone()? })
    }

    /// Returns true if that recording or transcript of the call must still arrive.
    #[must_use]
    pub fn awaits(&self, sound: Sound, contact: &ContactId) -> bool {
        self.awaited.iter().any(|awaited| awaited.sound == sound && awaited.contact == *contact)
    }

    /// Returns the earliest time among the clocks, the promises and the awaited recordings and transcripts.
    pub(crate) fn earliest(&self) -> Option<Timestamp> {
        let clocks = [self.standing.acknowledge_by, self.standing.act_by].into_iter().flatten();
        let promises = self.promises.iter().map(|promise| promise.due_at);
        clocks.chain(promises).chain(self.awaited.iter().map(|awaited| awaited.until)).min()
    }

    /// Creates the case from its first event. Returns `None` if the event is not [`What::Drafted`].
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

    /// Returns the case after one more event.
    #[must_use]
    pub fn after(&self, event: &Event) -> Self {
        let mut next = self.clone();
        next.standing = event.standing.clone();
        next.absorb(event, self);
        next.file.chain = event.chain.clone();
        next
    }

    /// Returns standing and file as facts, for one item of a store. The store keeps the ticket in a field of its own.
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
    /// A [`BadFact`] that names the first fact that is missing or wrong.
    pub fn read(ticket: Ticket, facts: &Facts) -> Result<Self, BadFact> {
        Ok(Self { ticket, standing: Standing::read(facts)?, file: File::read(facts)? })
    }
}
