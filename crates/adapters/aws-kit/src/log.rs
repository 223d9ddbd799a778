//! The log: one JSON line for each event, for people and for queries. It never holds numbers, names, pseudonyms or
//! whole events.

use std::io;

/// Starts the log. Call it once, first in `main`.
pub fn start_log() {
    use tracing_subscriber::util::SubscriberInitExt as _;
    log_into(io::stdout).init();
}

/// Returns the log of every function, written by the writers of `make`. A test reads its lines as the filter of an alarm
/// does.
pub fn log_into<W: io::Write + 'static>(
    make: impl Fn() -> W + Send + Sync + 'static,
) -> impl tracing::Subscriber + Send + Sync {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_target(false)
        .without_time() // CloudWatch Logs writes it
        .with_max_level(tracing::Level::INFO)
        .with_writer(make)
        .finish()
}
