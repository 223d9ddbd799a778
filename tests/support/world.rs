//! The world of `dispatch`: the ports in memory, and a queue that can hide a message for a while.

use dispatch::RetryLater;
use helpline::EventKey;
use helpline::memory::Memory;
use helpline::ports::{ParkNotices, PublishNotices, ReadEvents, Unavailable};
use lifecycle::Event;
use notice::Notice;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The memory, and the pauses that were asked for.
#[derive(Default)]
pub struct World {
    /// What is kept.
    pub memory: Memory,
    /// Receipts, and how long each was to wait.
    pub pauses: Mutex<Vec<(String, Duration)>>,
}

impl PublishNotices for World {
    async fn publish(&self, notice: &Notice) -> Result<(), Unavailable> {
        self.memory.publish(notice).await
    }
}
impl ParkNotices for World {
    async fn park(&self, key: &EventKey) -> Result<(), Unavailable> {
        self.memory.park(key).await
    }
}
impl ReadEvents for World {
    async fn event(&self, key: &EventKey) -> Result<Option<Event>, Unavailable> {
        self.memory.event(key).await
    }
}
impl RetryLater for World {
    async fn retry_after(&self, receipt: &str, pause: Duration) -> Result<(), Unavailable> {
        self.pauses.lock().unwrap_or_else(PoisonError::into_inner).push((receipt.to_owned(), pause));
        Ok(())
    }
}
