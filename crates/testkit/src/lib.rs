//! The services behind the ports, in memory: the same promises and limits as the real ones, and faults at every port.
//!
//! [`Memory`] has every port; each service has a file here. The scenarios in `tests/conformance` run on it and on the real
//! services. A fault is asked for by the operation's name: `memory.fails("count_try", Fault::AnswerLost)`.

mod callers;
mod cases;
mod files;
mod keys;
mod ledger;
mod queues;
mod schemes;
mod texts;

pub use cases::draft;
pub use keys::{pseudonym_of, sealed};
pub use schemes::{OfSchemes, SCHEMES_DOWN};

use dialogue::{Contacting, Payment};
use directory::Sms;
use helpline::ports::{Board, Handed, PinMarks, Recorded, SmsState, TextJob, Timer, Unavailable, WantedSms};
use helpline::{Owed, PinKind, SealedCitizen};
use lifecycle::{Case, ContactId, Event, SchemeCode, Ticket};
use notice::Notice;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// The operations that can fail, by their names.
pub const OPERATIONS: [&str; 62] = [
    "advance",
    "all_shelved",
    "allow",
    "answered",
    "answers",
    "begin",
    "begin_sms",
    "board",
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
    "fetch",
    "forget",
    "forgive",
    "is_theirs",
    "joins",
    "keep",
    "keep_pin",
    "keep_scheme",
    "link",
    "listed",
    "mark",
    "mark_warned",
    "moment",
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
    "put_first",
    "put_off_sms",
    "put_up",
    "queue_sms",
    "record_sms",
    "recorded",
    "retry_after",
    "seal",
    "seal_disclosure",
    "seal_text",
    "shelved",
    "sms",
    "spoken_on",
    "text",
    "tickets_of",
    "timeline",
    "told",
    "unseal",
    "want_sms",
    "wanted_sms",
];

/// What goes wrong with the next use of a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The service says no.
    Refuse,
    /// It is written, but the answer is lost.
    AnswerLost,
    /// It is not written, and no answer comes.
    Cut,
    /// No answer comes at all, however long one waits.
    Hangs,
}

/// What is kept.
#[derive(Default)]
pub struct Kept {
    /// Cases by ticket.
    pub cases: BTreeMap<Ticket, Case>,
    /// Events by key.
    pub events: BTreeMap<(Ticket, u32), Event>,
    /// Tickets by contact.
    pub contacts: BTreeMap<ContactId, Ticket>,
    /// Answers by the key of who asked: a call's step, or a command.
    pub answers: BTreeMap<String, String>,
    /// Tickets by pseudonym.
    pub citizens: Vec<(String, Ticket)>,
    /// When a pseudonym's phone may be called.
    pub contacting: BTreeMap<String, Contacting>,
    /// Marks of PINs by ticket.
    pub pins: BTreeMap<Ticket, PinMarks>,
    /// The step that kept each PIN, by ticket and whether it is the one for duress: only the last is known.
    pub pins_kept: BTreeMap<(Ticket, bool), String>,
    /// With which PIN a call showed that it may speak for a case.
    pub proofs: BTreeMap<(ContactId, Ticket), PinKind>,
    /// Wrong PINs by counter.
    pub tries: BTreeMap<String, u32>,
    /// Steps whose try was counted.
    pub tries_counted: BTreeSet<(ContactId, u32)>,
    /// Steps whose try was right.
    pub tries_forgiven: BTreeSet<(ContactId, u32)>,
    /// Schemes.
    pub schemes: OfSchemes,
    /// What is announced.
    pub board: Option<Board>,
    /// Faults of the writes to come.
    pub faults: VecDeque<Fault>,
    /// Faults of the next uses of a port's operation.
    pub next: BTreeMap<&'static str, VecDeque<Fault>>,
    /// Operations that fail until they are mended.
    pub broken: BTreeSet<&'static str>,
    /// Notices that were published.
    pub published: Vec<Notice>,
    /// Tickets by the crowd that they joined.
    pub crowds: BTreeMap<String, BTreeSet<Ticket>>,
    /// Crowds of which the coordinator was told.
    pub warned: BTreeSet<String>,
    /// What was parked.
    pub parked: Vec<Owed>,
    /// Topics that refuse.
    pub dead_topics: Vec<String>,
    /// Recordings by bucket and key.
    pub recordings: BTreeMap<(String, String), Vec<u8>>,
    /// Calls by bucket and key of their recording, where it is not the one that its name says; `None`: nobody's.
    pub recorded: BTreeMap<(String, String), Option<Recorded>>,
    /// Sound by name.
    pub sounds: BTreeMap<String, Vec<u8>>,
    /// Jobs that were begun.
    pub jobs: Vec<TextJob>,
    /// Texts that were sealed, by name.
    pub sealed_texts: BTreeMap<String, String>,
    /// Files that were forgotten.
    pub forgotten: Vec<String>,
    /// Receipts of messages that were hidden, and for how long.
    pub pauses: Vec<(String, Duration)>,
    /// How often sound was kept.
    pub times_kept: u32,
    /// What somebody is to be texted.
    pub sms_queued: Vec<Owed>,
    /// Schemes that callers asked for as an SMS.
    pub wanted: Vec<WantedSms>,
    /// What departments know of payments, by scheme; the others offer no system.
    pub payments: BTreeMap<SchemeCode, Payment>,
    /// What became of texts, by key.
    pub sms: BTreeMap<String, SmsState>,
    /// What the operators said of messages, and whether that is final.
    pub sms_results: BTreeMap<String, (String, bool)>,
    /// Who called, by call.
    pub numbers: BTreeMap<ContactId, SealedCitizen>,
    /// Texts that were handed over, with whom to.
    pub handed: Vec<(String, Sms)>,
    /// What comes of the texts to be handed over; over, unless said.
    pub handing: VecDeque<Handed>,
}

/// An in-memory world for tests of the use cases.
#[derive(Default)]
pub struct Memory(Mutex<Kept>);

impl Memory {
    /// What is kept now.
    pub fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next use of an operation goes wrong.
    ///
    /// # Panics
    /// If there is no operation of that name.
    pub fn fails(&self, operation: &'static str, fault: Fault) {
        assert!(OPERATIONS.contains(&operation), "no port has an operation `{operation}`");
        self.kept().next.entry(operation).or_default().push_back(fault);
    }

    /// These operations fail from now on.
    ///
    /// # Panics
    /// If there is no operation of such a name.
    pub fn breaks(&self, operations: &[&'static str]) {
        for operation in operations {
            assert!(OPERATIONS.contains(operation), "no port has an operation `{operation}`");
        }
        self.kept().broken.extend(operations);
    }

    /// Everything works again.
    pub fn mends(&self) {
        self.kept().broken.clear();
    }

    /// One use of an operation: `work` is what it does when nothing goes wrong.
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

/// Nothing in memory takes time: work that is not done at once never will be, and its time is over.
impl Timer for Memory {
    async fn within<T: Send>(&self, _: Duration, work: impl Future<Output = T> + Send) -> Option<T> {
        match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => Some(done),
            Poll::Pending => None,
        }
    }
}
