//! A parked key: its notice or SMS is tried again, later each time.

use super::NoticeTime;
use super::deliver::{NotifyStores, Whom, tell};
use crate::patience::pause;
use crate::ports::{Cases as _, QueuePatience as _, SmsKeys as _, Unavailable};
use crate::values::NotificationKey;
use directory::Directory;
use std::time::Duration;

/// One delivery of a parked key by its queue.
#[derive(Debug, Clone, Copy)]
pub struct Parked<'a> {
    /// The key.
    pub key: &'a NotificationKey,
    /// The handle by which the queue knows this delivery.
    pub receipt: &'a str,
    /// The number of this delivery. The first is 1.
    pub tries: u32,
}

/// Why a parked key stays in its queue, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaysParked {
    /// The service that did not answer.
    pub why: Unavailable,
    /// The pause before the next delivery.
    pub pause: Duration,
    /// The error, if the pause could not be set. The queue's own pause then applies.
    pub unset: Option<Unavailable>,
}

/// Publishes or queues what a parked key owes, made again from the ledger. A notice that was published before is
/// published again; its readers know it by its id.
///
/// # Errors
/// [`StaysParked`] if a service did not answer. The queue delivers the key again after the pause.
pub async fn deliver_parked(
    parked: Parked<'_>,
    directory: &Directory,
    stores: &impl NotifyStores,
    time: NoticeTime,
) -> Result<(), StaysParked> {
    let Err(why) = again(parked.key, directory, stores, time).await else { return Ok(()) };
    let pause = pause(parked.tries);
    let unset = stores.parked().retry_after(parked.receipt, pause).await.err();
    Err(StaysParked { why, pause, unset })
}

async fn again(
    key: &NotificationKey,
    directory: &Directory,
    stores: &impl NotifyStores,
    time: NoticeTime,
) -> Result<(), Unavailable> {
    let NotificationKey::Event(of) = key else { return stores.sms_keys().queue_sms(key).await };
    let event = stores.ledger().event(of).await?;
    let event = event.ok_or_else(|| Unavailable("the ledger has no such event that this release can read".into()))?;
    tell(&event, directory, stores, time, Whom::Everybody).await.map(drop)
}
