//! The adapters of this function: it reads transcripts, seals them, and cannot open what it sealed.

use helpline::recordings::TranscriptStores;
use ledger_dynamodb::DynamoLedger;
use queues_sqs::FileQueue;
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
        /// The queue of new transcripts and failed jobs.
        queue: Queue = FileQueue;
    }
}
