//! The events of a case. A written event never changes.

use crate::chain::Chain;
use crate::facts::{BadFact, Facts, get, put, variants, words};
use crate::{
    Actor, Attachment, Case, CategoryCode, ContactId, DepartmentCode, District, Door, Field, Ground, Keeper,
    LanguageCode, LegalGround, Level, Promise, SchemeCode, Sealed, StaffId, Standing, Terms, Ticket, Words,
};
use jiff::Timestamp;

variants! {
    /// The content of an event.
    What,
    /// The kinds of event.
    EventKind {
        /// A ticket was drawn.
        Drafted = "drafted" {
            /// The call.
            contact: ContactId,
            /// The terms of a case that has no department yet.
            terms: Terms,
            /// The version of the directory from which the terms come.
            directory_version: String,
        },
        /// The caller heard the beep.
        TakeBegan = "take-began" {
            /// The legal ground of the recording, if the caller heard the notice about it before the beep.
            notice_heard: Option<LegalGround>,
            /// When the recording must have arrived, if recordings are made.
            recording_by: Option<Timestamp>,
            /// The department, if it was known before the note.
            meant_department: Option<DepartmentCode>,
            /// The category that goes with `meant_department`.
            meant_category: Option<CategoryCode>,
            /// The scheme that the case is about, if the caller heard one.
            about_scheme: Option<SchemeCode>,
        },
        /// The case was registered: the helpline has taken charge of the citizen's matter.
        Registered = "registered" {
            /// The terms in force.
            terms: Terms,
            /// The version of the directory from which the terms come.
            directory_version: String,
        },
        /// The case went to the triage desk.
        SentToTriage = "sent-to-triage" {},
        /// The case was assigned to a department.
        Sorted = "sorted" {
            /// The terms of the category.
            terms: Terms,
            /// The version of the directory from which the terms come.
            directory_version: String,
            /// The scheme that the case is about, if the caller heard one.
            about_scheme: Option<SchemeCode>,
            /// The promised call that asks for a required disclosure, if the department lacks one.
            ask: Option<Promise>,
            /// The promise to make the statutory report, if the category requires one.
            report: Option<Promise>,
        },
        /// Nobody acted in time, so the case was raised to the level above. The level below may still act.
        LevelRaised = "level-raised" {},
        /// The apex was reminded of a case on which nobody has acted for days.
        Reminded = "reminded" {},
        /// A desk of the centre did not act in time, so the case went to the desk above.
        HandedUp = "handed-up" {},
        /// The draft became void: it had no beep, or nobody speaks in its recording.
        Voided = "voided" {},
        /// An officer has read the case. A suggestion or an appreciation ends with that.
        Acknowledged = "acknowledged" {},
        /// The department put a question to the citizen.
        Asked = "asked" {
            /// The question.
            question: Words,
            /// The promised call in which the centre puts the question.
            ask: Promise,
        },
        /// The citizen answered the question.
        Answered = "answered" {
            /// The citizen's words.
            words: Words,
        },
        /// The citizen added to the case.
        WordsAdded = "words-added" {
            /// The citizen's words.
            words: Words,
        },
        /// The citizen spoke about the case on another call. If a question was waiting, the note is the answer.
        NoteLeft = "note-left" {
            /// The call.
            contact: ContactId,
            /// The legal ground of the recording, if the caller heard the notice about it.
            notice_heard: Option<LegalGround>,
            /// When the recording must have arrived, if recordings are made.
            recording_by: Option<Timestamp>,
        },
        /// The note of a call was found in its recording and is kept with the case.
        NoteKept = "note-kept" {
            /// The call.
            contact: ContactId,
            /// The location of the encrypted audio.
            sound: Attachment,
            /// The length in seconds.
            seconds: u16,
            /// `true` if somebody speaks in the note.
            speech: bool,
            /// `true` if the loud parts of the note are cut off.
            clipped: bool,
            /// `true` if noise covers the note.
            noisy: bool,
            /// `true` if the recording ended too soon.
            cut: bool,
            /// `true` if the note brings a void draft to the triage desk.
            revives: bool,
            /// When the transcript must have arrived, if one is made.
            transcript_by: Option<Timestamp>,
        },
        /// The recording of a call did not arrive in time.
        NoteMissing = "note-missing" {
            /// The call.
            contact: ContactId,
            /// The promised call that asks the citizen to say it again. `None` if a call back is promised already.
            call: Option<Promise>,
        },
        /// The note of a call has a transcript.
        Transcribed = "transcribed" {
            /// The call.
            contact: ContactId,
            /// The transcript, masked so that it does not give the speaker away. `None` if a person must read it before
            /// anything leaves.
            words: Option<Words>,
            /// The department to which the transcript belongs, as suggested by a machine.
            suggested: Option<DepartmentCode>,
            /// The category that goes with `suggested`.
            suggested_category: Option<CategoryCode>,
            /// `true` if the suggestion leads any other clearly, so that it may stand in for the triage desk.
            sure: bool,
            /// The words of the transcript that support the suggestion.
            reasons: Option<Words>,
            /// The district that the transcript names.
            place: Option<District>,
        },
        /// The note of a call will have no transcript.
        TranscriptLost = "transcript-lost" {
            /// The call.
            contact: ContactId,
        },
        /// A person read the whole transcript.
        TranscriptRead = "transcript-read" {
            /// The call.
            contact: ContactId,
        },
        /// A person read the transcript and released these words to the department.
        WordsReleased = "words-released" {
            /// The call.
            contact: ContactId,
            /// The released words.
            words: Words,
        },
        /// Somebody got a link to the audio of a note.
        Listened = "listened" {
            /// The call.
            contact: ContactId,
        },
        /// The citizen lets the department hear their voice.
        VoiceGranted = "voice-granted" {},
        /// The citizen no longer lets the department hear their voice.
        VoiceRevoked = "voice-revoked" {},
        /// The citizen contested the daily limit of notes.
        LimitContested = "limit-contested" {
            /// The promised call in which the coordinator hears the citizen.
            hear: Promise,
        },
        /// The department reported its action, or the answer to a query.
        ActionTaken = "action-taken" {
            /// The action, or the answer.
            note: Words,
            /// Photographs and papers.
            attachments: Vec<Attachment>,
            /// The promised call: it asks whether the action solved the case, or tells the answer.
            call: Promise,
            /// The scheme that the case is about, if any. An answer about it may be worth telling to everybody.
            about_scheme: Option<SchemeCode>,
        },
        /// The department gave the reason for its delay and a new date.
        InterimReplied = "interim-replied" {
            /// The promised call that tells the citizen.
            tell: Promise,
            /// The department's promise to answer by the new date.
            answer: Promise,
        },
        /// The citizen said that the case is solved.
        SolvedConfirmed = "solved-confirmed" {},
        /// Somebody on the citizen's phone said that the case is solved.
        SolvedClaimed = "solved-claimed" {
            /// The promised call that asks the citizen.
            follow_up: Promise,
        },
        /// The citizen said that the case is not solved, and it is open again.
        Reopened = "reopened" {
            /// The promised call that asks for a required disclosure, if the department lacks one.
            ask: Option<Promise>,
        },
        /// The citizen appealed, and the level above decides.
        Appealed = "appealed" {
            /// The promised call that asks for a required disclosure, if the department lacks one.
            ask: Option<Promise>,
        },
        /// The case went to another department or category, or back to a desk of the centre.
        Transferred = "transferred" {
            /// The terms in force from now on.
            terms: Terms,
            /// The version of the directory from which the terms come.
            directory_version: String,
            /// The promised call that asks for a required disclosure, if the department lacks one.
            ask: Option<Promise>,
            /// The promise to make the statutory report, if the category requires one.
            report: Option<Promise>,
        },
        /// An officer proposed to reject the case.
        RejectionProposed = "rejection-proposed" {
            /// The ground.
            ground: Ground,
        },
        /// A second officer agreed to the rejection, and the case has ended.
        Rejected = "rejected" {
            /// The ground.
            ground: Ground,
            /// The promised call that tells the citizen about the rejection and the appeal.
            tell: Promise,
        },
        /// The proposed rejection was declined.
        RejectionDeclined = "rejection-declined" {},
        /// Somebody asked to withdraw the case.
        WithdrawalAsked = "withdrawal-asked" {
            /// The promised call that asks the citizen.
            ask: Promise,
        },
        /// The case was withdrawn.
        Withdrawn = "withdrawn" {
            /// The centre's own call, or the citizen's call under duress.
            call: ContactId,
            /// The answer to "was anyone at your door?"; under duress `Somebody`. Only the coordinator sees it.
            at_the_door: Door,
        },
        /// The citizen did not withdraw the case after all.
        WithdrawalDropped = "withdrawal-dropped" {},
        /// Somebody wants a withdrawn case back.
        ReopenAsked = "reopen-asked" {
            /// The promised call in which the coordinator asks the citizen.
            ask: Promise,
        },
        /// The coordinator opened a withdrawn case again.
        OpenedAgain = "opened-again" {
            /// The promised call that asks for a required disclosure, if the department lacks one.
            ask: Option<Promise>,
        },
        /// The coordinator found that the case was withdrawn freely, or is not wanted back.
        ProtectionEnded = "protection-ended" {},
        /// The citizen disclosed a value to the acting officer.
        Granted = "granted" {
            /// The disclosed field.
            field: Field,
            /// The value, encrypted.
            sealed: Sealed,
        },
        /// The citizen took a disclosure back.
        Revoked = "revoked" {
            /// The field.
            field: Field,
            /// The promised call that asks for the value anew, if the department cannot work without it.
            ask: Option<Promise>,
        },
        /// The acting officer looked at a disclosed value.
        Viewed = "viewed" {
            /// The field.
            field: Field,
        },
        /// A call back was promised to the citizen.
        Promised = "promised" {
            /// The promise.
            promise: Promise,
        },
        /// A promise was kept.
        PromiseKept = "promise-kept" {
            /// The promise's number.
            number: u16,
        },
        /// A call did not reach the citizen.
        NotReached = "not-reached" {
            /// The promise's number.
            number: u16,
            /// When the next call is due, or `None` after the last call.
            again_at: Option<Timestamp>,
        },
        /// Nobody kept a promise in time, and the keeper above must keep it.
        PromiseBroken = "promise-broken" {
            /// The promise's number.
            number: u16,
            /// The keeper from now on.
            keeper: Keeper,
            /// When the promise is due again.
            again_at: Timestamp,
        },
        /// The district of the case was found, or found to be another.
        Located = "located" {
            /// The district.
            place: District,
        },
        /// The case was marked as confidential or as about an official.
        Marked = "marked" {
            /// The official whom the case names, if any.
            named: Option<StaffId>,
            /// The level that has the case now, if the mark raised it.
            raised_to: Option<Level>,
        },
    }
}

