//! Attaches the text of a note to its case. Idempotency key: the case and the call, recorded as a command of the case;
//! the same event twice attaches one text.
//!
//! Whoever makes texts leaves a file in the notes' bucket, and S3 tells this function of it: the whole text is sealed for
//! the coordinator, what may leave of it is masked, and the file is forgotten. Of a job that failed EventBridge tells: it
//! is begun once more, then triage is told. What nobody tells of the sweep misses (`decide/said.rs` of `lifecycle`).

mod stores;

pub use stores::Stores;

use helpline::ports::Unavailable;
use helpline::recordings::{Suggests, TranscriptOutcome, TranscriptStores, attach, failed};
use jiff::Timestamp;
use lifecycle::Rules;
use recordings_s3::places;
use serde::Deserialize;
use texts_transcribe::{job_of, transcript_of};

/// What EventBridge tells of a job (Amazon Transcribe Developer Guide, "Using Amazon EventBridge with Amazon Transcribe").
#[derive(Deserialize)]
struct JobEvent {
    detail: JobDetail,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct JobDetail {
    transcription_job_name: String,
    transcription_job_status: String,
}

/// Why an event must come again.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Neither what S3 sends nor what EventBridge sends of a job.
    #[error("the event is neither of a file that S3 has nor of a job of Amazon Transcribe's")]
    Event,
    /// A service did not answer; what was attached stays attached.
    #[error("a transcript waits: {0}")]
    Unavailable(#[from] Unavailable),
}

/// Attaches the texts that the event tells of. Names of this deployment's jobs begin with `prefix`.
///
/// # Errors
/// A [`Failure`]: the event comes again.
pub async fn handle<S: TranscriptStores>(
    rules: &impl Rules,
    suggests: &Suggests<'_>,
    stores: &S,
    prefix: &str,
    event: &[u8],
    now: Timestamp,
) -> Result<Vec<TranscriptOutcome>, Failure> {
    let mut all = Vec::new();
    if let Ok(JobEvent { detail }) = serde_json::from_slice(event) {
        let job =
            job_of(prefix, &detail.transcription_job_name).filter(|_| detail.transcription_job_status == "FAILED");
        let became = match job {
            Some(job) => failed(rules, stores, job, now).await?,
            None => TranscriptOutcome::NotOurs,
        };
        all.push(became);
    } else {
        for place in places(event).map_err(|_| Failure::Event)? {
            all.push(attach(rules, suggests, stores, &place, |file| transcript_of(file).ok(), now).await?);
        }
    }
    all.iter().for_each(tell);
    Ok(all)
}

/// The log's line: a ticket and a call's id, never a word of what was said.
fn tell(became: &TranscriptOutcome) {
    match became {
        TranscriptOutcome::Attached { ticket, contact } => {
            tracing::info!(%ticket, %contact, "a transcript was attached")
        }
        TranscriptOutcome::Lost { ticket, why } => {
            tracing::warn!(%ticket, why, "a transcript was lost; triage listens")
        }
        TranscriptOutcome::Again { ticket } => tracing::warn!(%ticket, "a job failed and is begun once more"),
        TranscriptOutcome::Before | TranscriptOutcome::NotOurs | TranscriptOutcome::Gone => {
            tracing::info!(?became, "nothing to attach")
        }
    }
}
