//! Cuts the caller's words out of a recording and keeps them under their case.
//!
//! Idempotency key: the case and the call, recorded as a command of the case. The same event twice keeps one voice
//! note.
//!
//! Amazon Connect puts a recording into its bucket after the call, and S3 sends this function an event. A recording
//! that needs a person (the file is no recording, or the call has no case) is logged, which sets off an alarm, and
//! counts as done. If a service does not answer, the event fails, comes again, and at last goes to the dead letters.

mod stores;

pub use stores::Stores;

use aws_kit::Failed;
use helpline::ports::{ObjectLocation, Unavailable};
use helpline::recordings::{NoteOutcome, NoteStores, keep};
use jiff::Timestamp;
use lifecycle::Rules;
use recordings_s3::{NotOfS3, contact_of, places};

/// Why an event must come again.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The event is not in the form that S3 sends.
    #[error(transparent)]
    Event(#[from] NotOfS3),
    /// A service did not answer. Voice notes that were kept stay kept.
    #[error("a recording waits: {0}")]
    Unavailable(#[from] Unavailable),
}

impl From<Failure> for Failed {
    fn from(why: Failure) -> Self {
        let name = match &why {
            Failure::Event(_) => "RecordingEventUnreadable",
            Failure::Unavailable(_) => "RecordingWaits",
        };
        Self::new(name, &why)
    }
}

/// Keeps the voice notes of all recordings that the event names.
///
/// # Errors
/// A [`Failure`]. S3's event comes again.
pub async fn handle<S: NoteStores>(
    rules: &impl Rules,
    stores: &S,
    event: &[u8],
    now: Timestamp,
) -> Result<Vec<NoteOutcome>, Failure> {
    let mut all = Vec::new();
    for place in places(event)? {
        let Some(named) = contact_of(&place.key) else {
            // It is an agent's part of a call, or another file.
            tracing::info!("a file that is no recording of a caller's menu part is left alone");
            all.push(NoteOutcome::NotOurs);
            continue;
        };
        let kept = keep(rules, stores, &place, &named, now).await?;
        tell(&place, &kept);
        all.push(kept);
    }
    Ok(all)
}

/// Logs one line. The alarms count its `message`.
fn tell(place: &ObjectLocation, kept: &NoteOutcome) {
    // A key consists of a contact's id and a time, and holds no number.
    let recording = place.key.as_str();
    match kept {
        NoteOutcome::Notes { kept, before, left_over, without_segment } => {
            tracing::info!(recording, kept, before, "voice notes kept");
            if *left_over > 0 || *without_segment > 0 {
                tracing::warn!(
                    recording,
                    left_over,
                    without_segment,
                    "a recording needs a person: its takes do not fit"
                );
            }
        }
        NoteOutcome::NotOurs => {}
        NoteOutcome::NoCase => tracing::warn!(recording, "a recording needs a person: its call has no case"),
        NoteOutcome::Gone => tracing::warn!(recording, "a recording needs a person: it is gone"),
        NoteOutcome::Refused(why) => tracing::warn!(recording, %why, "a recording needs a person: it cannot be read"),
    }
}
