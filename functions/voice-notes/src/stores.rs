//! The adapters of this function.
//!
//! The function fetches recordings, keeps voice notes, and begins transcription jobs. It cannot open a number.

use connect_contacts::ContactBook;
use helpline::recordings::NoteStores;
use ledger_dynamodb::DynamoLedger;
use queues_sqs::FileQueue;
use recordings_s3::S3Recordings;
use transcripts_transcribe::Transcripts;

helpline::adapters! {
    /// The adapters.
    pub struct Stores: NoteStores {
        /// The table.
        ledger: Ledger = DynamoLedger;
        /// Finds the contact of a recording.
        contacts: ContactBook = ContactBook;
        /// The bucket into which Amazon Connect puts recordings.
        recordings: Bucket = S3Recordings;
        /// The bucket of voice notes.
        notes: Notes = S3Recordings;
        /// The transcription service.
        transcriber: Service = Transcripts<S3Recordings>;
        /// The queue of new recordings.
        queue: Queue = FileQueue;
    }
}
