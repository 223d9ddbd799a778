//! What can be asked of a case, by whom, why, and in view of which version.

use crate::chain::digest;
use crate::facts::{variants, words};
use crate::{
    Actor, Attachment, CategoryCode, ContactId, DepartmentCode, District, Facts, Field, Ground, Kind, LegalGround,
    Level, PromiseKind, Quiet, SchemeCode, Sealed, StaffId, Words,
};
use jiff::Timestamp;

words! {
    /// The answer to "was anyone at your door?".
    Door {
        /// Nobody pressed the citizen.
        Nobody = "nobody",
        /// Somebody did.
        Somebody = "somebody",
    }
}

variants! {
    /// A wish that [`crate::decide`] grants or rejects.
    Command,
    /// The kinds of command.
    CommandKind {
        /// The caller hears the beep and begins to speak.
        BeginTake = "begin-take" {
            /// On what ground they are recorded, where the notice that says so was spoken before the beep.
            notice_heard: Option<LegalGround>,
            /// The department that it is for, where that was known before the note.
            meant_department: Option<DepartmentCode>,
            /// What it is about there.
            meant_category: Option<CategoryCode>,
            /// The scheme that it is about, where one was heard.
            about_scheme: Option<SchemeCode>,
        },
        /// The caller has finished the note.
        Register = "register" {},
        /// Says what it is about.
        Sort = "sort" {
            /// Where it belongs.
            department: DepartmentCode,
            /// What it is about there.
            category: CategoryCode,
            /// What the citizen brings; a grievance unless said.
            kind: Option<Kind>,
            /// The scheme that it is about, where one was heard.
            about_scheme: Option<SchemeCode>,
        },
        /// The caller does not sort; the triage desk will.
        LeaveToTriage = "leave-to-triage" {},
        /// The sweep looks: what is due happens now.
        PassTime = "pass-time" {},
        /// An officer has read it and takes it in hand.
        Acknowledge = "acknowledge" {},
        /// The department asks the citizen something, through the centre.
        Ask = "ask" {
            /// What it must know.
            question: Words,
        },
        /// The citizen answers the question.
        Answer = "answer" {
            /// Their words.
            words: Words,
        },
        /// The citizen adds to the case.
        AddWords = "add-words" {
            /// Their words.
            words: Words,
        },
        /// The citizen speaks about the case on a call of their own: the answer, if a question waits for one.
        LeaveNote = "leave-note" {
            /// That call.
            contact: ContactId,
            /// On what ground it is recorded.
            notice_heard: Option<LegalGround>,
        },
        /// What the citizen said on a call was found in its recording, and lies with the case.
        KeepNote = "keep-note" {
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
        },
        /// A note has become a text.
        KeepTranscript = "keep-transcript" {
            /// The call.
            contact: ContactId,
            /// The text without what would give the speaker away.
            words: Words,
            /// Whether it touches a matter that a person must read first.
            concerns: bool,
            /// Where its words say that it belongs.
            suggested: Option<DepartmentCode>,
            /// What it is about there.
            suggested_category: Option<CategoryCode>,
            /// Whether the suggestion leads any other clearly.
            sure: bool,
            /// The words that speak for it.
            reasons: Option<Words>,
            /// The district that it names.
            place: Option<District>,
        },
        /// A note will not become a text.
        LoseTranscript = "lose-transcript" {
            /// The call.
            contact: ContactId,
        },
        /// Reads the whole of what was said, names and numbers among it.
        ReadTranscript = "read-transcript" {
            /// The call.
            contact: ContactId,
        },
        /// Whoever read it lets these words of it leave for the department.
        ReleaseWords = "release-words" {
            /// The call.
            contact: ContactId,
            /// The words.
            words: Words,
        },
        /// Hears the sound of a note.
        Listen = "listen" {
            /// The call.
            contact: ContactId,
        },
        /// The citizen lets the department hear their voice.
        GrantVoice = "grant-voice" {},
        /// The citizen takes that back.
        RevokeVoice = "revoke-voice" {},
        /// The citizen finds the limit of what one case takes in a day unjust.
        Contest = "contest" {},
        /// The department reports what it did. Closing is not its to do.
        TakeAction = "take-action" {
            /// What was done; for a query, the answer.
            note: Words,
            /// Photographs, papers.
            attachments: Vec<Attachment>,
        },
        /// The department says why it is late, and its new date. The clocks run on.
        ReplyInterim = "reply-interim" {
            /// When it will have answered.
            new_date: Timestamp,
        },
        /// The citizen's word, with the PIN or on the centre's call, that it is solved.
        ConfirmSolved = "confirm-solved" {},
        /// Somebody on the citizen's phone says that it is solved: a claim, to be asked about.
        ClaimSolved = "claim-solved" {},
        /// The citizen has heard the answer to their question on a call of their own: nobody need call them with it.
        HearAnswer = "hear-answer" {},
        /// The citizen says that it is not solved.
        Reopen = "reopen" {},
        /// The citizen wants the level above to decide.
        Appeal = "appeal" {},
        /// Not ours. Without a department the triage desk finds one.
        Transfer = "transfer" {
            /// Whose it is.
            department: Option<DepartmentCode>,
            /// What it is about there.
            category: Option<CategoryCode>,
        },
        /// An officer finds that it cannot be taken up.
        ProposeRejection = "propose-rejection" {
            /// On what ground.
            ground: Ground,
        },
        /// A second officer agrees.
        ApproveRejection = "approve-rejection" {},
        /// A second officer does not.
        DeclineRejection = "decline-rejection" {},
        /// Somebody on the citizen's phone wants to take it back: a request, to be asked about.
        AskWithdrawal = "ask-withdrawal" {},
        /// The citizen takes it back, on a call from the centre.
        ConfirmWithdrawal = "confirm-withdrawal" {
            /// The centre's own call in which it was asked.
            call: ContactId,
            /// The answer to "was anyone at your door?".
            at_the_door: Door,
        },
        /// Somebody made the citizen call and take it back: the PIN for that case was given.
        WithdrawUnderDuress = "withdraw-under-duress" {
            /// That call.
            call: ContactId,
        },
        /// The citizen does not take it back.
        DropWithdrawal = "drop-withdrawal" {},
        /// The coordinator opens a withdrawn case again, above L1: it is safe, or the citizen wants it back.
        OpenAgain = "open-again" {},
        /// The coordinator finds that it was taken back freely, or is not wanted back after all.
        EndProtection = "end-protection" {},
        /// The citizen lets the acting officer know who is concerned.
        Grant = "grant" {
            /// What.
            field: Field,
            /// The value, encrypted.
            sealed: Sealed,
        },
        /// The citizen takes that back.
        Revoke = "revoke" {
            /// What.
            field: Field,
        },
        /// The acting officer looks at it.
        View = "view" {
            /// What.
            field: Field,
        },
        /// Something is promised to the citizen.
        Promise = "promise" {
            /// What.
            promise: PromiseKind,
            /// By when.
            until: Timestamp,
        },
        /// A promise is kept.
        KeepPromise = "keep-promise" {
            /// Its number.
            number: u16,
        },
        /// A call did not reach the citizen.
        NotReached = "not-reached" {
            /// The number of the promise that the call was to keep.
            number: u16,
        },
        /// Somebody who read or heard it finds where it happened.
        Locate = "locate" {
            /// The district.
            district: District,
        },
        /// Somebody who read or heard it finds what the category does not say.
        Mark = "mark" {
            /// It is quiet.
            quiet: Option<Quiet>,
            /// It is about an official.
            about_official: bool,
            /// The official, who never sees it again.
            named: Option<StaffId>,
            /// The official's level: the case goes above it.
            named_level: Option<Level>,
        },
    }
}

