//! The promises of every queue: a key comes out unchanged, and a long pause is accepted.

use acceptance::line::draw;
use helpline::ports::{ParkedKeys, QueuePatience, SmsKeys};
use helpline::{EventKey, NotificationKey};
use lifecycle::ContactId;
use std::time::Duration;

/// Passes all scenarios to a macro that makes them tests.
macro_rules! all_queues {
    ($tests:ident) => {
        $tests!(queues:
            a_parked_key_comes_out_as_it_went_in,
            the_key_of_a_text_comes_out_as_it_went_in,
            a_pause_of_eleven_hours_is_granted,
        );
    };
}
pub(crate) use all_queues;

/// A queue of a scenario, with a port for each privilege.
pub trait Queues {
    /// The port that keeps keys of notices.
    fn parked(&self) -> &(impl ParkedKeys + QueuePatience);
    /// The port that keeps keys of SMS.
    fn texts(&self) -> &impl SmsKeys;
    /// Receives this many keys, in any order, each with its receipt.
    async fn came_out(&self, keys: usize) -> Vec<CameOut>;
}

/// A key that came out of a queue.
pub struct CameOut {
    /// The key as it was written.
    pub key: String,
    /// The receipt by which the key is hidden again.
    pub receipt: String,
}

/// A key of each kind.
pub fn keys() -> [NotificationKey; 2] {
    let ticket = draw();
    let contact = ContactId::new(format!("call-{ticket}")).unwrap();
    [
        NotificationKey::Event(EventKey { ticket, sequence: 3 }),
        NotificationKey::Scheme { contact, code: acceptance::schemes::coded("ladli-behna") },
    ]
}

/// Receives two keys; the event's key comes first.
async fn in_order(on: &impl Queues) -> Vec<Option<NotificationKey>> {
    let mut came_out: Vec<_> = on.came_out(2).await.iter().map(|out| NotificationKey::parse(&out.key)).collect();
    came_out.sort_by_key(|key| matches!(key, Some(NotificationKey::Scheme { .. })));
    came_out
}

pub async fn a_parked_key_comes_out_as_it_went_in(on: &impl Queues) {
    let keys = keys();
    for key in &keys {
        on.parked().park(key).await.unwrap();
    }
    assert_eq!(in_order(on).await, keys.map(Some));
}

pub async fn the_key_of_a_text_comes_out_as_it_went_in(on: &impl Queues) {
    let keys = keys();
    for key in &keys {
        on.texts().queue_sms(key).await.unwrap();
    }
    assert_eq!(in_order(on).await, keys.map(Some));
}

pub async fn a_pause_of_eleven_hours_is_granted(on: &impl Queues) {
    const ELEVEN_HOURS: Duration = Duration::from_secs(11 * 60 * 60);
    on.parked().park(&keys()[0]).await.unwrap();
    let receipt = on.came_out(1).await.remove(0).receipt;
    // AWS refuses a pause of twelve hours; no local cloud does.
    assert_eq!(on.parked().retry_after(&receipt, ELEVEN_HOURS).await, Ok(()));
}
