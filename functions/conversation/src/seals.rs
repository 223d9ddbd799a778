//! The keys of states that this process has: derived when they are first needed, and kept for two days at most.

use helpline::CallStores;
use helpline::LOOK_UP;
use helpline::ports::{StateKeys as _, Timer as _};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use lifecycle::in_india;
use protocol::SealKey;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How long no key is asked for after one could not be had, so that an outage costs no call a request per step.
const PAUSE: SignedDuration = SignedDuration::from_secs(30);

/// The keys, and when one could not be had.
#[derive(Debug, Default)]
struct Kept {
    keys: Vec<SealKey>,
    failed_at: Option<Timestamp>,
}

/// The keys that this process has.
#[derive(Debug, Default)]
pub(crate) struct Seals(Mutex<Kept>);

impl Seals {
    /// Returns true if states of this day are read: today's, and yesterday's for the calls over midnight.
    pub(crate) fn reads(day: Date, now: Timestamp) -> bool {
        let today = in_india(now).date();
        [Some(today), today.yesterday().ok()].contains(&Some(day))
    }

    /// Returns the key of a day, or `None` if it cannot be had in time.
    pub(crate) async fn of<P: CallStores>(&self, stores: &P, day: Date, now: Timestamp) -> Option<SealKey> {
        {
            let kept = self.kept();
            if let Some(key) = kept.keys.iter().find(|key| key.day == day) {
                return Some(key.clone());
            }
            if kept.failed_at.is_some_and(|at| now.duration_since(at) < PAUSE) {
                return None;
            }
        }
        let key = stores.timer().answer_within(LOOK_UP, stores.states().state_key(day)).await;
        let mut kept = self.kept();
        match key {
            Ok(key) => {
                kept.failed_at = None;
                kept.keys.retain(|key| Self::reads(key.day, now));
                kept.keys.push(key.clone());
                Some(key)
            }
            Err(why) => {
                tracing::error!(
                    why = why.0.as_str(),
                    "the key of the states cannot be had; calls go on as those of strangers"
                );
                kept.failed_at = Some(now);
                None
            }
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
