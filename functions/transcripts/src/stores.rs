//! The adapters of this function, which reads and seals transcripts. It cannot open a sealed transcript.

use helpline::recordings::TranscriptStores;
use ledger_dynamodb::DynamoLedger;
use queues_sqs::FileQueue;
use recordings_s3::{S3Recordings, S3Transcripts};
use transcripts_transcribe::TranscribeJobs;

helpline::adapters! {
    /// The adapters.
    pub struct Stores: TranscriptStores {
        /// The table.
        ledger: Ledger = DynamoLedger;
        /// The bucket of voice notes and new transcripts.
        files: Files = S3Recordings;
        /// The sealed transcripts.
        sealed: Sealed = S3Transcripts;
        /// Begins a failed job again.
        transcriber: Service = TranscribeJobs;
        /// The queue of new transcripts and failed jobs.
        queue: Queue = FileQueue;
    }
}
