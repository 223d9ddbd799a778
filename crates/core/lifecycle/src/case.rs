//! One case as it stands now: the fold of its events.

use crate::chain::Chain;
use crate::facts::{BadFact, Facts, record};
use crate::{
    Assignment, Awaited, CategoryCode, ContactId, DepartmentCode, District, Event, Field, Ground, LanguageCode,
    NOTES_A_DAY, Need, Promise, PromiseKind, SchemeCode, Sealed, Sound, StaffId, Standing, Terms, Ticket, Waiting,
    What, in_india,
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
        /// What must still come of its sound.
        awaited: Vec<Awaited>,
        /// The calls whose notes were found in their recordings.
        kept: Vec<ContactId>,
        /// Whether nobody speaks in the last of them.
        silent: bool,
        /// The calls whose notes became texts.
        transcribed: Vec<ContactId>,
        /// Where its words clearly belong, as far as a machine can tell.
        suggested: Option<DepartmentCode>,
        /// What they are about there.
        suggested_category: Option<CategoryCode>,
        /// Whether the department may hear the citizen's voice.
        voice_granted: bool,
        /// The department that it is for, where that was known before the note and nobody has finished it.
        meant_department: Option<DepartmentCode>,
        /// What it is about there.
        meant_category: Option<CategoryCode>,
        /// The scheme that it is about, where one was heard.
        about_scheme: Option<SchemeCode>,
        /// The event that holds the answer to the citizen's question.
        answered_in: Option<u32>,
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

    /// Where it is for, if that was known before the note and nobody has finished the note since.
    #[must_use]
    pub fn meant(&self) -> Option<Assignment> {
        let department = self.meant_department.clone()?;
        Some(Assignment { department, category: self.meant_category.clone()? })
    }

    /// Where its words clearly belong, as far as a machine can tell.
    #[must_use]
    pub fn suggested(&self) -> Option<Assignment> {
        let department = self.suggested.clone()?;
        Some(Assignment { department, category: self.suggested_category.clone()? })
    }

    /// Whether that of the call must still come.
    #[must_use]
    pub fn awaits(&self, sound: Sound, contact: &ContactId) -> bool {
        self.awaited.iter().any(|awaited| awaited.sound == sound && awaited.contact == *contact)
    }

    /// The earliest of clocks, promises and what must come.
    pub(crate) fn earliest(&self) -> Option<Timestamp> {
        let clocks = [self.standing.acknowledge_by, self.standing.act_by].into_iter().flatten();
        let promises = self.promises.iter().map(|promise| promise.due_at);
        clocks.chain(promises).chain(self.awaited.iter().map(|awaited| awaited.until)).min()
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
