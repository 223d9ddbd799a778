//! The log: one JSON line for each event, for people and for queries. It never holds numbers, names, pseudonyms or
//! whole events.

/// Starts the log. Call it once, first in `main`.
pub fn start_log() {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_target(false)
        .without_time() // CloudWatch Logs writes it
        .with_max_level(tracing::Level::INFO)
        .init();
}
