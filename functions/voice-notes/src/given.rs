//! Texts that were given beforehand: for a local cloud, where nobody can recognise speech.

use helpline::ports::{Actions, Fetched, NoteStore, Place, Recordings, TextJob, Transcriber, Unavailable};
use helpline::recordings::text_name;
use serde_json::json;

/// Longest text that is given.
const MOST_BYTES: u64 = 64 * 1024;

/// Where the text of a call's words is given: beside the recordings.
fn given_at(bucket: &str, contact: &lifecycle::ContactId) -> Place {
    Place { bucket: bucket.to_owned(), key: format!("heard/{contact}.txt") }
}

/// Answers with the text that was given for a call, in the form in which Amazon Transcribe writes it; without one asks
/// the local cloud's own Transcribe, whose text has nothing to do with what was said.
#[derive(Debug, Clone)]
pub struct GivenTexts<F, J> {
    /// The files.
    pub files: F,
    /// The bucket of the recordings.
    pub bucket: String,
    /// The local cloud's own.
    pub otherwise: J,
}

impl<F: Recordings + NoteStore + Sync, J: Transcriber + Sync> Transcriber for GivenTexts<F, J> {
    /// Only a local cloud has it.
    const ACTIONS: Actions = &[];

    async fn begin(&self, job: &TextJob) -> Result<(), Unavailable> {
        let Fetched::File(text) = self.files.fetch(&given_at(&self.bucket, &job.contact), MOST_BYTES).await? else {
            return self.otherwise.begin(job).await;
        };
        let text = String::from_utf8_lossy(&text);
        let file = json!({ "status": "COMPLETED", "results": { "transcripts": [{ "transcript": text.trim() }] } });
        let name = text_name(&job.ticket, &job.contact).map_err(|why| Unavailable(why.to_string()))?;
        self.files.keep(&name, "application/json", file.to_string().into_bytes()).await
    }
}
