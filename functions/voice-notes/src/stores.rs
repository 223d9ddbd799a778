//! The adapters of this function: it fetches recordings, keeps notes, and has transcripts made. It cannot open a number.

use crate::{ByName, GivenTexts, Nobody};
use connect_contacts::ConnectContacts;
use helpline::ports::{Actions, Contacts, Place, Recorded, TextJob, Transcriber, Unavailable};
use helpline::recordings::NoteStores;
use ledger_dynamodb::DynamoLedger;
use lifecycle::ContactId;
use recordings_s3::S3Recordings;
use texts_transcribe::TranscribeJobs;

/// The adapters.
#[derive(Debug)]
pub struct Stores {
    /// The table.
    pub ledger: DynamoLedger,
    /// Both buckets.
    pub recordings: S3Recordings,
    /// Knows which call a recording is of.
    pub contacts: ContactBook,
    /// Makes transcripts.
    pub transcriber: TextMaker,
}

impl NoteStores for Stores {
    type Ledger = DynamoLedger;
    type ContactBook = ContactBook;
    type Bucket = S3Recordings;
    type Notes = S3Recordings;
    type Service = TextMaker;

    fn ledger(&self) -> &DynamoLedger {
        &self.ledger
    }

    fn contacts(&self) -> &ContactBook {
        &self.contacts
    }

    fn recordings(&self) -> &S3Recordings {
        &self.recordings
    }

    fn notes(&self) -> &S3Recordings {
        &self.recordings
    }

    fn transcriber(&self) -> &TextMaker {
        &self.transcriber
    }
}

/// The way by which this deployment learns which call a recording is of.
#[derive(Debug)]
pub enum ContactBook {
    /// Amazon Connect.
    Connect(Box<ConnectContacts>),
    /// The recording's name, on a local cloud.
    ByName,
    /// Nobody can be asked.
    Nobody,
}

impl Contacts for ContactBook {
    const ACTIONS: Actions = ConnectContacts::ACTIONS;

    async fn recorded(&self, place: &Place, named: &ContactId) -> Result<Option<Recorded>, Unavailable> {
        match self {
            Self::Connect(connect) => connect.recorded(place, named).await,
            Self::ByName => ByName.recorded(place, named).await,
            Self::Nobody => Nobody.recorded(place, named).await,
        }
    }
}

/// The way by which this deployment makes transcripts.
#[derive(Debug)]
pub enum TextMaker {
    /// Amazon Transcribe.
    Transcribe(TranscribeJobs),
    /// Texts that were given, on a local cloud.
    Given(GivenTexts<S3Recordings, TranscribeJobs>),
    /// None are made.
    Nobody,
}

impl Transcriber for TextMaker {
    const ACTIONS: Actions = TranscribeJobs::ACTIONS;

    async fn begin(&self, job: &TextJob) -> Result<(), Unavailable> {
        match self {
            Self::Transcribe(jobs) => jobs.begin(job).await,
            Self::Given(given) => given.begin(job).await,
            Self::Nobody => Ok(()),
        }
    }
}
