//! The sweep: what is due happens.

use crate::ports::{DuePage, Expects, FindDue, Unavailable, Write, WriteCases, Written};
use futures::future::try_join_all;
use jiff::Timestamp;
use lifecycle::{Case, Command, Decision, Ticket, What, decide};

/// Shards of the due index: so many partitions share the writes of a peak, and one sweep asks each once.
pub const DUE_SHARDS: u8 = 16;

/// The shard of a ticket: its digits before the check digit, which are drawn evenly.
#[must_use]
pub fn due_shard(ticket: &Ticket) -> u8 {
    let drawn = ticket.as_str().bytes().rev().skip(1).take(4);
    let number = drawn.fold(0_u16, |n, digit| n * 10 + u16::from(digit - b'0'));
    u8::try_from(number % u16::from(DUE_SHARDS)).unwrap_or(0)
}

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
    /// Cases that somebody else moved at the same moment.
    pub lost_races: u32,
    /// Cases whose write failed; they stay due, so the next sweep takes them.
    pub failed: u32,
}

impl Swept {
    fn add(self, other: Self) -> Self {
        Self {
            due: self.due + other.due,
            registered: self.registered + other.registered,
            voided: self.voided + other.voided,
            sent_to_triage: self.sent_to_triage + other.sent_to_triage,
            raised: self.raised + other.raised,
            lost_races: self.lost_races + other.lost_races,
            failed: self.failed + other.failed,
        }
    }
}

/// Lets time pass for every case that is due at `now`. Two sweeps at once raise a case once: each write
/// expects the version that was read. A sweep that is cut off leaves the rest due.
///
/// # Errors
/// If the index of due cases cannot be read.
pub async fn sweep<L: FindDue + WriteCases>(ledger: &L, now: Timestamp) -> Result<Swept, Unavailable> {
    let shards = (0..DUE_SHARDS).map(|shard| sweep_shard(ledger, shard, now));
    Ok(try_join_all(shards).await?.into_iter().fold(Swept::default(), Swept::add))
}

async fn sweep_shard<L: FindDue + WriteCases>(ledger: &L, shard: u8, now: Timestamp) -> Result<Swept, Unavailable> {
    let mut swept = Swept::default();
    let mut after = None;
    loop {
        let DuePage { cases, unreadable, next } = ledger.due(shard, now, after).await?;
        swept.failed += unreadable;
        for case in &cases {
            swept.due += 1;
            pass_time(ledger, case, now, &mut swept).await;
        }
        match next {
            Some(next) => after = Some(next),
            None => return Ok(swept),
        }
    }
}

async fn pass_time(ledger: &impl WriteCases, case: &Case, now: Timestamp, swept: &mut Swept) {
    let Ok(Decision::Happens(next)) = decide(case, &Command::PassTime, now) else {
        // The index is read a moment after the table: the case was dealt with already.
        swept.lost_races += 1;
        return;
    };
    let what = next.event.what;
    let write =
        Write { case: next.case, events: vec![next.event], expects: Expects::Version(case.version), step: None };
    let count = match (ledger.write(&write).await, what) {
        (Written::Done, What::Voided) => &mut swept.voided,
        (Written::Done, What::SentToTriage) => &mut swept.sent_to_triage,
        (Written::Done, What::LevelRaised) => &mut swept.raised,
        (Written::Done, _) => &mut swept.registered,
        (Written::Moved(_) | Written::Repeated(_), _) => &mut swept.lost_races,
        _ => &mut swept.failed,
    };
    *count += 1;
}
