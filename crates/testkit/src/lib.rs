//! The services behind the ports, in memory: they keep the same promises and limits as the real services, and every
//! port can fail.
//!
//! [`Memory`] implements every port; each service has a file here. The scenarios in `tests/conformance` run on it and
//! on the real services. A test names the operation that shall fail: `memory.fails("count_try", Fault::AnswerLost)`.

mod access;
mod callers;
mod cases;
mod files;
mod keys;
mod ledger;
mod queues;
mod schemes;
mod sms;

pub use cases::draft;
pub use keys::{pseudonym_of, sealed};
pub use schemes::{OfSchemes, SCHEMES_DOWN};

use dialogue::{Contacting, Payment};
use directory::Sms;
use helpline::ports::{
    Access, CurrentAnnouncement, Owner, PinMarks, SendResult, SmsState, Subscriber, Subscribers, Timer, TranscriptJob,
    Unavailable, WaitingNotice, WantedSms,
};
use helpline::{NotificationKey, PinKind, PinSlot, SealedCitizen};
use jiff::Timestamp;
use lifecycle::{Case, ContactId, Event, SchemeCode, Ticket};
use notice::Notice;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// The names of the operations that can fail.
pub const OPERATIONS: [&str; 71] = [
    "add_caller",
    "advance",
    "catalogue",
    "allow",
    "answered",
    "answers",
    "begin",
    "begin_sms",
    "announcement",
    "case",
    "case_and_answer",
    "citizen",
    "count",
    "count_try",
    "counts",
    "create",
    "delivered_sms",
    "due",
    "event",
    "expected",
    "fetch",
    "forget",
    "forget_waiting",
    "forgive",
    "is_theirs",
    "joins",
    "keep",
    "keep_pin",
    "keep_scheme",
    "keep_waiting",
    "link",
    "listed",
    "mark",
    "mark_warned",
    "featured",
    "open",
    "open_cases",
    "open_number",
    "park",
    "payment",
    "phone",
    "pins",
    "promised_calls",
    "proof",
    "pseudonym",
    "publish",
    "feature",
    "put_off_sms",
    "put_up",
    "queue_sms",
    "record_access",
    "record_sms",
    "recorded",
    "retry_after",
    "seal",
    "seal_disclosure",
    "seal_text",
    "offered",
    "sms",
    "spoken_on",
    "state_key",
    "stream",
    "subscribers",
    "text",
    "tickets_of",
    "timeline",
    "told",
    "unseal",
    "waiting",
    "want_sms",
    "wanted_sms",
];

/// A fault of the next use of a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The service refuses.
    Refuse,
    /// The value is written, but the answer is lost.
    AnswerLost,
    /// The value is not written, and no answer comes.
    Cut,
    /// No answer ever comes, and the operation waits for ever.
    Hangs,
}

