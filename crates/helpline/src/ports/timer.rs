//! Time limits.

use super::{Actions, Unavailable};
use std::time::Duration;

/// Ends work that takes too long. It is a port, so that a test in process can see the effect of a deadline.
pub trait Timer {
    /// A timer needs no IAM action.
    const ACTIONS: Actions = &[];

    /// Returns the result of `work` if it comes within `limit`, and `None` after that.
    fn within<T: Send>(
        &self,
        limit: Duration,
        work: impl Future<Output = T> + Send,
    ) -> impl Future<Output = Option<T>> + Send;

    /// Returns the answer of a service if it comes within `limit`. A late service counts as one that did not answer.
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
