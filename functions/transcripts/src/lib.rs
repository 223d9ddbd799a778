//! Attaches the text of a note to its case. Idempotency key: the case and the call, recorded as a command of the case;
//! the same event twice attaches one text.
//!
//! Whoever makes texts leaves a file in the notes' bucket, and S3 tells of it by a queue: the whole text is sealed for
//! the coordinator, what may leave of it is masked, and the file is forgotten. EventBridge tells by the same queue of a
//! job that failed: it is begun once more, then triage is told. The sweep misses a transcript of which nobody tells
//! (`decide/said.rs` of `lifecycle`). An event whose service did not answer waits in the queue, for a day at most.

mod stores;

pub use stores::Stores;

use aws_kit::{Batch, BatchAnswer, ItemFailure, Message};
use helpline::ports::Unavailable;
use helpline::recordings::{Suggests, TranscriptOutcome, TranscriptStores, attach, failed, transcript_waits};
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
    /// Not what the queue sends.
    #[error("the event has no `Records` with a body and a receipt, as a batch of SQS has")]
    Batch,
    /// A service did not answer; what was attached stays attached.
    #[error("a transcript waits: {0}")]
    Unavailable(#[from] Unavailable),
}

/// Handles a batch of the queue, in which each message holds an event of S3 or of a job.
///
/// # Errors
/// [`Failure::Batch`]. A message whose transcript must wait is a failure of the answer, and comes again after a pause.
pub async fn handle<S: TranscriptStores>(
    rules: &impl Rules,
    suggests: &Suggests<'_>,
    stores: &S,
    prefix: &str,
    batch: &[u8],
    now: Timestamp,
) -> Result<BatchAnswer, Failure> {
    let batch: Batch<Message> = serde_json::from_slice(batch).map_err(|_| Failure::Batch)?;
    let mut answer = BatchAnswer::default();
    for message in batch.records {
        let tries = message.tries();
        if let Err(why) = take(rules, suggests, stores, prefix, message.body.as_bytes(), now).await {
            let (pause, unset) = transcript_waits(stores, &message.receipt_handle, tries).await;
            let unset = unset.as_ref().map(tracing::field::display);
            tracing::warn!(tries, pause_s = pause.as_secs(), %why, unset, "a transcript waits");
            answer.failures.push(ItemFailure { item: message.message_id });
        }
    }
    Ok(answer)
}

/// Attaches the texts that the event tells of. Names of this deployment's jobs begin with `prefix`.
///
/// # Errors
/// A [`Failure`]: the event comes again.
pub async fn take<S: TranscriptStores>(
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
