//! Delivers the notices and SMS that an event owes.

use super::hourly::NoticeTime;
use crate::ports::{
    Cases, NotPublished, ParkedKeys, QueuePatience, SmsKeys, Surge, Surges, Topics, Unavailable, WaitingNotice,
    WaitingNotices, stores,
};
use crate::values::{EventKey, NotificationKey};
use directory::{APEX, COORDINATOR, Directory, SmsKind, TRIAGE};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Event, What};

stores! {
    /// The stores for delivering notices.
    pub trait NotifyStores {
        /// The table.
        ledger: Ledger = Cases + Surges + WaitingNotices;
        /// The departments' topics.
        topics: TopicStore = Topics;
        /// The queue of keys that a topic or a queue refused.
        parked: Parked = ParkedKeys + QueuePatience;
        /// The queue of SMS to citizens.
        sms_keys: SmsQueue = SmsKeys;
    }
}

/// The outcome of delivering an event or a scheme's SMS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivered {
    /// The topics and the queue of SMS have everything that was owed.
    Published,
    /// The topics and the queue have everything, but the case could not be counted towards a surge.
    Uncounted(Unavailable),
    /// The event owes no notice. It may have queued an SMS.
    NotOwed,
    /// The centre has everything that it is owed. The departments' notices wait for this hour.
    Waits(Timestamp),
    /// A service did not take it. Its key waits in the queue of parked keys.
    Parked(Unavailable),
}

/// Number of cases of one department, category and district within an hour that make a surge. The coordinator is told
/// of a surge. The number is an assumption. If the coordinator knows of a fault, an announcement can tell the next
/// callers.
pub const MANY: usize = 20;

/// The time in which the cases of a surge come in.
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Publishes the notices of `event` and queues its SMS. If a service refuses, parks the event's key, so that one dead
/// topic does not hold up other notices. Idempotency key: the event's id, by which readers know a notice that comes
/// again.
///
/// # Errors
/// If something could not be told and the key could not be parked either. The stream must then deliver the event again.
pub async fn deliver(
    event: &Event,
    directory: &Directory,
    stores: &impl NotifyStores,
    time: NoticeTime,
) -> Result<Delivered, Unavailable> {
    match tell(event, directory, stores, time, Whom::Everybody).await {
        Ok(delivered) => Ok(delivered),
        Err(why) => {
            stores.parked().park(&NotificationKey::from(EventKey::of(event))).await.map(|()| Delivered::Parked(why))
        }
    }
}

/// Queues a scheme as an SMS for the caller who asked for it. If the queue of SMS refuses the key, parks the key.
///
/// # Errors
/// If neither queue takes the key. The stream must then deliver the record again.
pub async fn deliver_sms(key: &NotificationKey, stores: &impl NotifyStores) -> Result<Delivered, Unavailable> {
    match stores.sms_keys().queue_sms(key).await {
        Ok(()) => Ok(Delivered::Published),
        Err(why) => stores.parked().park(key).await.map(|()| Delivered::Parked(why)),
    }
}

/// Parks an event that this release cannot read, because a newer release wrote it. The event waits in the queue for
/// that release. It must not be dropped, and must not hold up its shard of the stream.
///
/// # Errors
/// If the queue does not take the key. The stream must then deliver the event again.
pub async fn park_unread(key: EventKey, stores: &impl NotifyStores) -> Result<(), Unavailable> {
    stores.parked().park(&key.into()).await
}

/// The readers whom a delivery tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    /// Everybody whom the event concerns.
    Everybody,
    /// The departments alone, because the others were told when the event happened.
    Departments,
}

