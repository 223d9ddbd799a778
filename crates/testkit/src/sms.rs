//! Phones, and SMS to citizens.

use crate::{Kept, Memory};
use directory::Sms;
use helpline::ports::{
    Actions, Phone, SendResult, SmsLedger, SmsRequests, SmsSender, SmsState, Unavailable, WantedSms,
};
use helpline::{CallerNumber, NotificationKey};
use jiff::Timestamp;
use lifecycle::{ContactId, SchemeCode};

impl SmsRequests for Memory {
    const ACTIONS: Actions = &[];

    async fn want_sms(&self, wanted: &WantedSms) -> Result<(), Unavailable> {
        self.port("want_sms", |kept| {
            if !kept.wanted.iter().any(|before| before.key() == wanted.key()) {
                kept.wanted.push(wanted.clone());
            }
            Ok(())
        })
        .await
    }
}

impl Kept {
    fn record_sms(&mut self, key: &NotificationKey, state: &SmsState) {
        if let Some(now @ SmsState::Sending { .. }) = self.sms.get_mut(&key.to_string()) {
            *now = state.clone();
            if let SmsState::Sent { message } = state {
                self.sms_results.insert(message.clone(), (String::new(), false));
            }
        }
    }
}

impl SmsLedger for Memory {
    const ACTIONS: Actions = &[];

    async fn phone(&self, contact: &ContactId) -> Result<Option<Phone>, Unavailable> {
        let phone = |kept: &mut Kept| {
            let citizen = kept.numbers.get(contact);
            Ok(citizen.map(|citizen| Phone {
                number: citizen.number.clone(),
                contacting: kept.contacting.get(&citizen.pseudonym).copied(),
            }))
        };
        self.port("phone", phone).await
    }

    async fn wanted_sms(&self, contact: &ContactId, code: &SchemeCode) -> Result<Option<WantedSms>, Unavailable> {
        let key = NotificationKey::Scheme { contact: contact.clone(), code: code.clone() };
        self.port("wanted_sms", |kept| Ok(kept.wanted.iter().find(|wanted| wanted.key() == key).cloned())).await
    }

    async fn begin_sms(&self, key: &NotificationKey, now: Timestamp) -> Result<Option<SmsState>, Unavailable> {
        self.port("begin_sms", |kept| {
            let before = kept.sms.get(&key.to_string()).cloned();
            kept.sms.entry(key.to_string()).or_insert(SmsState::Sending { since: now });
            Ok(before)
        })
        .await
    }

    async fn record_sms(&self, key: &NotificationKey, state: &SmsState) -> Result<(), Unavailable> {
        self.port("record_sms", |kept| {
            kept.record_sms(key, state);
            Ok(())
        })
        .await
    }

    async fn put_off_sms(&self, key: &NotificationKey) -> Result<(), Unavailable> {
        self.port("put_off_sms", |kept| {
            kept.sms.retain(|of, state| *of != key.to_string() || !matches!(state, SmsState::Sending { .. }));
            Ok(())
        })
        .await
    }

    async fn delivered_sms(&self, message: &str, result: &str, is_final: bool) -> Result<bool, Unavailable> {
        self.port("delivered_sms", |kept| {
            let Some(known) = kept.sms_results.get_mut(message) else { return Ok(false) };
            if !known.1 {
                *known = (result.to_owned(), is_final);
            }
            Ok(true)
        })
        .await
    }
}

impl SmsSender for Memory {
    const ACTIONS: Actions = &[];

    async fn send_sms(&self, to: &CallerNumber, sms: &Sms) -> SendResult {
        let mut kept = self.kept();
        let handed = kept.handing.pop_front();
        let handed = handed.unwrap_or_else(|| SendResult::Over(format!("message-{}", kept.handed.len() + 1)));
        if matches!(handed, SendResult::Over(_) | SendResult::Unknown) {
            kept.handed.push((to.expose().to_owned(), sms.clone()));
        }
        handed
    }
}
