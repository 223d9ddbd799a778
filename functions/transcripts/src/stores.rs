//! The adapters of this function: it reads the texts of notes, seals them, and cannot open what it sealed.

use helpline::recordings::TranscriptStores;
use ledger_dynamodb::DynamoLedger;
use recordings_s3::{S3Recordings, S3Texts};
use texts_transcribe::TranscribeJobs;

/// The adapters.
#[derive(Debug)]
pub struct Stores {
    /// The table.
    pub ledger: DynamoLedger,
    /// Our own bucket.
    pub files: S3Recordings,
    /// Where texts lie sealed.
    pub sealed: S3Texts,
    /// Makes transcripts.
    pub transcriber: TranscribeJobs,
}

impl TranscriptStores for Stores {
    type Ledger = DynamoLedger;
    type Files = S3Recordings;
    type Sealed = S3Texts;
    type Service = TranscribeJobs;

    fn ledger(&self) -> &DynamoLedger {
        &self.ledger
    }

    fn files(&self) -> &S3Recordings {
        &self.files
    }

    fn sealed(&self) -> &S3Texts {
        &self.sealed
    }

    fn transcriber(&self) -> &TranscribeJobs {
        &self.transcriber
    }
}
