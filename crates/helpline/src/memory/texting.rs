//! Phones and texts in memory.

use super::Memory;
use crate::ports::Unavailable;
use crate::texts::{
    FindPhone, Handed, OpenNumbers, Phone, QueueSms, ReadWantedSms, RecordSms, SendSms, SmsState, WantSms, WantedSms,
};
use crate::{CallerNumber, Owed};
use directory::Sms;
use jiff::Timestamp;
use lifecycle::ContactId;

impl FindPhone for Memory {
    async fn phone(&self, contact: &ContactId) -> Result<Option<Phone>, Unavailable> {
        let kept = self.kept();
        let citizen = kept.numbers.get(contact);
        Ok(citizen.map(|citizen| Phone {
            number: citizen.number.clone(),
            contacting: kept.contacting.get(&citizen.pseudonym).copied(),
        }))
    }
}

impl OpenNumbers for Memory {
    async fn open_number(&self, sealed: &[u8]) -> Result<CallerNumber, Unavailable> {
        let text = std::str::from_utf8(sealed).ok().and_then(CallerNumber::new);
        text.ok_or_else(|| Unavailable("it is no number".into()))
    }
}

impl QueueSms for Memory {
    async fn queue_sms(&self, key: &Owed) -> Result<(), Unavailable> {
        let mut kept = self.kept();
        if kept.no_sms_queue {
            return Err(Unavailable("the queue of texts refuses".into()));
        }
        kept.sms_queued.push(key.clone());
        Ok(())
    }
}

impl WantSms for Memory {
    async fn want_sms(&self, wanted: &WantedSms) -> Result<(), Unavailable> {
        let mut kept = self.kept();
        if kept.no_wanted {
            return Err(Unavailable("the ledger refuses".into()));
        }
        if !kept.wanted.iter().any(|before| before.key() == wanted.key()) {
            kept.wanted.push(wanted.clone());
        }
        Ok(())
    }
}

impl ReadWantedSms for Memory {
    async fn wanted_sms(&self, contact: &ContactId, code: &str) -> Result<Option<WantedSms>, Unavailable> {
        let key = Owed::Scheme { contact: contact.clone(), code: code.to_owned() };
        Ok(self.kept().wanted.iter().find(|wanted| wanted.key() == key).cloned())
    }
}

impl RecordSms for Memory {
    async fn begin_sms(&self, key: &Owed, now: Timestamp) -> Result<Option<SmsState>, Unavailable> {
        let mut kept = self.kept();
        let before = kept.sms.get(&key.to_string()).cloned();
        kept.sms.entry(key.to_string()).or_insert(SmsState::Sending { since: now });
        Ok(before)
    }

    async fn record_sms(&self, key: &Owed, state: &SmsState) -> Result<(), Unavailable> {
        let mut kept = self.kept();
        if let Some(now @ SmsState::Sending { .. }) = kept.sms.get_mut(&key.to_string()) {
            *now = state.clone();
            if let SmsState::Sent { message } = state {
                kept.sms_results.insert(message.clone(), (String::new(), false));
            }
        }
        Ok(())
    }

    async fn put_off_sms(&self, key: &Owed) -> Result<(), Unavailable> {
        self.kept().sms.retain(|of, state| *of != key.to_string() || !matches!(state, SmsState::Sending { .. }));
        Ok(())
    }

    async fn delivered_sms(&self, message: &str, result: &str, is_final: bool) -> Result<bool, Unavailable> {
        let mut kept = self.kept();
        let Some(known) = kept.sms_results.get_mut(message) else { return Ok(false) };
        if !known.1 {
            *known = (result.to_owned(), is_final);
        }
        Ok(true)
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