/// Tells everybody whom the event concerns. A department's notice that waits for its hour is kept until then. The
/// coordinator is told of a surge first, because a department's dead topic
/// must not hold that up. If the surge notice fails, the others are still sent; the error then brings the event's key
/// again.
pub(super) async fn tell(
    event: &Event,
    directory: &Directory,
    stores: &impl NotifyStores,
    time: NoticeTime,
    whom: Whom,
) -> Result<Delivered, Unavailable> {
    let everybody = whom == Whom::Everybody;
    let warned = match surge_of(event).filter(|_| everybody) {
        Some(surge) => warn(event, &surge, directory, stores).await,
        None => Ok(None),
    };
    if everybody && SmsKind::of(event).is_some() {
        stores.sms_keys().queue_sms(&NotificationKey::from(EventKey::of(event))).await?;
    }
    let said = said_with(event, stores.ledger()).await?;
    let notices = notice::of(event, &said, directory);
    let of_a_department = |topic: &str| ![TRIAGE, COORDINATOR, APEX].contains(&topic);
    let waits = time.waits(event, directory).filter(|_| notices.iter().any(|notice| of_a_department(&notice.topic)));
    if let Some(leaves_at) = waits {
        stores.ledger().keep_waiting(&WaitingNotice { leaves_at, event: EventKey::of(event) }).await?;
    }
    for (nth, notice) in notices.iter().enumerate() {
        let departments = of_a_department(&notice.topic);
        if departments && waits.is_some() || !departments && !everybody {
            continue;
        }
        match stores.topics().publish(notice).await {
            // The topic would refuse the same words for ever. A department that knows of the case reads them at the
            // desk.
            Err(NotPublished::Refused(_)) if !notice.payload.said.is_empty() => {
                let without = notice::without_words(event, &said, directory);
                stores.topics().publish(without.get(nth).unwrap_or(notice)).await?;
            }
            published => published?,
        }
    }
    Ok(match warned? {
        Some(uncounted) => Delivered::Uncounted(uncounted),
        None if notices.is_empty() => Delivered::NotOwed,
        None => waits.map_or(Delivered::Published, Delivered::Waits),
    })
}

/// Tells the coordinator once of a surge. If the case could not be counted, returns the reason and no error, because
/// the count only warns, and the next case is counted again.
async fn warn(
    event: &Event,
    surge: &Surge,
    directory: &Directory,
    stores: &impl NotifyStores,
) -> Result<Option<Unavailable>, Unavailable> {
    let joined = match stores.ledger().joins(surge, &event.ticket).await {
        Ok(joined) => joined,
        Err(uncounted) => return Ok(Some(uncounted)),
    };
    if joined.cases >= MANY && !joined.warned {
        stores.topics().publish(&notice::of_many(event, directory, &surge.to_string())).await?;
        stores.ledger().mark_warned(surge).await?;
    }
    Ok(None)
}

/// Returns the events with those words of the citizen that belong in the notices of an event.
///
/// # Errors
/// [`Unavailable`] if the ledger does not answer.
async fn said_with(event: &Event, ledger: &impl Cases) -> Result<Vec<Event>, Unavailable> {
    let mut said = Vec::new();
    let wanted = notice::words_for(event);
    if wanted.is_empty() {
        return Ok(said);
    }
    let Some(case) = ledger.case(&event.ticket).await? else { return Ok(said) };
    for sequence in wanted {
        if sequence == event.sequence {
            said.push(event.clone());
        } else {
            let key = EventKey { ticket: event.ticket.clone(), sequence };
            said.extend(ledger.event(&key).await?);
        }
    }
    // A parked notice may be days old, and the case may have become confidential since then.
    said.retain(|said| said.words_that_may_leave(&case.standing).is_some());
    Ok(said)
}

/// Returns the surge that a case joins when a department gets it. A confidential case joins none.
fn surge_of(event: &Event) -> Option<Surge> {
    let to = event.standing.assignment().filter(|_| event.standing.quiet.is_none())?;
    let since = event.at - SignedDuration::from_secs(event.at.as_second().rem_euclid(HOUR.as_secs()));
    matches!(event.what, What::Sorted { .. }).then(|| Surge { to, district: event.district.clone(), since })
}
