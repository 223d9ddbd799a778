//! The sweep: lets time pass for every case that is due.

use crate::ports::{Advance, Advanced, CaseWriter, DueCases, DueCursor, DuePage, Unavailable, stores};
use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Case, Decision, EventKind, Order, Rules, Ticket, decide};
use serde::Serialize;

/// A case that came due within this time is fresh. It is swept before any backlog, so that a caller of today does not
/// wait behind an outage of yesterday.
const FRESH: SignedDuration = SignedDuration::from_mins(3);

/// A case that is due for so long and gets no decision does not merely wait for the index, which lags by seconds.
const STUCK: SignedDuration = SignedDuration::from_mins(10);

/// Most cases that a report names. An operator needs a few to find the cause.
const MOST_NAMED: usize = 20;

stores! {
    /// The stores for the sweep.
    pub trait SweepStores {
        /// The table.
        ledger: Ledger = DueCases + CaseWriter;
    }
}

/// A case that is due and cannot move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannotMove {
    /// The case.
    pub ticket: Ticket,
    /// Why: the lifecycle's refusal, or the ledger's.
    pub why: String,
}

/// The counts of one sweep.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SweepReport {
    /// Cases that were due.
    pub due: u32,
    /// Drafts with a voice note, registered after the caller hung up.
    pub registered: u32,
    /// Drafts without a citizen's words, voided.
    pub voided: u32,
    /// Unsorted cases sent to triage.
    pub sent_to_triage: u32,
    /// Cases that a machine sorted by their transcripts, after the triage desk's time.
    pub sorted: u32,
    /// Cases raised to the next level.
    pub raised: u32,
    /// Cases handed up from one desk of the centre to the next.
    pub handed_up: u32,
    /// Cases of which the apex was told again.
    pub reminded: u32,
    /// Promises that nobody kept in time.
    pub promises_broken: u32,
    /// Recordings that did not come in time.
    pub recordings_missing: u32,
    /// Transcripts that did not come in time.
    pub transcripts_missing: u32,
    /// Cases that somebody else moved at the same moment.
    pub lost_races: u32,
    /// Cases whose write failed, and shards that could not be read. All stay due, so the next sweep takes them.
    pub failed: u32,
    /// Due cases that this release cannot read. They wait for the release that wrote them.
    pub unreadable: u32,
    /// Cases that are due for ten minutes, and for which the lifecycle decides nothing.
    pub stuck: u32,
    /// Cases whose write failed or that are stuck, twenty at most. The log names them; the function's answer does not.
    #[serde(skip)]
    pub cannot_move: Vec<CannotMove>,
    /// Seconds since which the oldest due case was due when the sweep began.
    pub oldest_due_s: i64,
    /// Items read from the index.
    pub read_items: u32,
    /// Cost of reading the index, in half read units. It follows the number of due cases, not of open cases.
    pub read_half_units: u32,
    /// `true` if time ran out before every due case was handled. The rest stays due.
    pub cut_off: bool,
}

impl SweepReport {
    fn gets_stuck(&mut self, case: &Case, why: String) {
        self.stuck += 1;
        self.names(case, why);
    }

    fn names(&mut self, case: &Case, why: String) {
        if self.cannot_move.len() < MOST_NAMED {
            self.cannot_move.push(CannotMove { ticket: case.ticket.clone(), why });
        }
    }

    fn add(self, other: Self) -> Self {
        Self {
            due: self.due + other.due,
            registered: self.registered + other.registered,
            voided: self.voided + other.voided,
            sent_to_triage: self.sent_to_triage + other.sent_to_triage,
            sorted: self.sorted + other.sorted,
            raised: self.raised + other.raised,
            handed_up: self.handed_up + other.handed_up,
            reminded: self.reminded + other.reminded,
            promises_broken: self.promises_broken + other.promises_broken,
            recordings_missing: self.recordings_missing + other.recordings_missing,
            transcripts_missing: self.transcripts_missing + other.transcripts_missing,
            lost_races: self.lost_races + other.lost_races,
            failed: self.failed + other.failed,
            unreadable: self.unreadable + other.unreadable,
            stuck: self.stuck + other.stuck,
            cannot_move: self.cannot_move.into_iter().chain(other.cannot_move).take(MOST_NAMED).collect(),
            oldest_due_s: self.oldest_due_s.max(other.oldest_due_s),
            read_items: self.read_items + other.read_items,
            read_half_units: self.read_half_units + other.read_half_units,
            cut_off: self.cut_off || other.cut_off,
        }
    }
}

/// Lets time pass for every case that is due at `now`, while `time_left` returns true. If a shard has more due cases
/// than one page holds, the fresh cases go first, and then the backlog, the longest waiting first. Two sweeps at once
/// raise a case once, because each write expects the version that was read. A sweep that is cut off leaves the rest
/// due, and the next one goes on there.
///
/// # Errors
/// [`Unavailable`] if no shard of the index of due cases can be read.
pub async fn sweep<L: DueCases + CaseWriter>(
    rules: &impl Rules,
    ledger: &L,
    now: Timestamp,
    time_left: &impl Fn() -> bool,
) -> Result<SweepReport, Unavailable> {
    let sweep = &Sweep { rules, ledger, now, time_left };
    let shards = join_all((0..Ticket::SHARDS).map(|shard| sweep.shard(shard))).await;
    // A shard that cannot be read holds up no other shard. Its cases stay due.
    let mut all = SweepReport::default();
    let mut unread = None;
    for shard in shards {
        match shard {
            Ok(swept) => all = all.add(swept),
            Err(why) => {
                all.failed += 1;
                unread = Some(why);
            }
        }
    }
    match unread {
        Some(why) if all.failed >= u32::from(Ticket::SHARDS) && all.due == 0 => Err(why),
        _ => Ok(all),
    }
}

