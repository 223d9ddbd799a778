//! The commands on a case, each with its giver, a reason and the version that the giver saw.

use crate::chain::digest;
use crate::facts::{variants, words};
use crate::{
    Actor, Attachment, CategoryCode, Confidentiality, ContactId, DepartmentCode, District, Facts, Field, Ground, Kind,
    LegalGround, Level, PromiseKind, SchemeCode, Sealed, StaffId, Words,
};
use jiff::Timestamp;

words! {
    /// The answer to "was anyone at your door?".
    Door {
        /// Nobody put pressure on the citizen.
        Nobody = "nobody",
        /// Somebody put pressure on the citizen.
        Somebody = "somebody",
    }
}

variants! {
    /// A command on a case, which [`crate::decide`] grants or rejects.
    Command,
    /// The kinds of command.
    CommandKind {
        /// The caller hears the beep and begins to speak.
        BeginTake = "begin-take" {
            /// The legal ground of the recording, if the caller heard the notice about it before the beep.
            notice_heard: Option<LegalGround>,
            /// The department, if it was known before the note.
            meant_department: Option<DepartmentCode>,
            /// The category that goes with `meant_department`.
            meant_category: Option<CategoryCode>,
            /// The scheme that the case is about, if the caller heard one.
            about_scheme: Option<SchemeCode>,
        },
        /// The caller has finished the note.
        Register = "register" {},
        /// The case is assigned to a department.
        Sort = "sort" {
            /// The department.
            department: DepartmentCode,
            /// The category within the department.
            category: CategoryCode,
            /// The kind of case. `None` leaves the kind as it is.
            kind: Option<Kind>,
            /// The scheme that the case is about, if the caller heard one.
            about_scheme: Option<SchemeCode>,
        },
        /// The caller does not sort the case, and leaves it to the triage desk.
        LeaveToTriage = "leave-to-triage" {},
        /// The sweep looks at the case: the earliest thing that is due happens now.
        PassTime = "pass-time" {},
        /// An officer has read the case and takes it in hand.
        Acknowledge = "acknowledge" {},
        /// The department puts a question to the citizen, through the centre.
        Ask = "ask" {
            /// The question.
            question: Words,
        },
        /// The citizen answers the question.
        Answer = "answer" {
            /// The citizen's words.
            words: Words,
        },
        /// The citizen adds to the case.
        AddWords = "add-words" {
            /// The citizen's words.
            words: Words,
        },
        /// The citizen speaks about the case on a call of their own. If a question is waiting, the note is the answer.
        LeaveNote = "leave-note" {
            /// The call.
            contact: ContactId,
            /// The legal ground of the recording, if the caller heard the notice about it.
            notice_heard: Option<LegalGround>,
        },
        /// The note of a call was found in its recording, and is to be kept with the case.
        KeepNote = "keep-note" {
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
        },
        /// The note of a call has a transcript.
        KeepTranscript = "keep-transcript" {
            /// The call.
            contact: ContactId,
            /// The transcript, masked so that it does not give the speaker away.
            words: Words,
            /// `true` if the transcript touches a matter that a person must read first.
            concerns: bool,
            /// The department to which the transcript belongs, as suggested by a machine.
            suggested: Option<DepartmentCode>,
            /// The category that goes with `suggested`.
            suggested_category: Option<CategoryCode>,
            /// `true` if the suggestion leads any other clearly.
            sure: bool,
            /// The words of the transcript that support the suggestion.
            reasons: Option<Words>,
            /// The district that the transcript names.
            place: Option<District>,
        },
        /// The note of a call will have no transcript.
        LoseTranscript = "lose-transcript" {
            /// The call.
            contact: ContactId,
        },
        /// A person reads the whole transcript, names and numbers included.
        ReadTranscript = "read-transcript" {
            /// The call.
            contact: ContactId,
        },
        /// A person who read the transcript releases these words to the department.
        ReleaseWords = "release-words" {
            /// The call.
            contact: ContactId,
            /// The released words.
            words: Words,
        },
        /// Somebody hears the audio of a note.
        Listen = "listen" {
            /// The call.
            contact: ContactId,
        },
        /// The citizen lets the department hear their voice.
        GrantVoice = "grant-voice" {},
        /// The citizen no longer lets the department hear their voice.
        RevokeVoice = "revoke-voice" {},
        /// The citizen contests the daily limit of notes on one case.
        Contest = "contest" {},
        /// The department reports its action, or the answer to a query. Its report never closes a grievance.
        TakeAction = "take-action" {
            /// The action, or the answer.
            note: Words,
            /// Photographs and papers.
            attachments: Vec<Attachment>,
        },
        /// The department gives the reason for its delay and a new date. The clocks run on.
        ReplyInterim = "reply-interim" {
            /// The date by which the department will have answered.
            new_date: Timestamp,
        },
        /// The citizen says that the case is solved, with the PIN or on the centre's call.
        ConfirmSolved = "confirm-solved" {},
        /// Somebody on the citizen's phone says that the case is solved. This is a claim, so the centre calls and asks.
        ClaimSolved = "claim-solved" {},
        /// Somebody makes the citizen call and say that the case is solved. The caller has given the PIN for duress.
        ClaimUnderDuress = "claim-under-duress" {},
        /// The citizen has heard the answer to their question on a call of their own, so nobody needs to call them.
        HearAnswer = "hear-answer" {},
        /// The citizen says that the case is not solved.
        Reopen = "reopen" {},
        /// The citizen wants the level above to decide.
        Appeal = "appeal" {},
        /// The case belongs elsewhere. If the giver names no department, the triage desk finds one.
        Transfer = "transfer" {
            /// The department to which the case belongs.
            department: Option<DepartmentCode>,
            /// The category within the department. `None` means [`CategoryCode::general`].
            category: Option<CategoryCode>,
        },
        /// An officer proposes to reject the case.
        ProposeRejection = "propose-rejection" {
            /// The ground.
            ground: Ground,
        },
        /// A second officer agrees to the rejection.
        ApproveRejection = "approve-rejection" {},
        /// An officer or the coordinator declines the rejection.
        DeclineRejection = "decline-rejection" {},
        /// Somebody on the citizen's phone wants to withdraw the case. This is a request, so the centre calls and asks.
        AskWithdrawal = "ask-withdrawal" {},
        /// The citizen withdraws the case, on a call from the centre.
        ConfirmWithdrawal = "confirm-withdrawal" {
            /// The centre's own call.
            call: ContactId,
            /// The answer to "was anyone at your door?".
            at_the_door: Door,
        },
        /// Somebody makes the citizen call and withdraw the case. The caller has given the PIN for duress.
        WithdrawUnderDuress = "withdraw-under-duress" {
            /// The citizen's call.
            call: ContactId,
        },
        /// The citizen does not withdraw the case after all.
        DropWithdrawal = "drop-withdrawal" {},
        /// The coordinator opens a withdrawn case again, above L1: the citizen is safe, or wants it back.
        OpenAgain = "open-again" {},
        /// The coordinator finds that the case was withdrawn freely, or is not wanted back after all.
        EndProtection = "end-protection" {},
        /// The citizen discloses a value to the acting officer.
        Grant = "grant" {
            /// The field to disclose.
            field: Field,
            /// The value, encrypted.
            sealed: Sealed,
        },
        /// The citizen takes a disclosure back.
        Revoke = "revoke" {
            /// The field.
            field: Field,
        },
        /// The acting officer looks at a disclosed value.
        View = "view" {
            /// The field.
            field: Field,
        },
        /// A promise is made to the citizen by hand. Only a call back is accepted.
        Promise = "promise" {
            /// The kind of promise.
            promise: PromiseKind,
            /// When the promise is due.
            until: Timestamp,
        },
        /// A promise is kept.
        KeepPromise = "keep-promise" {
            /// The promise's number.
            number: u16,
        },
        /// A call did not reach the citizen.
        NotReached = "not-reached" {
            /// The number of the promise that the call would have kept.
            number: u16,
        },
        /// Somebody who read or heard the case found its district.
        Locate = "locate" {
            /// The district.
            district: District,
        },
        /// Somebody who read or heard the case found a fact about it that the category does not show.
        Mark = "mark" {
            /// The reason why the case is confidential.
            quiet: Option<Confidentiality>,
            /// `true` if the case is about an official.
            about_official: bool,
            /// The official, who never sees the case again.
            named: Option<StaffId>,
            /// The official's level. The case goes above that level.
            named_level: Option<Level>,
        },
    }
}

