//! The ways by which a deployment makes transcripts: Amazon Transcribe, or files that were given beforehand.

use crate::TranscribeJobs;
use helpline::ports::{
    Actions, Fetched, NoteStore, ObjectLocation, Recordings, Transcriber, TranscriptJob, Unavailable,
};
use helpline::recordings::transcript_name;
use serde_json::json;

/// Longest transcript that is given, in bytes.
const MOST_BYTES: u64 = 64 * 1024;

/// The way by which this deployment makes transcripts.
#[derive(Debug)]
pub enum Transcripts<F> {
    /// Amazon Transcribe.
    Transcribe(TranscribeJobs),
    /// A file that was given for the call, on a local cloud, where nothing recognises speech.
    Given(GivenTranscripts<F>),
    /// None are made.
    Nobody,
}

impl<F: Recordings + NoteStore + Sync> Transcriber for Transcripts<F> {
    const ACTIONS: Actions = TranscribeJobs::ACTIONS;

    async fn begin(&self, job: &TranscriptJob) -> Result<(), Unavailable> {
        match self {
            Self::Transcribe(jobs) => jobs.begin(job).await,
            Self::Given(given) => given.begin(job).await,
            Self::Nobody => Ok(()),
        }
    }
}

/// Answers with the file that was given for a call, in the form in which Amazon Transcribe writes a transcript. Without
/// a file it asks the local cloud's own Transcribe, whose transcript has nothing to do with the recording.
#[derive(Debug, Clone)]
pub struct GivenTranscripts<F> {
    /// The files.
    pub files: F,
    /// The bucket of the recordings.
    pub bucket: String,
    /// The local cloud's own.
    pub otherwise: TranscribeJobs,
}

impl<F: Recordings + NoteStore> GivenTranscripts<F> {
    async fn begin(&self, job: &TranscriptJob) -> Result<(), Unavailable> {
        let given = ObjectLocation { bucket: self.bucket.clone(), key: format!("heard/{}.txt", job.contact) };
        let Fetched::File(text) = self.files.fetch(&given, MOST_BYTES).await? else {
            return self.otherwise.begin(job).await;
        };
        let text = String::from_utf8_lossy(&text);
        let file = json!({ "status": "COMPLETED", "results": { "transcripts": [{ "transcript": text.trim() }] } });
        let name = transcript_name(&job.ticket, &job.contact).map_err(|why| Unavailable(why.to_string()))?;
        self.files.keep(&name, "application/json", file.to_string().into_bytes()).await
    }
}
