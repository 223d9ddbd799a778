//! One JSON line per event, for people and for queries. Never: numbers, names, pseudonyms, whole events.

/// Starts the log. Call once, first thing in `main`.
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