impl Command {
    /// Creates the command for a beep, of a note about which nothing is known before.
    #[must_use]
    pub fn begin_take(notice_heard: Option<LegalGround>) -> Self {
        Self::BeginTake { notice_heard, meant_department: None, meant_category: None, about_scheme: None }
    }
}

/// A command with its giver, a reason and the version that the giver saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The command.
    pub command: Command,
    /// The actor who gives the command.
    pub by: Actor,
    /// The reason, in the actor's words.
    pub why: Option<Words>,
    /// The version that the actor saw. `None` accepts any version, as for a caller and the sweep.
    pub seen: Option<u32>,
}

impl Order {
    /// Creates the order of time itself or of a caller on the line: without a reason, on any version.
    #[must_use]
    pub fn of(by: Actor, command: Command) -> Self {
        Self { command, by, why: None, seen: None }
    }

    /// Returns a digest of actor, command and reason. It tells a repeat from another command under the same id. Sealed
    /// values are left out, because sealing a value again gives another text.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut facts = Facts::new();
        self.command.write(&mut facts);
        facts.remove("sealed");
        let (kind, by) = (self.command.kind().as_str(), self.by.to_string());
        let why = self.why.as_ref().map_or("", Words::as_str);
        digest([kind, by.as_str(), why], &facts)
    }

    /// Creates the order by which time passes.
    #[must_use]
    pub fn time_passes() -> Self {
        Self::of(Actor::System, Command::PassTime {})
    }
}
