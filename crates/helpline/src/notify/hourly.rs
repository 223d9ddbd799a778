//! Ordinary notices leave at the full hours of the office, so that no mail arrives a minute after a call.

use super::deliver::{NotifyStores, Whom, tell};
use crate::ports::{Cases as _, ParkedKeys as _, Unavailable, WaitingNotices as _};
use crate::values::NotificationKey;
use directory::Directory;
use jiff::Timestamp;
use lifecycle::{Confidentiality, Event, Standing};

/// When notices to departments leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoticeSlots {
    /// At the next full hour of the office, those of one hour in a drawn order.
    Hourly,
    /// At once, on a machine for development.
    #[default]
    None,
}

impl NoticeSlots {
    /// Returns when the news of `at` leaves for a department, or `None` if it leaves at once. Danger and a child's
    /// matter do not wait.
    #[must_use]
    pub fn leaves_at(self, at: Timestamp, standing: &Standing, directory: &Directory) -> Option<Timestamp> {
        let urgent = matches!(standing.quiet, Some(Confidentiality::Violence | Confidentiality::Child));
        (self == Self::Hourly && !urgent).then(|| directory.calendar.full_hour_after(at))
    }
}

/// The time at which notices are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeTime {
    /// When notices leave.
    pub slots: NoticeSlots,
    /// The present time.
    pub now: Timestamp,
}

impl NoticeTime {
    /// Returns the hour for which the notices of an event still wait, if they do.
    pub(super) fn waits(self, event: &Event, directory: &Directory) -> Option<Timestamp> {
        self.slots.leaves_at(event.at, &event.standing, directory).filter(|leaves_at| *leaves_at > self.now)
    }
}

/// The outcome of telling the notices whose hour has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SlotReport {
    /// The number of events that were told.
    pub told: usize,
    /// The number of events that a topic did not take. Their keys are parked.
    pub parked: usize,
    /// `true` if the time was over before the last notice. The next run goes on.
    pub cut_off: bool,
}

/// Tells departments every event whose hour has come. `goes_on` returns false when the time is over. Idempotency key:
/// the event's id, by which readers know a notice that comes again.
///
/// # Errors
/// [`Unavailable`] if the ledger does not answer, or a notice could be neither told nor parked. It then waits on.
pub async fn deliver_waiting(
    directory: &Directory,
    stores: &impl NotifyStores,
    time: NoticeTime,
    goes_on: &(impl Fn() -> bool + Sync),
) -> Result<SlotReport, Unavailable> {
    let mut report = SlotReport::default();
    loop {
        let page = stores.ledger().waiting(time.now).await?;
        if page.is_empty() {
            return Ok(report);
        }
        for waiting in page {
            if !goes_on() {
                return Ok(SlotReport { cut_off: true, ..report });
            }
            let told = match stores.ledger().event(&waiting.event).await {
                Ok(Some(event)) => tell(&event, directory, stores, time, Whom::Departments).await.map(drop),
                Ok(None) => Err(Unavailable("the ledger has no such event that this release can read".into())),
                Err(why) => return Err(why),
            };
            match told {
                Ok(()) => report.told += 1,
                Err(_) => {
                    stores.parked().park(&NotificationKey::from(waiting.event.clone())).await?;
                    report.parked += 1;
                }
            }
            stores.ledger().forget_waiting(&waiting).await?;
        }
    }
}
