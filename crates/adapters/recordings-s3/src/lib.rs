//! Recordings and voice notes in S3: recordings are fetched from the telephone's bucket, notes are kept encrypted in
//! ours.

mod event;
mod recorded;
mod transcripts;

pub use event::{NotOfS3, places};
pub use recorded::contact_of;
pub use transcripts::{LINK_HOLDS, S3Transcripts};

use aws_config::SdkConfig;
use aws_kit::error_code;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ServerSideEncryption;
use helpline::ports::{Actions, Fetched, NoteStore, ObjectLocation, Recordings, Streamed, Unavailable};
use std::time::Duration;

/// Longest attempt to fetch or keep a file: the time for the largest recording at 2 MB/s. No caller waits for it.
const ATTEMPT: Duration = Duration::from_secs(16);

/// Longest time for all attempts. Together with the work between them it stays below the function's time-out (`Timeout`
/// in `infra/template.yaml`).
const OPERATION: Duration = Duration::from_secs(40);

/// The buckets of recordings and notes.
#[derive(Debug, Clone)]
pub struct S3Recordings {
    client: Client,
    notes: String,
    key: String,
}

impl S3Recordings {
    /// Keeps notes in the bucket `notes` under the KMS key `key`.
    #[must_use]
    pub fn new(config: &SdkConfig, notes: String, key: String) -> Self {
        let timeouts = TimeoutConfig::builder().operation_attempt_timeout(ATTEMPT).operation_timeout(OPERATION);
        let mut builder = aws_sdk_s3::config::Builder::from(config).timeout_config(timeouts.build());
        // A local cloud has one host name for all buckets.
        builder = builder.force_path_style(config.endpoint_url().is_some());
        Self { client: Client::from_conf(builder.build()), notes, key }
    }
}

impl Recordings for S3Recordings {
    /// `s3:ListBucket` makes S3 tell a missing file from a forbidden one.
    const ACTIONS: Actions = &["kms:Decrypt", "s3:GetObject", "s3:ListBucket"];

    async fn fetch(&self, place: &ObjectLocation, most: u64) -> Result<Fetched, Unavailable> {
        let mut file = Vec::new();
        Ok(match self.stream(place, most, &mut |piece| file.extend_from_slice(piece)).await? {
            Streamed::Whole => Fetched::File(file),
            Streamed::TooLarge(bytes) => Fetched::TooLarge(bytes),
            Streamed::Nothing => Fetched::Nothing,
        })
    }

    async fn stream(
        &self,
        place: &ObjectLocation,
        most: u64,
        take: &mut (dyn FnMut(&[u8]) + Send),
    ) -> Result<Streamed, Unavailable> {
        let found = match self.client.get_object().bucket(&place.bucket).key(&place.key).send().await {
            Ok(found) => found,
            Err(error) if error.as_service_error().is_some_and(|e| e.is_no_such_key()) => return Ok(Streamed::Nothing),
            Err(error) => return Err(Unavailable(error_code("s3", &error))),
        };
        // The length arrives before the audio, so a file that is too large is not read.
        let bytes = found.content_length.and_then(|bytes| u64::try_from(bytes).ok());
        let bytes = bytes.ok_or_else(|| Unavailable("s3 does not say how long a recording is".into()))?;
        if bytes > most {
            return Ok(Streamed::TooLarge(bytes));
        }
        let mut body = found.body;
        while let Some(piece) = body.next().await {
            take(&piece.map_err(|_| Unavailable("s3 stopped in the middle of a recording".into()))?);
        }
        Ok(Streamed::Whole)
    }
}

impl NoteStore for S3Recordings {
    const ACTIONS: Actions = &["kms:GenerateDataKey", "s3:PutObject"];

    async fn keep(&self, name: &lifecycle::Attachment, media_type: &str, file: Vec<u8>) -> Result<(), Unavailable> {
        self.client
            .put_object()
            .bucket(&self.notes)
            .key(name.as_str())
            .content_type(media_type)
            .server_side_encryption(ServerSideEncryption::AwsKms)
            .ssekms_key_id(&self.key)
            .bucket_key_enabled(true)
            .body(ByteStream::from(file))
            .send()
            .await
            .map(drop)
            .map_err(|e| Unavailable(error_code("s3", &e)))
    }
}
