//! Phones and texts in memory.

use super::Memory;
use crate::ports::Unavailable;
use crate::texting::{FindPhone, Handed, OpenNumbers, Phone, QueueSms, RecordSms, SendSms, SmsState};
use crate::{CallerNumber, EventKey};
use directory::Sms;
use lifecycle::ContactId;

impl FindPhone for Memory {
    async fn phone(&self, contact: &ContactId) -> Result<Option<Phone>, Unavailable> {
        Ok(self.kept().phones.get(contact).cloned())
    }
}

impl OpenNumbers for Memory {
    async fn open_number(&self, sealed: &[u8]) -> Result<CallerNumber, Unavailable> {
        let text = std::str::from_utf8(sealed).ok().and_then(CallerNumber::new);
        text.ok_or_else(|| Unavailable("it is no number".into()))
    }
}

impl QueueSms for Memory {
    async fn queue_sms(&self, key: &EventKey) -> Result<(), Unavailable> {
        let mut kept = self.kept();
        if kept.no_sms_queue {
            return Err(Unavailable("the queue of texts refuses".into()));
        }
        kept.sms_queued.push(key.clone());
        Ok(())
    }
}

impl RecordSms for Memory {
    async fn begin_sms(&self, key: &EventKey) -> Result<Option<SmsState>, Unavailable> {
        let mut kept = self.kept();
        let before = kept.sms.get(&key.to_string()).cloned();
        kept.sms.entry(key.to_string()).or_insert(SmsState::Sending);
        Ok(before)
    }

    async fn record_sms(&self, key: &EventKey, state: &SmsState) -> Result<(), Unavailable> {
        self.kept().sms.insert(key.to_string(), state.clone());
        Ok(())
    }

    async fn put_off_sms(&self, key: &EventKey) -> Result<(), Unavailable> {
        self.kept().sms.remove(&key.to_string());
        Ok(())
    }

    async fn delivered_sms(&self, message: &str, result: &str) -> Result<bool, Unavailable> {
        let mut kept = self.kept();
        let ours = kept.sms.values().any(|state| matches!(state, SmsState::Sent { message: id } if id == message));
        if ours {
            kept.sms_results.insert(message.to_owned(), result.to_owned());
        }
        Ok(ours)
    }
}

impl SendSms for Memory {
    async fn send_sms(&self, to: &CallerNumber, sms: &Sms) -> Handed {
        let mut kept = self.kept();
        let handed = kept.handing.pop_front();
        let handed = handed.unwrap_or_else(|| Handed::Over(format!("message-{}", kept.handed.len() + 1)));
        if matches!(handed, Handed::Over(_) | Handed::Unknown) {
            kept.handed.push((to.expose().to_owned(), sms.clone()));
        }
        handed
    }
}
