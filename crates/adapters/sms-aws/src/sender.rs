//! The service through which this deployment sends SMS.

use crate::{LocalSns, Messaging};
use directory::Sms;
use helpline::CallerNumber;
use helpline::ports::{Actions, SendResult, SmsSender};

/// One of the two services that send SMS.
#[derive(Debug, Clone)]
pub enum Sender {
    /// The service that may send to India.
    Messaging(Messaging),
    /// A local cloud.
    Local(LocalSns),
}

impl SmsSender for Sender {
    const ACTIONS: Actions = Messaging::ACTIONS;

    async fn send_sms(&self, to: &CallerNumber, sms: &Sms) -> SendResult {
        match self {
            Self::Messaging(messaging) => messaging.send_sms(to, sms).await,
            Self::Local(sns) => sns.send_sms(to, sms).await,
        }
    }
}
