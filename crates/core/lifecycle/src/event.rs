//! What happened to a case, once and for ever.

use crate::chain::Chain;
use crate::facts::{BadFact, Facts, get, put, variants, words};
use crate::{
    Actor, Attachment, Case, CategoryCode, ContactId, DepartmentCode, District, Door, Field, Ground, Keeper,
    LanguageCode, LegalGround, Level, Promise, SchemeCode, Sealed, StaffId, Standing, Terms, Ticket, Words,
};
use jiff::Timestamp;

variants! {
    /// What happened.
    What,
    /// The kinds of event.
    EventKind {
        /// A ticket was drawn.
        Drafted = "drafted" {
            /// The call.
            contact: ContactId,
            /// The times of a case that no department has yet.
            terms: Terms,
            /// The directory they come from.
            directory_version: String,
        },
        /// The caller heard the beep.
        TakeBegan = "take-began" {
            /// On what ground they are recorded, where the notice that says so was spoken before.
            notice_heard: Option<LegalGround>,
            /// By when the recording must be there, where there is one.
            recording_by: Option<Timestamp>,
            /// The department that it is for, where that was known before the note.
            meant_department: Option<DepartmentCode>,
            /// What it is about there.
            meant_category: Option<CategoryCode>,
            /// The scheme that it is about, where one was heard.
            about_scheme: Option<SchemeCode>,
        },
        /// The matter is in our hands.
        Registered = "registered" {
            /// The times in force.
            terms: Terms,
            /// The directory they come from.
            directory_version: String,
        },
        /// The triage desk has it.
        SentToTriage = "sent-to-triage" {},
        /// A department has it.
        Sorted = "sorted" {
            /// The times of its category.
            terms: Terms,
            /// The directory they come from.
            directory_version: String,
            /// The scheme that it is about, where one was heard.
            about_scheme: Option<SchemeCode>,
            /// The call that asks for the disclosure that the department needs.
            ask: Option<Promise>,
            /// The report that the law wants of whoever learns of such a case.
            report: Option<Promise>,
        },
        /// Nobody acted in time; the level above has it too.
        LevelRaised = "level-raised" {},
        /// The apex has had it for days.
        Reminded = "reminded" {},
        /// No desk of the centre acted in time; the one above has it.
        HandedUp = "handed-up" {},
        /// The beep never came.
        Voided = "voided" {},
        /// An officer has read it.
        Acknowledged = "acknowledged" {},
        /// The department asked something.
        Asked = "asked" {
            /// What.
            question: Words,
            /// The call that puts it to the citizen.
            ask: Promise,
        },
        /// The citizen answered.
        Answered = "answered" {
            /// Their words.
            words: Words,
        },
        /// The citizen added something.
        WordsAdded = "words-added" {
            /// Their words.
            words: Words,
        },
        /// The citizen spoke about the case on another call; if a question waited, this is the answer.
        NoteLeft = "note-left" {
            /// That call.
            contact: ContactId,
            /// On what ground it is recorded.
            notice_heard: Option<LegalGround>,
            /// By when the recording must be there, where there is one.
            recording_by: Option<Timestamp>,
        },
        /// What the citizen said on a call lies with the case.
        NoteKept = "note-kept" {
            /// The call.
            contact: ContactId,
            /// Where its sound lies, encrypted.
            sound: Attachment,
            /// Its length.
            seconds: u16,
            /// Whether somebody speaks in it.
            speech: bool,
            /// Whether its loud parts are cut off.
            clipped: bool,
            /// Whether noise covers it.
            noisy: bool,
            /// Whether the recording ended too soon.
            cut: bool,
            /// Whether these words bring a void draft to the triage desk.
            revives: bool,
            /// By when their transcript must be there, where one is made.
            transcript_by: Option<Timestamp>,
        },
        /// The recording of a call did not come in time.
        NoteMissing = "note-missing" {
            /// The call.
            contact: ContactId,
            /// The call in which the citizen is asked to say it again; none where one is promised already.
            call: Option<Promise>,
        },
        /// What the citizen said on a call is a text.
        Transcribed = "transcribed" {
            /// The call.
            contact: ContactId,
            /// The text without what would give the speaker away. `None`: a person reads it before anything leaves.
            words: Option<Words>,
            /// Where its words say that it belongs.
            suggested: Option<DepartmentCode>,
            /// What it is about there.
            suggested_category: Option<CategoryCode>,
            /// Whether the suggestion leads any other clearly, and may stand in for the triage desk.
            sure: bool,
            /// The words that speak for it.
            reasons: Option<Words>,
            /// The district that it names.
            place: Option<District>,
        },
        /// No text was made of what the citizen said.
        TranscriptLost = "transcript-lost" {
            /// The call.
            contact: ContactId,
        },
        /// A person read the whole of what was said.
        TranscriptRead = "transcript-read" {
            /// The call.
            contact: ContactId,
        },
        /// A person read it, and lets these words of it leave.
        WordsReleased = "words-released" {
            /// The call.
            contact: ContactId,
            /// The words.
            words: Words,
        },
        /// Somebody was given a link to the sound.
        Listened = "listened" {
            /// The call.
            contact: ContactId,
        },
        /// The department may hear the citizen's voice.
        VoiceGranted = "voice-granted" {},
        /// No longer.
        VoiceRevoked = "voice-revoked" {},
        /// The citizen finds the day's limit unjust.
        LimitContested = "limit-contested" {
            /// The coordinator's call.
            hear: Promise,
        },
        /// The department says that it has acted; a query has its answer.
        ActionTaken = "action-taken" {
            /// What was done.
            note: Words,
            /// Photographs, papers.
            attachments: Vec<Attachment>,
            /// The call that tells the citizen, and asks for their word.
            call: Promise,
            /// The scheme that the case is about, if any: an answer may be worth telling everybody.
            about_scheme: Option<SchemeCode>,
        },
        /// The department says why it is late.
        InterimReplied = "interim-replied" {
            /// The call that tells the citizen.
            tell: Promise,
            /// The new date.
            answer: Promise,
        },
        /// The citizen says that it is solved.
        SolvedConfirmed = "solved-confirmed" {},
        /// Somebody says so on their phone.
        SolvedClaimed = "solved-claimed" {
            /// The call that asks.
            follow_up: Promise,
        },
        /// The citizen says that it is not solved.
        Reopened = "reopened" {
            /// The call that asks for the disclosure that the department needs.
            ask: Option<Promise>,
        },
        /// The level above decides.
        Appealed = "appealed" {
            /// The call that asks for the disclosure that the department needs.
            ask: Option<Promise>,
        },
        /// Not theirs.
        Transferred = "transferred" {
            /// The times in force now.
            terms: Terms,
            /// The directory they come from.
            directory_version: String,
            /// The call that asks for the disclosure that the department needs.
            ask: Option<Promise>,
            /// The report that the law wants of whoever learns of such a case.
            report: Option<Promise>,
        },
        /// An officer finds that it cannot be taken up.
        RejectionProposed = "rejection-proposed" {
            /// On what ground.
            ground: Ground,
        },
        /// Two officers found so.
        Rejected = "rejected" {
            /// On what ground.
            ground: Ground,
            /// The call that tells the citizen, and how to appeal.
            tell: Promise,
        },
        /// The second officer found otherwise.
        RejectionDeclined = "rejection-declined" {},
        /// Somebody wants to take it back.
        WithdrawalAsked = "withdrawal-asked" {
            /// The call that asks.
            ask: Promise,
        },
        /// The citizen took it back.
        Withdrawn = "withdrawn" {
            /// The centre's own call in which it was asked.
            call: ContactId,
            /// Whether somebody was at the door: only the coordinator sees this.
            at_the_door: Door,
        },
        /// The citizen did not take it back.
        WithdrawalDropped = "withdrawal-dropped" {},
        /// Somebody wants a withdrawn case back: a call of the coordinator's asks.
        ReopenAsked = "reopen-asked" {
            /// That call.
            ask: Promise,
        },
        /// Open again, by the coordinator.
        OpenedAgain = "opened-again" {
            /// The call that asks for the disclosure that the department needs.
            ask: Option<Promise>,
        },
        /// Taken back freely, the coordinator finds.
        ProtectionEnded = "protection-ended" {},
        /// The acting officer may know this.
        Granted = "granted" {
            /// What.
            field: Field,
            /// The value, encrypted.
            sealed: Sealed,
        },
        /// No longer.
        Revoked = "revoked" {
            /// What.
            field: Field,
            /// The call that asks for it anew, where nothing can be done without it.
            ask: Option<Promise>,
        },
        /// The acting officer looked at it.
        Viewed = "viewed" {
            /// What.
            field: Field,
        },
        /// Something was promised.
        Promised = "promised" {
            /// What.
            promise: Promise,
        },
        /// A promise was kept.
        PromiseKept = "promise-kept" {
            /// Its number.
            number: u16,
        },
        /// A call did not reach the citizen.
        NotReached = "not-reached" {
            /// The promise's number.
            number: u16,
            /// When the next call is due; none after the last.
            again_at: Option<Timestamp>,
        },
        /// Nobody kept a promise in time; whoever is above must.
        PromiseBroken = "promise-broken" {
            /// The promise's number.
            number: u16,
            /// Who must keep it now.
            keeper: Keeper,
            /// By when.
            again_at: Timestamp,
        },
        /// Found to have happened there.
        Located = "located" {
            /// The district; none before was known, or another.
            place: District,
        },
        /// Found quiet, or about an official.
        Marked = "marked" {
            /// The official who was named.
            named: Option<StaffId>,
            /// The level that has it now, where it went above the official.
            raised_to: Option<Level>,
        },
    }
}

