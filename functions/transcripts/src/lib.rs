//! Attaches the transcript of a voice note to its case.
//!
//! Idempotency key: the case and the call, recorded as a command of the case. The same event twice attaches one
//! transcript.
//!
//! Amazon Transcribe leaves a transcript as a file in the notes' bucket, and S3 sends an event by a queue. The whole
//! transcript is sealed for the coordinator, its masked words go to the case, and the file is deleted. EventBridge
//! sends an event for each job that failed, by the same queue: the job is begun once more, and after that triage is
//! told. If no event comes, the sweep notices the missing transcript (`decide/said.rs` of `lifecycle`). An event whose
//! service does not answer waits in the queue for a day, and at last goes to the dead letters.

mod stores;

pub use stores::Stores;

use aws_kit::{Batch, BatchAnswer, Failed, ItemFailure, Message};
use helpline::ports::Unavailable;
use helpline::recordings::{Suggests, TranscriptOutcome, TranscriptStores, attach, failed, transcript_waits};
use jiff::Timestamp;
use lifecycle::Rules;
use recordings_s3::places;
use serde::Deserialize;
use transcripts_transcribe::{job_of, transcript_of};

/// An event of EventBridge about a job (Amazon Transcribe Developer Guide, "Using Amazon EventBridge with Amazon
/// Transcribe").
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
    /// The event is neither of S3 nor of EventBridge about a job.
    #[error("the event is neither an S3 event of a file nor an EventBridge event of a transcription job")]
    Event,
    /// The event is no batch of the queue.
    #[error("the event has no `Records` with a body and a receipt, as a batch of SQS has")]
    Batch,
    /// A service did not answer. Transcripts that were attached stay attached.
    #[error("a transcript waits: {0}")]
    Unavailable(#[from] Unavailable),
}

impl From<Failure> for Failed {
    fn from(why: Failure) -> Self {
        let name = match &why {
            Failure::Event => "TranscriptEventUnreadable",
            Failure::Batch => "TranscriptBatchUnreadable",
            Failure::Unavailable(_) => "TranscriptWaits",
        };
        Self::new(name, &why)
    }
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

/// Attaches the transcripts that the event names. The names of this deployment's jobs begin with `prefix`.
///
/// # Errors
/// A [`Failure`]. The event comes again.
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

/// Logs one line: a ticket and a call's id, but never a word of the transcript.
fn tell(became: &TranscriptOutcome) {
    match became {
        // The call's id beside the ticket would lead from a log to the caller's number in Amazon Connect.
        TranscriptOutcome::Attached { ticket, .. } => tracing::info!(%ticket, "a transcript was attached"),
        TranscriptOutcome::Lost { ticket, why } => {
            tracing::warn!(%ticket, why, "a transcript was lost; triage listens")
        }
        TranscriptOutcome::Again { ticket } => tracing::warn!(%ticket, "a job failed and is begun once more"),
        TranscriptOutcome::Before | TranscriptOutcome::NotOurs | TranscriptOutcome::Gone => {
            tracing::info!(?became, "nothing to attach")
        }
    }
}