/// The state of all services.
#[derive(Default)]
pub struct Kept {
    /// Cases by ticket.
    pub cases: BTreeMap<Ticket, Case>,
    /// Events by key.
    pub events: BTreeMap<(Ticket, u32), Event>,
    /// Tickets by contact.
    pub contacts: BTreeMap<ContactId, Ticket>,
    /// Answers by the key of the request: a step of a call, or a command.
    pub answers: BTreeMap<String, String>,
    /// Tickets by pseudonym.
    pub citizens: Vec<(String, Ticket)>,
    /// The times at which a phone may be called, by pseudonym.
    pub contacting: BTreeMap<String, Contacting>,
    /// Marks of PINs by ticket.
    pub pins: BTreeMap<Ticket, PinMarks>,
    /// The last step that kept a PIN in each place, by ticket.
    pub pins_kept: BTreeMap<Ticket, Vec<(PinSlot, String)>>,
    /// The PIN by which a call proved that it may speak for a case.
    pub proofs: BTreeMap<(ContactId, Ticket), PinKind>,
    /// Wrong PINs by counter.
    pub tries: BTreeMap<String, u32>,
    /// Steps with a counted try, each with the thing tried.
    pub tries_counted: BTreeMap<(ContactId, u32), String>,
    /// Steps with a right PIN.
    pub tries_forgiven: BTreeSet<(ContactId, u32)>,
    /// The stored data of schemes.
    pub schemes: OfSchemes,
    /// The announcement, if there is one.
    pub announcement: Option<CurrentAnnouncement>,
    /// Records of reading, each with `true` if the reader was refused.
    pub accesses: Vec<(Access, bool)>,
    /// Readings by person, kind and hour.
    pub reads: BTreeMap<(String, &'static str, i64), u32>,
    /// Faults of the writes to come.
    pub faults: VecDeque<Fault>,
    /// Faults of the next uses of each operation.
    pub next: BTreeMap<&'static str, VecDeque<Fault>>,
    /// Operations that fail until [`Memory::mends`].
    pub broken: BTreeSet<&'static str>,
    /// Notices that were published.
    pub published: Vec<Notice>,
    /// Tickets by the surge that they joined.
    pub surges: BTreeMap<String, BTreeSet<Ticket>>,
    /// Surges of which the coordinator has been warned.
    pub warned: BTreeSet<String>,
    /// Notices that wait for their hour, by hour and drawn order.
    pub waiting: BTreeMap<(Timestamp, String), WaitingNotice>,
    /// Keys of the events whose notices were parked.
    pub parked: Vec<NotificationKey>,
    /// The readers of each topic.
    pub subscribers: BTreeMap<String, Subscribers>,
    /// The readers that an operator subscribed to each topic.
    pub expected: BTreeMap<String, Vec<Subscriber>>,
    /// Topics that do not answer.
    pub dead_topics: Vec<String>,
    /// `true` if every topic refuses a notice with words for ever, as SNS refuses a message that is too long.
    pub refuses_words: bool,
    /// Recordings by bucket and key.
    pub recordings: BTreeMap<(String, String), Vec<u8>>,
    /// The owner of each recording whose name does not contain the contact's id, by bucket and key.
    pub recorded: BTreeMap<(String, String), Owner>,
    /// Audio files by name.
    pub sounds: BTreeMap<String, Vec<u8>>,
    /// Transcription jobs that were begun.
    pub jobs: Vec<TranscriptJob>,
    /// Sealed transcripts by name.
    pub sealed_texts: BTreeMap<String, String>,
    /// Names of the files that were deleted.
    pub forgotten: Vec<String>,
    /// Receipts of hidden messages, each with the time for which the message is hidden.
    pub pauses: Vec<(String, Duration)>,
    /// The number of times that an audio file was kept.
    pub times_kept: u32,
    /// Keys of the SMS to send.
    pub sms_queued: Vec<NotificationKey>,
    /// Schemes that callers want as an SMS.
    pub wanted: Vec<WantedSms>,
    /// The state of payments, by scheme. For any other scheme, the department has no system that answers.
    pub payments: BTreeMap<SchemeCode, Payment>,
    /// The state of each SMS, by key.
    pub sms: BTreeMap<String, SmsState>,
    /// The operators' result for each message, and `true` if it is final.
    pub sms_results: BTreeMap<String, (String, bool)>,
    /// Calls whose case owes its caller's number.
    pub owed: BTreeSet<ContactId>,
    /// Sealed numbers of the callers, by contact.
    pub numbers: BTreeMap<ContactId, SealedCitizen>,
    /// SMS that were handed over, each with its phone number.
    pub handed: Vec<(String, Sms)>,
    /// Results of the next SMS, in order. Without a result the SMS is handed over.
    pub handing: VecDeque<SendResult>,
}

/// All ports in memory, for tests of the use cases.
#[derive(Default)]
pub struct Memory(Mutex<Kept>);

impl Memory {
    /// Returns the present state.
    pub fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the next use of an operation fail.
    ///
    /// # Panics
    /// If there is no operation of this name.
    pub fn fails(&self, operation: &'static str, fault: Fault) {
        assert!(OPERATIONS.contains(&operation), "no port has an operation `{operation}`");
        self.kept().next.entry(operation).or_default().push_back(fault);
    }

    /// Makes these operations fail from now on.
    ///
    /// # Panics
    /// If there is no operation of one of these names.
    pub fn breaks(&self, operations: &[&'static str]) {
        for operation in operations {
            assert!(OPERATIONS.contains(operation), "no port has an operation `{operation}`");
        }
        self.kept().broken.extend(operations);
    }

    /// Makes every operation work again.
    pub fn mends(&self) {
        self.kept().broken.clear();
    }

    /// Runs one use of an operation. Without a fault it does `work`.
    async fn port<T: Send>(
        &self,
        operation: &'static str,
        work: impl FnOnce(&mut Kept) -> Result<T, Unavailable> + Send,
    ) -> Result<T, Unavailable> {
        let fault = {
            let mut kept = self.kept();
            let broken = kept.broken.contains(operation).then_some(Fault::Refuse);
            broken.or_else(|| kept.next.get_mut(operation).and_then(VecDeque::pop_front))
        };
        let unavailable = Unavailable(format!("{operation} is out of order for a test"));
        match fault {
            None => work(&mut self.kept()),
            Some(Fault::Refuse | Fault::Cut) => Err(unavailable),
            Some(Fault::AnswerLost) => {
                let _ = work(&mut self.kept());
                Err(unavailable)
            }
            Some(Fault::Hangs) => std::future::pending().await,
        }
    }
}

/// Work in memory takes no time. Work that is not ready at once would never be ready, so it counts as timed out.
impl Timer for Memory {
    async fn within<T: Send>(&self, _: Duration, work: impl Future<Output = T> + Send) -> Option<T> {
        match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => Some(done),
            Poll::Pending => None,
        }
    }
}
