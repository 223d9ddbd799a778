//! Has Amazon Transcribe make transcripts of voice notes.
//!
//! A job is begun and left alone. Transcribe writes the transcript as a file into our bucket, encrypted under our key,
//! and S3 sends an event for the file. EventBridge reports a failed job, but only at its best effort (Amazon Transcribe
//! Developer Guide, "Using Amazon EventBridge"). The sweep notices a transcript that neither announced.

mod document;
mod given;

pub use document::{BadDocument, transcript_of};
pub use given::{GivenTranscripts, Transcripts};

use aws_kit::error_code;
use aws_sdk_transcribe::Client;
use aws_sdk_transcribe::types::{LanguageCode as Spoken, Media, MediaFormat};
use helpline::ports::{Actions, Transcriber, TranscriptJob, Unavailable};
use helpline::recordings::{note_name, transcript_name};
use lifecycle::{ContactId, LanguageCode, Ticket};

/// Jobs of Amazon Transcribe.
#[derive(Debug, Clone)]
pub struct TranscribeJobs {
    client: Client,
    bucket: String,
    key: String,
    prefix: String,
}

impl TranscribeJobs {
    /// Makes jobs for the notes in `bucket`, with transcripts under the KMS key `key`. The names of jobs begin with
    /// `prefix`, because all stacks of an account share them.
    #[must_use]
    pub fn new(client: Client, bucket: String, key: String, prefix: String) -> Self {
        Self { client, bucket, key, prefix }
    }
}

impl Transcriber for TranscribeJobs {
    /// Transcribe reads the note and writes the transcript with the permissions of its caller.
    const ACTIONS: Actions =
        &["kms:Decrypt", "kms:GenerateDataKey", "s3:GetObject", "s3:PutObject", "transcribe:StartTranscriptionJob"];

    async fn begin(&self, job: &TranscriptJob) -> Result<(), Unavailable> {
        let named =
            |name: Result<lifecycle::Attachment, lifecycle::BadCode>| name.map_err(|why| Unavailable(why.to_string()));
        let sound = named(note_name(&job.ticket, &job.contact))?;
        let text = named(transcript_name(&job.ticket, &job.contact))?;
        let media = Media::builder().media_file_uri(format!("s3://{}/{sound}", self.bucket)).build();
        let begun = self
            .client
            .start_transcription_job()
            .transcription_job_name(job_name(&self.prefix, job))
            .language_code(spoken(&job.language))
            .media_format(MediaFormat::Mp3)
            .media(media)
            .output_bucket_name(&self.bucket)
            .output_key(text.as_str())
            .output_encryption_kms_key_id(&self.key)
            .send()
            .await;
        match begun {
            Ok(_) => Ok(()),
            // A job of this name exists, so it was begun before.
            Err(error) if error.as_service_error().is_some_and(|e| e.is_conflict_exception()) => Ok(()),
            Err(error) => Err(Unavailable(error_code("transcribe", &error))),
        }
    }
}

/// Returns the name of a job: letters, digits, dots, dashes and underscores, 200 at most (Amazon Transcribe API
/// reference, StartTranscriptionJob).
#[must_use]
pub fn job_name(prefix: &str, job: &TranscriptJob) -> String {
    format!("{prefix}.{}.{}.{}.{}", job.ticket, job.contact, job.language, job.attempt)
}

/// Reads a name that [`job_name`] wrote under this prefix. Returns `None` for any other name.
#[must_use]
pub fn job_of(prefix: &str, name: &str) -> Option<TranscriptJob> {
    let mut parts = name.strip_prefix(prefix)?.strip_prefix('.')?.split('.');
    let job = TranscriptJob {
        ticket: Ticket::parse(parts.next()?).ok()?,
        contact: ContactId::new(parts.next()?).ok()?,
        language: LanguageCode::new(parts.next()?).ok()?,
        attempt: parts.next()?.parse().ok()?,
    };
    parts.next().is_none().then_some(job)
}

/// Returns the language that Transcribe shall hear. Transcribe knows Indian English and Hindi. It knows none of the
/// languages around Hindi (Bundeli, Malwi), and Hindi is the nearest to them.
fn spoken(language: &LanguageCode) -> Spoken {
    if language.as_str() == "en" { Spoken::EnIn } else { Spoken::HiIn }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_known_by_its_name_and_a_strangers_is_not() {
        let job = TranscriptJob {
            ticket: Ticket::drawn(4_271_083, 8).unwrap(),
            contact: ContactId::new("1d9e6a5c-0000-4000-8000-000000000001").unwrap(),
            language: LanguageCode::new("hi").unwrap(),
            attempt: 2,
        };
        let name = job_name("tele-samadhan-prod", &job);
        assert_eq!(name, "tele-samadhan-prod.42710839.1d9e6a5c-0000-4000-8000-000000000001.hi.2");
        assert_eq!(job_of("tele-samadhan-prod", &name), Some(job));
        for strange in ["tele-samadhan", "tele-samadhan-prod-2.42710839.c.hi.1", "other", "tele-samadhan-prod.x.c.hi.1"]
        {
            assert_eq!(job_of("tele-samadhan-prod", strange), None, "{strange}");
        }
        assert_eq!(job_of("tele-samadhan", &name), None, "another stack of the account");
    }

    #[test]
    fn bundeli_is_heard_as_hindi() {
        let spoken = |code: &str| spoken(&LanguageCode::new(code).unwrap());
        assert_eq!((spoken("en"), spoken("hi"), spoken("bns")), (Spoken::EnIn, Spoken::HiIn, Spoken::HiIn));
    }
}
