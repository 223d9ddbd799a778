//! A parked key, from its queue.

use crate::RecordOutcome;
use aws_kit::Message;
use directory::Directory;
use helpline::{NoticeTime, NotificationKey, NotifyStores, Parked, StaysParked, deliver_parked};
use serde::Deserialize as _;
use serde_json::Value;

/// Delivers what a parked key stands for. A key that cannot be delivered stays in the queue.
pub(crate) async fn tell(
    directory: &Directory,
    stores: &impl NotifyStores,
    time: NoticeTime,
    record: &Value,
) -> RecordOutcome {
    let message = Message::deserialize(record).ok();
    let Some((message, key)) =
        message.and_then(|message| NotificationKey::parse(&message.body).map(|key| (message, key)))
    else {
        // Only this function writes to the queue. A message without a key goes to the dead letters, which have an
        // alarm.
        tracing::error!("a parked message holds no key");
        return RecordOutcome::Failed;
    };
    let parked = Parked { key: &key, receipt: &message.receipt_handle, tries: message.tries() };
    match deliver_parked(parked, directory, stores, time).await {
        Ok(()) => {
            tracing::info!("a parked notice was published");
            RecordOutcome::Done
        }
        Err(StaysParked { why, pause, unset }) => {
            let (tries, pause_s) = (parked.tries, pause.as_secs());
            let unset = unset.as_ref().map(tracing::field::display);
            tracing::warn!(event = key.logged(), tries, pause_s, %why, unset, "a parked notice waits on");
            RecordOutcome::Failed
        }
    }
}
