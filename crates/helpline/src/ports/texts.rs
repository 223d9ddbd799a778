//! Texts to citizens: whose phone it is, what was asked for, what became of it, and who sends.

use super::{Actions, Unavailable};
use crate::values::{CallerNumber, NotificationKey};
use dialogue::{Contacting, SchemeId};
use directory::Sms;
use jiff::Timestamp;
use lifecycle::{ContactId, SchemeCode};

/// Whose phone a call came from.
#[derive(Clone)]
pub struct Phone {
    /// The number, encrypted.
    pub number: Vec<u8>,
    /// When it may be called or texted, if they were asked.
    pub contacting: Option<Contacting>,
}

/// A scheme that a caller wants as an SMS.
#[derive(Clone, PartialEq, Eq)]
pub struct WantedSms {
    /// On which call.
    pub contact: ContactId,
    /// Which text of it.
    pub scheme: SchemeId,
    /// Their number, encrypted.
    pub number: Vec<u8>,
    /// What they are texted, as it was when they asked.
    pub sms: Sms,
    /// When they asked.
    pub at: Timestamp,
}

impl WantedSms {
    /// By which it is known.
    #[must_use]
    pub fn key(&self) -> NotificationKey {
        NotificationKey::Scheme { contact: self.contact.clone(), code: self.scheme.code.clone() }
    }
}

/// Keeps what callers want as an SMS.
pub trait SmsRequests {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Keeps it; from then on it will be sent, once. Idempotent by call and scheme: the first stays.
    fn want_sms(&self, wanted: &WantedSms) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// What became of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SmsState {
    /// It is being sent; whoever finds it so does not send it again.
    Sending {
        /// Since when.
        since: Timestamp,
    },
    /// The operators have it.
    Sent {
        /// By this the delivery result is known.
        message: String,
    },
    /// It was not sent, and will not be.
    Refused {
        /// The service's code.
        code: String,
    },
    /// Whether it was sent is not known. It is not sent again.
    Unknown,
}

/// Knows phones and what their callers asked for, and records texts, each once.
pub trait SmsLedger {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// The phone; `None` of a call whose number was withheld.
    fn phone(&self, contact: &ContactId) -> impl Future<Output = Result<Option<Phone>, Unavailable>> + Send;

    /// What was asked for; `None` where nothing was, or it is forgotten.
    fn wanted_sms(
        &self,
        contact: &ContactId,
        code: &SchemeCode,
    ) -> impl Future<Output = Result<Option<WantedSms>, Unavailable>> + Send;

    /// Begins a text. `None`: it begins now. `Some`: it was begun before, and stands there.
    fn begin_sms(
        &self,
        key: &NotificationKey,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<SmsState>, Unavailable>> + Send;
    /// What became of one that is being sent; of one that is recorded already nothing more.
    fn record_sms(
        &self,
        key: &NotificationKey,
        state: &SmsState,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// One that is being sent was not sent, and is tried again later.
    fn put_off_sms(&self, key: &NotificationKey) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// What the operators say of a message; after a final result nothing changes it. Whether the message is one of ours.
    fn delivered_sms(
        &self,
        message: &str,
        result: &str,
        is_final: bool,
    ) -> impl Future<Output = Result<bool, Unavailable>> + Send;
}

/// What came of handing a text over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendResult {
    /// The service has it, under this id.
    Over(String),
    /// It says no, with this code.
    Refused(String),
    /// Not now, with this code: nothing was sent.
    Later(String),
    /// No answer came.
    Unknown,
}

/// Sends texts.
pub trait SmsSender {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Hands one text over, once: it is not tried again by itself.
    fn send_sms(&self, to: &CallerNumber, sms: &Sms) -> impl Future<Output = SendResult> + Send;
}
