//! How long something may take.

use super::Actions;
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
}
