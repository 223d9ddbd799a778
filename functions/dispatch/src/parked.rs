//! What was parked: its key, from the queue.

use crate::Told;
use directory::Directory;
use helpline::ports::QueuePatience as _;
use helpline::{NotifyStores, Owed, deliver_parked};
use serde_json::Value;
use std::time::Duration;

/// First pause before a parked notice is tried again; doubled with each try.
const FIRST_PAUSE: Duration = Duration::from_secs(2);

/// Longest pause: a topic that is back is served within a quarter of an hour.
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);

/// The pause after the `tries`-th try.
#[must_use]
pub fn pause(tries: u32) -> Duration {
    let doubled = FIRST_PAUSE.saturating_mul(1 << tries.saturating_sub(1).min(16));
    doubled.min(LONGEST_PAUSE)
}

/// Makes the notice again from the ledger and tells it. What fails stays in the queue, later each time.
pub(crate) async fn tell(directory: &Directory, stores: &impl NotifyStores, record: &Value) -> Told {
    let Some(key) = record.get("body").and_then(Value::as_str).and_then(Owed::parse) else {
        // Only this function writes to the queue. What is no key goes to the dead letters, where an alarm stands.
        tracing::error!("a parked message is no key");
        return Told::Failed;
    };
    match deliver_parked(&key, directory, stores).await {
        Ok(()) => {
            tracing::info!(event = key.logged(), "a parked notice was published");
            Told::Done
        }
        Err(why) => {
            let attribute = |at: &str| record.pointer(at).and_then(Value::as_str);
            let tries = attribute("/attributes/ApproximateReceiveCount").and_then(|n| n.parse().ok()).unwrap_or(1);
            let pause = pause(tries);
            tracing::warn!(event = key.logged(), tries, pause_s = pause.as_secs(), %why, "a parked notice waits on");
            if let Some(receipt) = attribute("/receiptHandle")
                && let Err(why) = stores.parked().retry_after(receipt, pause).await
            {
                tracing::warn!(event = key.logged(), %why, "its pause could not be set; the queue's own holds");
            }
            Told::Failed
        }
    }
}
