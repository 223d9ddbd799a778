//! Each reading of a person's matter is recorded before it is answered.

use super::stop::Stop;
use crate::notify::NoticeSlots;
use crate::ports::{Access, AccessOf, AccessRecords, Counted};
use desk_api::{Act, Envelope, Request};
use jiff::Timestamp;
use lifecycle::{CommandKind, Words};

/// The most readings that one person may make in an hour. A person who needs more asks the coordinator, who can have
/// the limits raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadLimits {
    /// Cases looked at.
    pub looks: u32,
    /// Lists of one caller's cases.
    pub histories: u32,
    /// When a case appears to its department: with its first notice.
    pub slots: NoticeSlots,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self { looks: 100, histories: 20, slots: NoticeSlots::None }
    }
}

/// Returns the matter that a request reads, if the request itself names it. The match has no default: a new request
/// says here whether it reads a person's matter.
fn named_by(request: &Request) -> Option<(&'static str, AccessOf)> {
    let of = match request {
        Request::Act(Act { ticket, command, .. }) => {
            // Every other command is an event, which names the person who gave it.
            let reads = [CommandKind::Listen, CommandKind::ReadTranscript, CommandKind::View];
            return reads.contains(command).then(|| (command.as_str(), AccessOf::Case(ticket.0.clone())));
        }
        Request::List(list) => AccessOf::List(list.desk.chars().take(LONGEST_DESK).collect()),
        Request::Calls(_) => AccessOf::List("calls".to_owned()),
        Request::Answers(answers) => AccessOf::List(format!("answers of {}", answers.department)),
        Request::Look(look) => AccessOf::Case(look.ticket.0.clone()),
        // These name a call or a number: see `found`.
        Request::Open(_) | Request::History(_) => return None,
        Request::Announce(_)
        | Request::Schemes(_)
        | Request::DraftScheme(_)
        | Request::ApproveScheme(_)
        | Request::WithdrawScheme(_)
        | Request::SchemeText(_)
        | Request::PutFirst(_)
        | Request::Heard(_) => return None,
    };
    Some((request.name(), of))
}

/// Characters of a desk's name that a record keeps. Every desk has fewer.
const LONGEST_DESK: usize = 20;

/// Records the reading before anything is read.
pub(super) async fn begins(
    ledger: &impl AccessRecords,
    limits: ReadLimits,
    asked: &Envelope,
    now: Timestamp,
) -> Result<(), Stop> {
    let Some((request, of)) = named_by(&asked.request) else { return Ok(()) };
    let most = matches!(asked.request, Request::Look(_)).then_some(limits.looks);
    record(ledger, asked, request, of, most, now).await
}

/// Records the reading of a matter that the request does not name, before its answer is handed out.
pub(super) async fn found(
    ledger: &impl AccessRecords,
    limits: ReadLimits,
    asked: &Envelope,
    of: AccessOf,
    now: Timestamp,
) -> Result<(), Stop> {
    let most = matches!(asked.request, Request::History(_)).then_some(limits.histories);
    record(ledger, asked, asked.request.name(), of, most, now).await
}

async fn record(
    ledger: &impl AccessRecords,
    asked: &Envelope,
    request: &'static str,
    of: AccessOf,
    most: Option<u32>,
    now: Timestamp,
) -> Result<(), Stop> {
    let (by, surface) = (asked.by.actor.0.clone(), asked.by.surface.as_str());
    let access = Access { by, surface, request, of, why: reason(&asked.request), at: now, most };
    match (ledger.record_access(&access).await?, most) {
        (Counted::TooMany, Some(most)) => Err(Stop::Rejected(format!(
            "`{request}` was asked {most} times in this hour, as often as one person may; go on in the next hour, or ask the coordinator"
        ))),
        _ => Ok(()),
    }
}

/// Returns the reason that the reader gave.
fn reason(request: &Request) -> Option<Words> {
    let why = match request {
        Request::Act(act) => &act.why,
        Request::Look(look) => &look.why,
        Request::Open(open) => &open.why,
        Request::History(history) => &history.why,
        _ => &None,
    };
    why.as_ref().map(|why| why.0.clone())
}
