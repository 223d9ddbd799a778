//! Transcripts in S3: sealed for the coordinator, and opened only for people who may have them.

use crate::S3Recordings;
use aws_kit::error_code;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ServerSideEncryption;
use helpline::ports::{Actions, Evidence, TranscriptStore, Unavailable};
use lifecycle::Attachment;
use std::time::Duration;

/// The time for which a link to the audio of a note is valid. A note lasts a few minutes at most, and the person who
/// asked is listening.
pub const LINK_HOLDS: Duration = Duration::from_secs(300);

/// Files in the notes' bucket that are sealed under another key than the notes.
#[derive(Debug, Clone)]
pub struct S3Transcripts {
    files: S3Recordings,
    seal: String,
}

impl S3Transcripts {
    /// Seals transcripts under the KMS key `seal`.
    #[must_use]
    pub fn new(files: S3Recordings, seal: String) -> Self {
        Self { files, seal }
    }
}

fn failed<E, R>(error: &aws_sdk_s3::error::SdkError<E, R>) -> Unavailable
where
    E: aws_sdk_s3::error::ProvideErrorMetadata,
{
    Unavailable(error_code("s3", error))
}

impl TranscriptStore for S3Transcripts {
    const ACTIONS: Actions = &["kms:GenerateDataKey", "s3:DeleteObject", "s3:PutObject"];

    async fn seal_text(&self, name: &Attachment, text: &str) -> Result<(), Unavailable> {
        let S3Recordings { client, notes, .. } = &self.files;
        let put = client.put_object().bucket(notes).key(name.as_str()).content_type("text/plain; charset=utf-8");
        let put = put.server_side_encryption(ServerSideEncryption::AwsKms).ssekms_key_id(&self.seal);
        let body = ByteStream::from(text.as_bytes().to_vec());
        put.body(body).send().await.map(drop).map_err(|e| failed(&e))
    }

    async fn forget(&self, name: &Attachment) -> Result<(), Unavailable> {
        let S3Recordings { client, notes, .. } = &self.files;
        client.delete_object().bucket(notes).key(name.as_str()).send().await.map(drop).map_err(|e| failed(&e))
    }
}

impl Evidence for S3Transcripts {
    const ACTIONS: Actions = &["kms:Decrypt", "s3:GetObject", "s3:ListBucket"];

    async fn link(&self, name: &Attachment) -> Result<Option<String>, Unavailable> {
        let S3Recordings { client, notes, .. } = &self.files;
        match client.head_object().bucket(notes).key(name.as_str()).send().await {
            Ok(_) => {}
            Err(error) if error.as_service_error().is_some_and(|e| e.is_not_found()) => return Ok(None),
            Err(error) => return Err(failed(&error)),
        }
        let holds = PresigningConfig::expires_in(LINK_HOLDS).map_err(|why| Unavailable(why.to_string()))?;
        let get = client.get_object().bucket(notes).key(name.as_str()).response_cache_control("no-store");
        let link = get.presigned(holds).await.map_err(|e| failed(&e))?;
        Ok(Some(link.uri().to_owned()))
    }

    async fn unseal(&self, name: &Attachment) -> Result<Option<String>, Unavailable> {
        let S3Recordings { client, notes, .. } = &self.files;
        let found = match client.get_object().bucket(notes).key(name.as_str()).send().await {
            Ok(found) => found,
            Err(error) if error.as_service_error().is_some_and(|e| e.is_no_such_key()) => return Ok(None),
            Err(error) => return Err(failed(&error)),
        };
        let body = found.body.collect().await;
        let body = body.map_err(|_| Unavailable("s3 stopped in the middle of a text".into()))?;
        Ok(String::from_utf8(body.to_vec()).ok())
    }
}