struct Sweep<'a, R, L, T> {
    rules: &'a R,
    ledger: &'a L,
    now: Timestamp,
    time_left: &'a T,
}

impl<R: Rules, L: DueCases + CaseWriter, T: Fn() -> bool> Sweep<'_, R, L, T> {
    /// Sweeps one shard. It takes one query if all due cases fit on its page, which is nearly always so.
    async fn shard(&self, shard: u8) -> Result<SweepReport, Unavailable> {
        let mut swept = SweepReport::default();
        let mut page = self.read(shard, None, self.now, None, &mut swept).await?;
        if page.next.is_none() {
            self.take(&page, &mut swept).await;
            return Ok(swept);
        }
        let fresh = self.now - FRESH;
        self.window(shard, Some(fresh), self.now, None, &mut swept).await?;
        page.cases.retain(|case| case.standing.due_at.is_some_and(|due| due <= fresh));
        self.take(&page, &mut swept).await;
        if let Some(next) = page.next.filter(|next| next.due_at <= fresh) {
            self.window(shard, None, fresh, Some(next), &mut swept).await?;
        }
        Ok(swept)
    }

    async fn window(
        &self,
        shard: u8,
        since: Option<Timestamp>,
        until: Timestamp,
        mut after: Option<DueCursor>,
        swept: &mut SweepReport,
    ) -> Result<(), Unavailable> {
        while (self.time_left)() {
            let page = self.read(shard, since, until, after, swept).await?;
            self.take(&page, swept).await;
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(()),
            }
        }
        swept.cut_off = true;
        Ok(())
    }

    async fn read(
        &self,
        shard: u8,
        since: Option<Timestamp>,
        until: Timestamp,
        after: Option<DueCursor>,
        swept: &mut SweepReport,
    ) -> Result<DuePage, Unavailable> {
        let page = self.ledger.due(shard, since, until, after).await?;
        swept.read_items += u32::try_from(page.cases.len()).unwrap_or(u32::MAX) + page.unreadable;
        swept.read_half_units += page.read_half_units;
        swept.unreadable += page.unreadable;
        let ages =
            page.cases.iter().filter_map(|case| case.standing.due_at).map(|due| self.now.as_second() - due.as_second());
        swept.oldest_due_s = ages.fold(swept.oldest_due_s, i64::max);
        Ok(page)
    }

    async fn take(&self, page: &DuePage, swept: &mut SweepReport) {
        for case in &page.cases {
            if !(self.time_left)() {
                swept.cut_off = true;
                return;
            }
            swept.due += 1;
            self.pass_time(case, swept).await;
        }
    }

    async fn pass_time(&self, case: &Case, swept: &mut SweepReport) {
        let next = match decide(self.rules, case, &Order::time_passes(), self.now) {
            Ok(Decision::Happens(next)) => next,
            // The index lags a moment behind the table: somebody has already handled this case.
            _ if case.standing.due_at.is_none_or(|due| self.now.duration_since(due) < STUCK) => {
                swept.lost_races += 1;
                return;
            }
            Ok(Decision::Already) => return swept.gets_stuck(case, "the lifecycle has nothing to do".to_owned()),
            Err(why) => return swept.gets_stuck(case, why.to_string()),
        };
        let kind = next.event.what.kind();
        let advanced = self.ledger.advance(&Advance::of(case, *next)).await;
        if let Advanced::Refused(why) | Advanced::Unknown(why) = &advanced {
            swept.names(case, why.clone());
        }
        let count = match (advanced, kind) {
            (Advanced::Done, EventKind::Voided) => &mut swept.voided,
            (Advanced::Done, EventKind::SentToTriage) => &mut swept.sent_to_triage,
            (Advanced::Done, EventKind::Sorted) => &mut swept.sorted,
            (Advanced::Done, EventKind::NoteMissing) => &mut swept.recordings_missing,
            (Advanced::Done, EventKind::TranscriptLost) => &mut swept.transcripts_missing,
            (Advanced::Done, EventKind::LevelRaised) => &mut swept.raised,
            (Advanced::Done, EventKind::HandedUp) => &mut swept.handed_up,
            (Advanced::Done, EventKind::Reminded) => &mut swept.reminded,
            (Advanced::Done, EventKind::PromiseBroken) => &mut swept.promises_broken,
            (Advanced::Done, EventKind::Registered) => &mut swept.registered,
            (Advanced::Moved(_) | Advanced::Repeated(_), _) => &mut swept.lost_races,
            _ => &mut swept.failed,
        };
        *count += 1;
    }
}
