//! Telling a department what happened.

use crate::ports::{Cases, ParkedKeys, QueuePatience, SmsKeys, Surge, Surges, Topics, Unavailable, stores};
use crate::values::{EventKey, NotificationKey};
use directory::{Directory, SmsKind};
use jiff::SignedDuration;
use lifecycle::{Event, What};

stores! {
    /// What telling departments needs.
    pub trait NotifyStores {
        /// The table.
        ledger: Ledger = Cases + Surges;
        /// The departments' topics.
        topics: TopicStore = Topics;
        /// The queue of what a topic refused.
        parked: Parked = ParkedKeys + QueuePatience;
        /// The queue of texts to citizens.
        sms_keys: SmsQueue = SmsKeys;
    }
}

/// What became of an event's notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivered {
    /// Its topics have it.
    Published,
    /// Its topics have it; whether it is one of many was not counted.
    Uncounted(Unavailable),
    /// This kind of event is told to nobody.
    NotOwed,
    /// Its topic refused it; its key waits in the queue of parked notices.
    Parked(Unavailable),
}

/// Cases of one kind and place in an hour of which the coordinator is told: an assumption. Whoever knows of a fault can
/// have the next callers told.
pub const MANY: usize = 20;

/// The time in which they come together.
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Tells everybody whom `event` concerns; parks its key where somebody could not be told, so that one dead topic blocks
/// nobody else's notices. Idempotency key: the event's id, by which readers tell repeats.
///
/// # Errors
/// Only where neither topic nor queue takes it: then the event must come again.
pub async fn deliver(
    event: &Event,
    directory: &Directory,
    stores: &impl NotifyStores,
) -> Result<Delivered, Unavailable> {
    match tell(event, directory, stores).await {
        Ok(delivered) => Ok(delivered),
        Err(why) => {
            stores.parked().park(&NotificationKey::from(EventKey::of(event))).await.map(|()| Delivered::Parked(why))
        }
    }
}

/// Has a scheme sent to the caller who asked for it as an SMS; parks the key where the queue does not take it.
///
/// # Errors
/// Only where neither queue takes the key: then it must come again.
pub async fn deliver_sms(key: &NotificationKey, stores: &impl NotifyStores) -> Result<Delivered, Unavailable> {
    match stores.sms_keys().queue_sms(key).await {
        Ok(()) => Ok(Delivered::Published),
        Err(why) => stores.parked().park(key).await.map(|()| Delivered::Parked(why)),
    }
}

/// Parks an event that this release cannot read, because a newer release wrote it. The event waits in the queue for the
/// release that can read it: nobody may pass over it in silence, and it must not hold up its shard.
///
/// # Errors
/// When the queue does not take the key: then the event must come again.
pub async fn park_unread(key: EventKey, stores: &impl NotifyStores) -> Result<(), Unavailable> {
    stores.parked().park(&key.into()).await
}

/// The coordinator first, where many cases come together: a department's dead topic must not hold that up. Whoever could
/// not be told is told when the event's key comes again.
pub(super) async fn tell(
    event: &Event,
    directory: &Directory,
    stores: &impl NotifyStores,
) -> Result<Delivered, Unavailable> {
    let warned = match surge_of(event) {
        Some(surge) => warn(event, &surge, directory, stores).await,
        None => Ok(None),
    };
    if SmsKind::of(event).is_some() {
        stores.sms_keys().queue_sms(&NotificationKey::from(EventKey::of(event))).await?;
    }
    let notices = notices_of(event, directory, stores.ledger()).await?;
    for notice in &notices {
        stores.topics().publish(notice).await?;
    }
    Ok(match warned? {
        Some(uncounted) => Delivered::Uncounted(uncounted),
        None if notices.is_empty() => Delivered::NotOwed,
        None => Delivered::Published,
    })
}

/// Tells the coordinator once of many cases that came together. Gives the reason where the case could not be counted: that
/// only warns, and the next case is counted again.
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

/// The notices of an event, with the words of the citizen's that belong into them.
///
/// # Errors
/// [`Unavailable`] when the ledger does not answer.
async fn notices_of(
    event: &Event,
    directory: &Directory,
    ledger: &impl Cases,
) -> Result<Vec<notice::Notice>, Unavailable> {
    let mut said = Vec::new();
    let mut wanted = notice::words_for(event);
    if !wanted.is_empty() {
        // A notice that was parked may be days old, and the case found quiet since.
        let case = ledger.case(&event.ticket).await?;
        wanted.retain(|sequence| case.as_ref().is_some_and(|case| case.standing.said_in.contains(sequence)));
    }
    for sequence in wanted {
        if sequence == event.sequence {
            said.push(event.clone());
        } else {
            let key = EventKey { ticket: event.ticket.clone(), sequence };
            said.extend(ledger.event(&key).await?);
        }
    }
    Ok(notice::of(event, &said, directory))
}

/// The crowd that a case joins when a department gets it; a quiet one joins none.
fn surge_of(event: &Event) -> Option<Surge> {
    let to = event.standing.assignment().filter(|_| event.standing.quiet.is_none())?;
    let since = event.at - SignedDuration::from_secs(event.at.as_second().rem_euclid(HOUR.as_secs()));
    matches!(event.what, What::Sorted { .. }).then(|| Surge { to, district: event.district.clone(), since })
}
