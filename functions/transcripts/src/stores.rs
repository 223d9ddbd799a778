//! The adapters of this function. It reads and seals transcripts, and cannot open a sealed one.

use helpline::recordings::TranscriptStores;
use ledger_dynamodb::DynamoLedger;
use recordings_s3::{S3Recordings, S3Transcripts};
use texts_transcribe::TranscribeJobs;

helpline::adapters! {
    /// The adapters.
    pub struct Stores: TranscriptStores {
        /// The table.
        ledger: Ledger = DynamoLedger;
        /// The bucket of notes.
        files: Files = S3Recordings;
        /// The sealed transcripts.
        sealed: Sealed = S3Transcripts;
        /// Begins a job anew.
        transcriber: Service = TranscribeJobs;
    }
}