/// One event in the ledger. It carries the standing of the case from then on, so a reader that tells a department needs
/// nothing else. It holds nothing about the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The ticket of the case.
    pub ticket: Ticket,
    /// 1, 2, 3 … within the case, without gaps.
    pub sequence: u32,
    /// The time, which is never before the time of the event before.
    pub at: Timestamp,
    /// The actor.
    pub by: Actor,
    /// The reason, in the actor's words.
    pub why: Option<Words>,
    /// The content.
    pub what: What,
    /// The standing of the case from then on.
    pub standing: Standing,
    /// The caller's language.
    pub language: LanguageCode,
    /// The district of the case from then on.
    pub district: District,
    /// The digest that ties the event to all events before it.
    pub chain: Chain,
}

impl Event {
    /// Returns `ticket-sequence`, by which a reader recognises a repeated event.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}-{}", self.ticket, self.sequence)
    }

    /// Returns the citizen's words in the event, if they may leave while the case stands at `now`. Of transcripts and
    /// released words the standing says so. Words that somebody typed were read by that person, so they leave, but not
    /// if the case was found confidential afterwards.
    #[must_use]
    pub fn words_that_may_leave(&self, now: &Standing) -> Option<&Words> {
        let known = self.standing.hides_its_subject() || !now.hides_its_subject();
        match &self.what {
            What::Transcribed { words, .. } => words.as_ref().filter(|_| now.said_in.contains(&self.sequence)),
            What::WordsReleased { words, .. } => Some(words).filter(|_| now.said_in.contains(&self.sequence)),
            What::Answered { words } | What::WordsAdded { words } => Some(words).filter(|_| known),
            _ => None,
        }
    }

    /// Returns the event as facts, without ticket, sequence and chain: a store keeps those in fields of their own.
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
    /// A [`BadFact`] that names the first fact that is missing or wrong.
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

/// An event, and the case after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// The case after the event.
    pub case: Case,
    /// The event.
    pub event: Event,
}
