//! The sweep: what is due happens.

use crate::ports::{DuePage, Expects, FindDue, Unavailable, Write, WriteCases, Written};
use futures::future::try_join_all;
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Case, Decision, EventKind, Order, Rules, Ticket, decide};

/// What came due in this time is fresh: it is swept before any backlog, so that a caller of today does not wait
/// behind an outage of yesterday.
const FRESH: SignedDuration = SignedDuration::from_mins(3);

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Cases that were due.
    pub due: u32,
    /// Notes registered although the caller hung up.
    pub registered: u32,
    /// Drafts without a beep, voided.
    pub voided: u32,
    /// Unsorted cases sent to triage.
    pub sent_to_triage: u32,
    /// Cases raised to the next level.
    pub raised: u32,
    /// Cases handed up from one desk of the centre to the next.
    pub handed_up: u32,
    /// Promises that nobody kept in time.
    pub promises_broken: u32,
    /// Cases that somebody else moved at the same moment.
    pub lost_races: u32,
    /// Cases whose write failed; they stay due, so the next sweep takes them.
    pub failed: u32,
    /// Whether the time was over before everything was looked at; the rest stays due.
    pub cut_off: bool,
}

impl Swept {
    fn add(self, other: Self) -> Self {
        Self {
            due: self.due + other.due,
            registered: self.registered + other.registered,
            voided: self.voided + other.voided,
            sent_to_triage: self.sent_to_triage + other.sent_to_triage,
            raised: self.raised + other.raised,
            handed_up: self.handed_up + other.handed_up,
            promises_broken: self.promises_broken + other.promises_broken,
            lost_races: self.lost_races + other.lost_races,
            failed: self.failed + other.failed,
            cut_off: self.cut_off || other.cut_off,
        }
    }
}

/// Lets time pass for every case that is due at `now`, while `time_left`: what came due just now first, then the
/// backlog, the longest waiting first. Two sweeps at once raise a case once: each write expects the version that was
/// read. A sweep that is cut off leaves the rest due, and the next one goes on there.
///
/// # Errors
/// If the index of due cases cannot be read.
pub async fn sweep<L: FindDue + WriteCases>(
    rules: &impl Rules,
    ledger: &L,
    now: Timestamp,
    time_left: &impl Fn() -> bool,
) -> Result<Swept, Unavailable> {
    let fresh = now - FRESH;
    let sweep = &Sweep { rules, ledger, now, time_left };
    let mut swept = Swept::default();
    for (since, until) in [(Some(fresh), now), (None, fresh)] {
        let shards = (0..Ticket::SHARDS).map(|shard| sweep.shard(shard, since, until));
        swept = try_join_all(shards).await?.into_iter().fold(swept, Swept::add);
    }
    Ok(swept)
}

struct Sweep<'a, R, L, T> {
    rules: &'a R,
    ledger: &'a L,
    now: Timestamp,
    time_left: &'a T,
}

impl<R: Rules, L: FindDue + WriteCases, T: Fn() -> bool> Sweep<'_, R, L, T> {
    async fn shard(&self, shard: u8, since: Option<Timestamp>, until: Timestamp) -> Result<Swept, Unavailable> {
        let mut swept = Swept::default();
        let mut after = None;
        loop {
            if !(self.time_left)() {
                return Ok(Swept { cut_off: true, ..swept });
            }
            let DuePage { cases, unreadable, next } = self.ledger.due(shard, since, until, after).await?;
            swept.failed += unreadable;
            for case in &cases {
                if !(self.time_left)() {
                    return Ok(Swept { cut_off: true, ..swept });
                }
                swept.due += 1;
                self.pass_time(case, &mut swept).await;
            }
            match next {
                Some(next) => after = Some(next),
                None => return Ok(swept),
            }
        }
    }

    async fn pass_time(&self, case: &Case, swept: &mut Swept) {
        let Ok(Decision::Happens(next)) = decide(self.rules, case, &Order::time_passes(), self.now) else {
            // The index is read a moment after the table: the case was dealt with already.
            swept.lost_races += 1;
            return;
        };
        let kind = next.event.what.kind();
        let write =
            Write { case: next.case, events: vec![next.event], expects: Expects::Version(case.version), marker: None };
        let count = match (self.ledger.write(&write).await, kind) {
            (Written::Done, EventKind::Voided) => &mut swept.voided,
            (Written::Done, EventKind::SentToTriage) => &mut swept.sent_to_triage,
            (Written::Done, EventKind::LevelRaised) => &mut swept.raised,
            (Written::Done, EventKind::HandedUp) => &mut swept.handed_up,
            (Written::Done, EventKind::PromiseBroken) => &mut swept.promises_broken,
            (Written::Done, _) => &mut swept.registered,
            (Written::Moved(_) | Written::Repeated(_), _) => &mut swept.lost_races,
            _ => &mut swept.failed,
        };
        *count += 1;
    }
}
