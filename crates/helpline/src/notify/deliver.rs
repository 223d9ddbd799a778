//! Telling a department what happened.

use crate::ports::{Cases, Crowd, ParkedKeys, QueuePatience, SmsKeys, Surges, Topics, Unavailable, stores};
use crate::{EventKey, Owed};
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

/// Publishes the notices that `event` owes; parks its key where a topic refuses, so that one dead topic
/// blocks nobody else's notices. Idempotency key: the event's id, by which readers tell repeats.
///
/// # Errors
/// Only where neither topic nor queue takes it: then the event must come again.
pub async fn deliver(
    event: &Event,
    directory: &Directory,
    stores: &impl NotifyStores,
) -> Result<Delivered, Unavailable> {
    let key = Owed::from(EventKey::of(event));
    if SmsKind::of(event).is_some()
        && let Err(why) = stores.sms_keys().queue_sms(&key).await
    {
        return stores.parked().park(&key).await.map(|()| Delivered::Parked(why));
    }
    let mut notices = match notices_of(event, directory, stores.ledger()).await {
        Ok(notices) => notices,
        Err(why) => return stores.parked().park(&key).await.map(|()| Delivered::Parked(why)),
    };
    if notices.is_empty() {
        return Ok(Delivered::NotOwed);
    }
    let mut uncounted = None;
    if let Some(crowd) = crowd_of(event) {
        match stores.ledger().joins(&crowd, &event.ticket).await {
            Ok(MANY) => notices.push(notice::of_many(event, directory, &crowd.to_string())),
            Ok(_) => {}
            // It only warns: no department's notice waits for it.
            Err(why) => uncounted = Some(why),
        }
    }
    for notice in &notices {
        // One that is published already is told once more when its key comes again; its readers know it by its id.
        if let Err(why) = stores.topics().publish(notice).await {
            return stores.parked().park(&key).await.map(|()| Delivered::Parked(why));
        }
    }
    Ok(uncounted.map_or(Delivered::Published, Delivered::Uncounted))
}

/// The notices of an event, with the words of the citizen's that belong into them.
///
/// # Errors
/// [`Unavailable`] when the ledger does not answer.
pub async fn notices_of(
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
fn crowd_of(event: &Event) -> Option<Crowd> {
    let to = event.standing.assignment().filter(|_| event.standing.quiet.is_none())?;
    let since = event.at - SignedDuration::from_secs(event.at.as_second().rem_euclid(HOUR.as_secs()));
    matches!(event.what, What::Sorted { .. }).then(|| Crowd { to, district: event.district.clone(), since })
}