impl Command {
    /// The caller hears the beep, of a note of which nothing is known before.
    #[must_use]
    pub fn begin_take(notice_heard: Option<LegalGround>) -> Self {
        Self::BeginTake { notice_heard, meant_department: None, meant_category: None, about_scheme: None }
    }
}

/// A command, who gives it, why, and in view of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// What is asked.
    pub command: Command,
    /// Who asks.
    pub by: Actor,
    /// Why, in their words.
    pub why: Option<Words>,
    /// The version they saw. `None`: whatever it is now, as for a caller and the sweep.
    pub seen: Option<u32>,
}

impl Order {
    /// A command of time itself, or of a caller on the line: in view of whatever is there.
    #[must_use]
    pub fn of(by: Actor, command: Command) -> Self {
        Self { command, by, why: None, seen: None }
    }

    /// A digest of who asks what, and why: by it a repeat is told from another command under the same id. What is
    /// sealed is left out: sealed anew it reads otherwise.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut facts = Facts::new();
        self.command.write(&mut facts);
        facts.remove("sealed");
        let (kind, by) = (self.command.kind().as_str(), self.by.to_string());
        let why = self.why.as_ref().map_or("", Words::as_str);
        digest([kind, by.as_str(), why], &facts)
    }

    /// Time passes.
    #[must_use]
    pub fn time_passes() -> Self {
        Self::of(Actor::System, Command::PassTime {})
    }
}
