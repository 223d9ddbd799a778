//! SMS to citizens: the phone, the request, the outcome, and the sender.

use super::{Actions, Unavailable};
use crate::values::{CallerNumber, NotificationKey};
use dialogue::{Contacting, SchemeId};
use directory::Sms;
use jiff::Timestamp;
use lifecycle::{ContactId, SchemeCode};

/// The phone from which a call came.
#[derive(Clone)]
pub struct Phone {
    /// The number, encrypted.
    pub number: Vec<u8>,
    /// The hours in which it may be called or texted, if the citizen was asked.
    pub contacting: Option<Contacting>,
}

/// A caller's request for a scheme as an SMS.
#[derive(Clone, PartialEq, Eq)]
pub struct WantedSms {
    /// The call on which the caller asked.
    pub contact: ContactId,
    /// The version of the scheme.
    pub scheme: SchemeId,
    /// The caller's number, encrypted.
    pub number: Vec<u8>,
    /// The SMS, as it was when the caller asked.
    pub sms: Sms,
    /// The time at which the caller asked.
    pub at: Timestamp,
}

impl WantedSms {
    /// Returns the key of the request.
    #[must_use]
    pub fn key(&self) -> NotificationKey {
        NotificationKey::Scheme { contact: self.contact.clone(), code: self.scheme.code.clone() }
    }
}

/// Keeps callers' requests for an SMS.
pub trait SmsRequests {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Keeps a request. The SMS will then be sent, once. Idempotent by call and scheme: the first request stays.
    fn want_sms(&self, wanted: &WantedSms) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// The state of an SMS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SmsState {
    /// It is being sent. Another try that finds it so does not send it again.
    Sending {
        /// The time at which sending began.
        since: Timestamp,
    },
    /// The operators have it.
    Sent {
        /// The id by which its delivery result is known.
        message: String,
    },
    /// It was not sent, and will not be.
    Refused {
        /// The service's code.
        code: String,
    },
    /// It may have been sent or not. It is not sent again.
    Unknown,
}

/// Reads phones and requests for an SMS, and records the state of each SMS once.
pub trait SmsLedger {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Returns the phone of a call, or `None` if its number was withheld.
    fn phone(&self, contact: &ContactId) -> impl Future<Output = Result<Option<Phone>, Unavailable>> + Send;

    /// Returns the request, or `None` if there was none or it has expired.
    fn wanted_sms(
        &self,
        contact: &ContactId,
        code: &SchemeCode,
    ) -> impl Future<Output = Result<Option<WantedSms>, Unavailable>> + Send;

    /// Begins an SMS. Returns `None` if it begins now, and its state if it was begun before.
    fn begin_sms(
        &self,
        key: &NotificationKey,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<SmsState>, Unavailable>> + Send;
    /// Records the outcome of an SMS that is being sent. An outcome that is already recorded stays.
    fn record_sms(
        &self,
        key: &NotificationKey,
        state: &SmsState,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// Records that an SMS that was being sent was not sent, so that it is tried again later.
    fn put_off_sms(&self, key: &NotificationKey) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// Records the operators' result for a message. After a final result nothing changes it. Returns `true` if the
    /// message is one of the helpline's.
    fn delivered_sms(
        &self,
        message: &str,
        result: &str,
        is_final: bool,
    ) -> impl Future<Output = Result<bool, Unavailable>> + Send;
}

/// The service's answer to an SMS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendResult {
    /// The service has taken it, under this id.
    Over(String),
    /// The service refused it, with this code.
    Refused(String),
    /// The service does not take it now, with this code. Nothing was sent.
    Later(String),
    /// No answer came: it may have been sent or not.
    Unknown,
}

/// Sends SMS.
pub trait SmsSender {
    /// The IAM actions that it takes.
    const ACTIONS: Actions;

    /// Hands over one SMS, once. It is not tried again by itself.
    fn send_sms(&self, to: &CallerNumber, sms: &Sms) -> impl Future<Output = SendResult> + Send;
}
