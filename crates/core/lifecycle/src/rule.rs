//! The lifecycle as one table: the effect of each command in each state. `docs/lifecycle.md` is generated from it.
//! Conditions beside the state (a second officer, a number of days) are in `decide/`.

use crate::terms::{appeal_days, reopen_days};
use crate::{CommandKind as C, Role, State as S};

/// The effect of a command in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The command happens, and the case goes to one of these states.
    To(&'static [S]),
    /// The command happens, and the state stays.
    Stays,
    /// The command is late or a repeat, and nothing is written. Holds the reason.
    Nothing(&'static str),
    /// The command is refused. Holds the remedy.
    Refused(&'static str),
}

use Rule::{Nothing, Refused, Stays, To};

const REGISTER_FIRST: &str = "register it first";
const SORT_FIRST: &str = "sort it to a department first";
const REOPEN_OR_APPEAL: &str =
    concat!("the citizen may reopen it within ", reopen_days!(), " days of its end, or appeal within ", appeal_days!());
const CITIZENS_WORD: &str = "action is reported; the citizen's word is awaited";
const ANSWER_AWAITED: &str = "the citizen is asked already; the clocks stand still until the answer or the last call";
pub(crate) const WITHDRAWN: &str =
    concat!("it is withdrawn; the citizen may ask for it back within ", reopen_days!(), " days");
const APPEAL: &str = concat!("a rejected case is appealed: `appeal`, within ", appeal_days!(), " days");
const REJECTED: &str = concat!("it is rejected; the citizen may appeal within ", appeal_days!(), " days");
const BEGUN: &str = "the note was begun already";
const REGISTERED: &str = "it is registered";

/// The table. The compiler wants a row for every pair of command and state, but a row that ends in `_` takes a new
/// state too. So a test keeps all pairs as a snapshot, which shows the effect of each command in a new state.
#[must_use]
#[rustfmt::skip] // one row a line, however long
pub fn rule(command: C, state: S) -> Rule {
    match (command, state) {
        // The beep. A repeat is no news. A beep that arrives after the note or after the sweep's turn is late.
        (C::BeginTake, S::Draft) => Stays,
        // The beep arrives after the sweep gave the draft up: the case is registered, and the note that follows counts.
        (C::BeginTake, S::Void) => To(&[S::Registered]),
        (C::BeginTake, _) => Nothing(BEGUN),

        // The note is finished. A void draft that has a note after all is registered like any other.
        (C::Register, S::Draft | S::Void) => To(&[S::Registered]),
        (C::Register, _) => Nothing(REGISTERED),

        // The caller names the department, or the triage desk finds it or, after three transfers, the coordinator. If
        // the category requires a disclosure that the case lacks, the case waits for the citizen at once.
        (C::Sort, S::Registered | S::Transferred | S::Reopened) => To(&[S::Triaged, S::AwaitingInformation]),
        (C::Sort, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::Sort, S::Triaged | S::Acknowledged | S::AwaitingInformation | S::ActionTaken) => Refused("a transfer moves it to another department"),
        (C::Sort, S::Closed | S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::Sort, S::Withdrawn) => Refused(WITHDRAWN),

        (C::LeaveToTriage, S::Registered) => Stays,
        (C::LeaveToTriage, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::LeaveToTriage, _) => Nothing("the caller no longer sorts it"),

        // The sweep. It leaves alone everything that is not due, however often it looks.
        (C::PassTime, S::Draft) => To(&[S::Registered, S::Void]),
        (C::PassTime, S::Void) => Nothing("a void draft has no clock"),
        // A case that nobody sorted in time goes to the department that its words clearly name, or to the desk above.
        (C::PassTime, S::Registered) => To(&[S::Registered, S::Triaged, S::AwaitingInformation]),
        (C::PassTime, _) => Stays,

        // An officer has read the case. A suggestion or an appreciation ends with that.
        (C::Acknowledge, S::Triaged | S::Transferred) => To(&[S::Acknowledged, S::Closed]),
        (C::Acknowledge, S::Reopened) => To(&[S::Acknowledged]),
        (C::Acknowledge, S::Acknowledged) => Stays,
        (C::Acknowledge, S::AwaitingInformation) => Refused(ANSWER_AWAITED),
        (C::Acknowledge, S::ActionTaken) => Nothing("action is reported already"),
        (C::Acknowledge, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::Acknowledge, S::Registered) => Refused(SORT_FIRST),
        (C::Acknowledge, S::Closed | S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::Acknowledge, S::Withdrawn) => Refused(WITHDRAWN),

        (C::Ask, S::Triaged | S::Transferred | S::Reopened | S::Acknowledged) => To(&[S::AwaitingInformation]),
        (C::Ask, S::AwaitingInformation) => Refused(ANSWER_AWAITED),
        (C::Ask, S::ActionTaken) => Refused(CITIZENS_WORD),
        (C::Ask, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::Ask, S::Registered) => Refused(SORT_FIRST),
        (C::Ask, S::Closed | S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::Ask, S::Withdrawn) => Refused(WITHDRAWN),

        (C::Answer, S::AwaitingInformation) => To(&[S::AwaitingInformation, S::Triaged, S::Transferred, S::Reopened, S::Acknowledged]),
        (C::Answer, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::Answer, S::Closed | S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::Answer, S::Withdrawn) => Refused(WITHDRAWN),
        (C::Answer, _) => Refused("no question waits; `add-words` adds to the case"),

        (C::AddWords, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::AddWords, S::Closed | S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::AddWords, S::Withdrawn) => Refused(WITHDRAWN),
        (C::AddWords, _) => Stays,

        // A note of the citizen, after the first. It answers the question that waits, if one does.
        (C::LeaveNote, S::AwaitingInformation) => To(&[S::AwaitingInformation, S::Triaged, S::Transferred, S::Reopened, S::Acknowledged]),
        (C::LeaveNote | C::Contest, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::LeaveNote | C::Contest, S::Closed | S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::LeaveNote | C::Contest, S::Withdrawn) => Refused(WITHDRAWN),
        (C::LeaveNote | C::Contest, _) => Stays,

        // The recording arrives minutes or a night after the call, and no state refuses it. Speech in it brings a void
        // draft to the triage desk; without speech a draft stays as it is.
        (C::KeepNote, S::Void) => To(&[S::Void, S::Registered]),
        (C::KeepNote, _) => Stays,

        // A transcript may arrive at any time too, and no state refuses it.
        (C::KeepTranscript | C::LoseTranscript, _) => Stays,
        (C::ReadTranscript | C::Listen, _) => Stays,
        (C::ReleaseWords | C::GrantVoice, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::ReleaseWords | C::GrantVoice, S::Closed | S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::ReleaseWords | C::GrantVoice, S::Withdrawn) => Refused(WITHDRAWN),
        (C::ReleaseWords | C::GrantVoice, _) => Stays,
        (C::RevokeVoice, _) => Stays,

        // A department never closes a grievance. Only a query ends here, with its answer.
        (C::TakeAction, S::Triaged | S::Transferred | S::Reopened | S::Acknowledged) => To(&[S::ActionTaken, S::Closed]),
        (C::TakeAction, S::AwaitingInformation) => Refused(ANSWER_AWAITED),
        (C::TakeAction, S::ActionTaken) => Refused(CITIZENS_WORD),
        (C::TakeAction, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::TakeAction, S::Registered) => Refused(SORT_FIRST),
        (C::TakeAction, S::Closed | S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::TakeAction, S::Withdrawn) => Refused(WITHDRAWN),

        (C::ReplyInterim, S::Triaged | S::Transferred | S::Reopened | S::Acknowledged) => Stays,
        (C::ReplyInterim, S::AwaitingInformation) => Refused(ANSWER_AWAITED),
        (C::ReplyInterim, S::ActionTaken) => Refused(CITIZENS_WORD),
        (C::ReplyInterim, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::ReplyInterim, S::Registered) => Refused(SORT_FIRST),
        (C::ReplyInterim, S::Closed | S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::ReplyInterim, S::Withdrawn) => Refused(WITHDRAWN),

        // The citizen's word closes the case, whatever the department has reported.
        (C::ConfirmSolved, S::Triaged | S::Transferred | S::Reopened | S::Acknowledged | S::AwaitingInformation | S::ActionTaken) => To(&[S::Closed]),
        (C::ConfirmSolved, S::Closed) => Nothing("it is closed"),
        (C::ConfirmSolved, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::ConfirmSolved, S::Registered) => Refused(SORT_FIRST),
        (C::ConfirmSolved, S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::ConfirmSolved, S::Withdrawn) => Refused(WITHDRAWN),

        // Under duress the claim is the same, and the coordinator keeps it.
        (C::ClaimSolved | C::ClaimUnderDuress, S::Triaged | S::Transferred | S::Reopened | S::Acknowledged | S::AwaitingInformation | S::ActionTaken) => Stays,
        (C::ClaimSolved | C::ClaimUnderDuress, S::Closed) => Nothing("it is closed"),
        (C::ClaimSolved | C::ClaimUnderDuress, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::ClaimSolved | C::ClaimUnderDuress, S::Registered) => Refused(SORT_FIRST),
        (C::ClaimSolved | C::ClaimUnderDuress, S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::ClaimSolved | C::ClaimUnderDuress, S::Withdrawn) => Refused(WITHDRAWN),

        (C::HearAnswer, S::Closed) => Stays,
        (C::HearAnswer, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::HearAnswer, S::Withdrawn) => Refused(WITHDRAWN),
        (C::HearAnswer, _) => Refused("its department has not answered"),

        // The citizen says that the case is not solved. It gets a fresh clock, at the level that had it.
        (C::Reopen, S::ActionTaken | S::Closed) => To(&[S::Reopened, S::AwaitingInformation]),
        // A citizen who withdrew the case may change their mind. The coordinator calls, whether it is protected or not.
        (C::Reopen, S::Withdrawn) => Stays,
        (C::Reopen, S::Rejected) => Refused(APPEAL),
        (C::Reopen, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::Reopen, S::Registered) => Nothing("it is open"),
        // The case is open already. The citizen's word answers somebody's claim that it is solved.
        (C::Reopen, S::Triaged | S::Transferred | S::Reopened | S::Acknowledged | S::AwaitingInformation) => Stays,

        (C::Appeal, S::Closed | S::Rejected) => To(&[S::Reopened, S::AwaitingInformation]),
        (C::Appeal, S::ActionTaken) => Refused("say first that it is not solved: `reopen`"),
        (C::Appeal, S::Withdrawn) => Refused(WITHDRAWN),
        (C::Appeal, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::Appeal, _) => Refused("it is open: if nobody acts in time, it goes to the level above by itself"),

        // The case belongs elsewhere. After three transfers the coordinator chooses the department.
        (C::Transfer, S::Triaged | S::Transferred | S::Reopened | S::Acknowledged) => To(&[S::Transferred, S::AwaitingInformation]),
        (C::Transfer, S::AwaitingInformation) => Refused(ANSWER_AWAITED),
        (C::Transfer, S::ActionTaken) => Refused(CITIZENS_WORD),
        (C::Transfer, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::Transfer, S::Registered) => Refused(SORT_FIRST),
        (C::Transfer, S::Closed | S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::Transfer, S::Withdrawn) => Refused(WITHDRAWN),

        (C::ProposeRejection, S::Triaged | S::Transferred | S::Reopened | S::Acknowledged) => Stays,
        (C::ProposeRejection, S::AwaitingInformation) => Refused(ANSWER_AWAITED),
        (C::ProposeRejection, S::ActionTaken) => Refused(CITIZENS_WORD),
        (C::ProposeRejection, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::ProposeRejection, S::Registered) => Refused(SORT_FIRST),
        (C::ProposeRejection, S::Rejected) => Nothing("it is rejected"),
        (C::ProposeRejection, S::Closed) => Refused(REOPEN_OR_APPEAL),
        (C::ProposeRejection, S::Withdrawn) => Refused(WITHDRAWN),

        (C::ApproveRejection, S::Triaged | S::Transferred | S::Reopened | S::Acknowledged) => To(&[S::Rejected]),
        (C::ApproveRejection, S::Rejected) => Nothing("it is rejected"),
        (C::ApproveRejection, S::AwaitingInformation) => Refused(ANSWER_AWAITED),
        (C::ApproveRejection, _) => Refused("no rejection is proposed"),

        (C::DeclineRejection, S::Triaged | S::Transferred | S::Reopened | S::Acknowledged) => Stays,
        (C::DeclineRejection, S::Rejected) => Refused(REJECTED),
        (C::DeclineRejection, _) => Nothing("no rejection is proposed"),

        // A wish to withdraw is a request. Only a call from the centre grants it.
        (C::AskWithdrawal, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::AskWithdrawal, S::Withdrawn) => Nothing("it is withdrawn"),
        (C::AskWithdrawal, S::Closed | S::Rejected) => Nothing("it has ended"),
        (C::AskWithdrawal, _) => Stays,

        (C::ConfirmWithdrawal, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::ConfirmWithdrawal, S::Withdrawn) => Nothing("it is withdrawn"),
        (C::ConfirmWithdrawal, S::Closed | S::Rejected) => Nothing("it has ended"),
        (C::ConfirmWithdrawal, _) => To(&[S::Withdrawn]),

        // Under duress the case looks withdrawn: a person who forced the citizen to call must not hear a refusal.
        (C::WithdrawUnderDuress, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::WithdrawUnderDuress, S::Withdrawn) => Nothing("it is withdrawn"),
        (C::WithdrawUnderDuress, S::Closed | S::Rejected) => Nothing("it has ended"),
        (C::WithdrawUnderDuress, _) => To(&[S::Withdrawn]),

        (C::DropWithdrawal, S::Withdrawn) => Refused(WITHDRAWN),
        (C::DropWithdrawal, S::Draft | S::Void | S::Closed | S::Rejected) => Nothing("nobody asked to take it back"),
        (C::DropWithdrawal, _) => Stays,

        (C::OpenAgain, S::Withdrawn) => To(&[S::Reopened, S::AwaitingInformation]),
        (C::EndProtection, S::Withdrawn) => Stays,
        (C::OpenAgain | C::EndProtection, _) => Refused("it is not withdrawn"),

        // A disclosure to the department. A missing one stops the case until it is granted; so does one taken back.
        (C::Grant, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::Grant, S::AwaitingInformation) => To(&[S::AwaitingInformation, S::Triaged, S::Transferred, S::Reopened, S::Acknowledged]),
        (C::Grant, S::Closed | S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::Grant, S::Withdrawn) => Refused(WITHDRAWN),
        (C::Grant, _) => Stays,

        (C::Revoke, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::Revoke, S::Triaged) => To(&[S::Triaged, S::AwaitingInformation]),
        (C::Revoke, S::Transferred) => To(&[S::Transferred, S::AwaitingInformation]),
        (C::Revoke, S::Reopened) => To(&[S::Reopened, S::AwaitingInformation]),
        (C::Revoke, S::Acknowledged) => To(&[S::Acknowledged, S::AwaitingInformation]),
        (C::Revoke, _) => Stays,

        (C::View, S::Acknowledged | S::ActionTaken) => Stays,
        (C::View, S::AwaitingInformation) => Refused(ANSWER_AWAITED),
        (C::View, S::Triaged | S::Transferred | S::Reopened) => Refused("acknowledge it first: only an officer who has acknowledged it may look"),
        (C::View, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::View, S::Registered) => Refused(SORT_FIRST),
        (C::View, S::Closed | S::Rejected | S::Withdrawn) => Refused("it has ended: nothing needs to be known any more"),

        // Promises.
        (C::Promise, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::Promise, S::Withdrawn) => Refused(WITHDRAWN),
        (C::Promise, _) => Stays,
        (C::KeepPromise, _) => Stays,
        (C::NotReached, S::ActionTaken) => To(&[S::ActionTaken, S::Closed]),
        (C::NotReached, S::AwaitingInformation) => To(&[S::AwaitingInformation, S::Triaged, S::Transferred, S::Reopened, S::Acknowledged]),
        (C::NotReached, _) => Stays,

        (C::Locate, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::Locate, S::Closed | S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::Locate, S::Withdrawn) => Refused(WITHDRAWN),
        (C::Locate, _) => Stays,

        (C::Mark, S::Draft | S::Void) => Refused(REGISTER_FIRST),
        (C::Mark, S::Closed | S::Rejected) => Refused(REOPEN_OR_APPEAL),
        (C::Mark, S::Withdrawn) => Refused(WITHDRAWN),
        (C::Mark, S::Acknowledged) => To(&[S::Acknowledged, S::Triaged]),
        (C::Mark, _) => Stays,
    }
}

/// The requirements of a command on its giver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asks {
    /// The roles that may give the command.
    pub(crate) of: &'static [Role],
    /// `true` if the giver must state a reason.
    pub(crate) a_reason: bool,
    /// `true` if the case must be with a department, for which the giver acts.
    pub(crate) a_department: bool,
    /// `true` if the command happens anew each time it is given. Only the command's id tells a repeat.
    pub(crate) each_time: bool,
}

impl Asks {
    const fn a_reason(self) -> Self {
        Self { a_reason: true, ..self }
    }

    const fn a_department(self) -> Self {
        Self { a_department: true, ..self }
    }

    const fn each_time(self) -> Self {
        Self { each_time: true, ..self }
    }
}

const fn of(roles: &'static [Role]) -> Asks {
    Asks { of: roles, a_reason: false, a_department: false, each_time: false }
}

/// The second table: the requirements of each command on its giver.
pub(crate) fn asks(command: C) -> Asks {
    use Role::{Agent, Apex, Citizen, Coordinator, Nodal, Officer, System};
    match command {
        C::BeginTake | C::Register | C::LeaveToTriage => of(&[Citizen, Agent]),
        C::Sort => of(&[Citizen, Agent, Coordinator, Apex]),
        C::PassTime => of(&[System]).each_time(),
        C::KeepNote | C::KeepTranscript | C::LoseTranscript => of(&[System]),
        // Only the coordinator and the apex read the whole transcript. Agents hear the audio too, as they must call the
        // citizen, and so do officers with the citizen's leave.
        C::ReadTranscript => of(&[Coordinator, Apex]).a_reason().each_time(),
        C::ReleaseWords => of(&[Coordinator, Apex]),
        C::Listen => of(&[Agent, Officer, Nodal, Coordinator, Apex]).each_time(),
        C::GrantVoice | C::RevokeVoice => of(&[Citizen, Agent]),
        C::Acknowledge | C::Ask | C::TakeAction => of(&[Officer, Nodal, Apex]).a_department(),
        C::View => of(&[Officer, Nodal, Apex]).a_department().each_time(),
        C::ReplyInterim => of(&[Officer, Nodal, Apex]).a_department().a_reason().each_time(),
        C::ProposeRejection => of(&[Officer, Nodal, Apex]).a_department().a_reason(),
        C::Transfer => of(&[Officer, Nodal, Coordinator, Apex]).a_department().a_reason(),
        C::ApproveRejection => of(&[Officer, Nodal, Coordinator, Apex]),
        C::DeclineRejection => of(&[Officer, Nodal, Coordinator, Apex]).a_reason(),
        C::AddWords => of(&[Citizen, Agent]).each_time(),
        C::Answer | C::ConfirmSolved | C::Reopen | C::Appeal => of(&[Citizen, Agent]),
        // Only a citizen gives these, on a call of their own. An agent passes on the citizen's words instead.
        C::LeaveNote | C::WithdrawUnderDuress | C::ClaimUnderDuress | C::HearAnswer => of(&[Citizen]),
        C::Contest => of(&[Citizen, Agent]),
        C::ClaimSolved | C::AskWithdrawal | C::DropWithdrawal | C::Grant | C::Revoke => of(&[Citizen, Agent]),
        // Only an agent of the centre, who called and asked. An inbound call never confirms a withdrawal.
        C::ConfirmWithdrawal => of(&[Agent]),
        C::OpenAgain | C::EndProtection => of(&[Coordinator, Apex]).a_reason(),
        C::Promise => of(&[Citizen, Agent, Coordinator]).each_time(),
        // Only a role that makes the calls can have made one.
        C::KeepPromise => of(&[Agent, Coordinator, Apex]),
        C::NotReached => of(&[Agent, Coordinator]),
        C::Locate => of(&[Agent, Nodal, Coordinator, Apex]),
        C::Mark => of(&[Agent, Nodal, Coordinator, Apex]).a_reason(),
    }
}

/// Returns `true` if a command must come with a reason.
#[must_use]
pub fn a_reason(command: C) -> bool {
    asks(command).a_reason
}

/// Returns true if the command happens anew each time it is given, however soon after the last time.
#[must_use]
pub fn each_time(command: C) -> bool {
    asks(command).each_time
}

/// Returns the roles that may give the command.
#[must_use]
pub fn may(command: C) -> &'static [Role] {
    asks(command).of
}