/// One fact in the ledger, with where the case stands from then on, so that whoever tells a department needs
/// nothing else. It knows nothing of who called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The case.
    pub ticket: Ticket,
    /// 1, 2, 3 … within the case, without gaps.
    pub sequence: u32,
    /// When: never before the event before it.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
    /// Why, in their words.
    pub why: Option<Words>,
    /// What.
    pub what: What,
    /// Where the case stands from then on.
    pub standing: Standing,
    /// The caller's language.
    pub language: LanguageCode,
    /// The place.
    pub district: District,
    /// Ties it to every event before it.
    pub chain: Chain,
}

impl Event {
    /// `ticket-sequence`: by which every reader tells a repeat from news.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}-{}", self.ticket, self.sequence)
    }

    /// All of it but ticket, sequence and chain, which have places of their own in a store.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::new();
        put(&mut facts, "what", &self.what.kind());
        self.what.write(&mut facts);
        put(&mut facts, "at", &self.at);
        put(&mut facts, "by", &self.by);
        put(&mut facts, "why", &self.why);
        put(&mut facts, "language", &self.language);
        put(&mut facts, "district", &self.district);
        self.standing.write(&mut facts);
        facts
    }

    /// Reads what [`Event::facts`] wrote.
    ///
    /// # Errors
    /// A [`BadFact`] that names the first that is missing or wrong.
    pub fn read(ticket: Ticket, sequence: u32, facts: &Facts) -> Result<Self, BadFact> {
        Ok(Self {
            ticket,
            sequence,
            at: get(facts, "at")?,
            by: get(facts, "by")?,
            why: get(facts, "why")?,
            what: What::read(get(facts, "what")?, facts)?,
            standing: Standing::read(facts)?,
            language: get(facts, "language")?,
            district: get(facts, "district")?,
            chain: get(facts, "chain")?,
        })
    }
}

/// A case after an event, and the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// The case from now on.
    pub case: Case,
    /// What happened.
    pub event: Event,
}
