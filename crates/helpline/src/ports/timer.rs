//! How long something may take.

use super::{Actions, Unavailable};
use std::time::Duration;

/// Ends what takes too long. It is a port, so that a test in process sees what a deadline does.
pub trait Timer {
    /// Nobody grants time.
    const ACTIONS: Actions = &[];

    /// What `work` came to within `limit`; `None` when the time is over.
    fn within<T: Send>(
        &self,
        limit: Duration,
        work: impl Future<Output = T> + Send,
    ) -> impl Future<Output = Option<T>> + Send;

    /// The answer of a service, if it comes within `limit`. A service that is late counts as one that did not answer.
    fn answer_within<T: Send>(
        &self,
        limit: Duration,
        asked: impl Future<Output = Result<T, Unavailable>> + Send,
    ) -> impl Future<Output = Result<T, Unavailable>> + Send
    where
        Self: Sync,
    {
        async move { self.within(limit, asked).await.unwrap_or_else(|| Err(Unavailable("no answer in time".into()))) }
    }
}
